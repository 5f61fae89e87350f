"""Content words that no word of the other language stands for, and how much that means.

A word without a counterpart says little by itself: translation is free, the lexicon has holes.
What tells is the rest: whether words of the other side are left over at that place, how literal
the sentence is otherwise, how well the lexicon knows the word. A logistic model weighs it; see
``training/coverage.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.english_forms import read_table
from mtcheck.language.lexicon import kin, translations
from mtcheck.language.word_frequency import zipf
from mtcheck.language.word_links import CONTENT, WordLinks
from mtcheck.language.word_lists import listed_words
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_LEFT_OUT = "russian-left-out"
_ENGLISH_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_SHORTEST = 3
_NEAR = 3
_BIAS = "bias"

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A word without counterpart: its number in its side of the links, and what speaks of it."""

    number: int
    features: Features

    def probability(self, model: str) -> float:
        """How likely it is an omission (``model`` omission) or an addition (addition)."""
        weights = _weights(model)
        total = weights.get(_BIAS, 0.0) + sum(
            weights.get(name, 0.0) * value for name, value in self.features.items()
        )
        return 1.0 / (1.0 + math.exp(-total))


def uncovered_russian(links: WordLinks) -> Iterator[Uncovered]:
    """The Russian content words that no English one stands for; names are not among them."""
    ends = [link.target for i, link in sorted(links.best.items())]
    numbers = sorted(links.best)
    left_over = [j for j, t in enumerate(links.target) if j not in links.explained and is_left(t)]
    content = [i for i, word in enumerate(links.source) if is_content(word)]
    free = [i for i in content if i not in links.best]
    shared = _shared(len(content), len(free), len(left_over))
    for i in free:
        word = links.source[i]
        place = _place(i, numbers, ends)
        yield Uncovered(i, shared | _around(place, left_over) | _of_russian(word))


def unexplained_english(links: WordLinks) -> Iterator[Uncovered]:
    """The English content words that stand for no Russian one; names are not among them."""
    back = {link.target: i for i, link in links.best.items()}
    numbers = sorted(back)
    ends = [back[j] for j in numbers]
    left_over = [i for i, w in enumerate(links.source) if i not in links.best and is_content(w)]
    content = [j for j, token in enumerate(links.target) if is_left(token)]
    free = [j for j in content if j not in links.explained]
    shared = _shared(len(content), len(free), len(left_over))
    for j in free:
        token = links.target[j]
        if is_content_english(token):
            place = _place(j, numbers, ends)
            yield Uncovered(j, shared | _around(place, left_over) | _of_english(token))


def is_content(word: RussianToken) -> bool:
    """True for a noun, verb, adjective or adverb that means something by itself."""
    readings = word.analyses
    if not readings or len(word.text) < _SHORTEST or word.part_of_speech not in CONTENT:
        return False
    if "Apro" in readings[0].grammemes:
        return False
    left_out = listed_words(_LEFT_OUT)
    return not any(lemma.replace("ё", "е") in left_out for lemma in word.lemmas)


def is_left(token: Token) -> bool:
    """True for an English word that can stand for a Russian content word."""
    return token.pos_ in (*_ENGLISH_CONTENT, "PROPN", "NUM") and not token.is_stop


def is_content_english(token: Token) -> bool:
    return token.pos_ in _ENGLISH_CONTENT and not token.is_stop and token.is_alpha


def _place(number: int, linked: Sequence[int], ends: Sequence[int]) -> tuple[int, int] | None:
    """Where on the other side a word is to be expected: between what its neighbours link to."""
    before = [end for n, end in zip(linked, ends, strict=True) if n < number][-1:]
    after = [end for n, end in zip(linked, ends, strict=True) if n > number][:1]
    found = before + after
    return (min(found), max(found)) if found else None


def _shared(content: int, free: int, left_over: int) -> dict[str, float]:
    """What all words of one side of a sentence share."""
    return {
        "literal": 1 - free / max(content, 1),
        "surplus": max(-3.0, min(3.0, free - left_over)),
        "left over": min(left_over, 4),
        "short": float(content < 5),
        "long": float(content > 15),
    }


def _around(place: tuple[int, int] | None, left_over: Sequence[int]) -> dict[str, float]:
    if place is None:
        return {"no place": 1.0}
    low, high = place
    near = sum(low - _NEAR <= j <= high + _NEAR for j in left_over)
    inside = sum(low - 1 <= j <= high + 1 for j in left_over)
    return {
        "none near": float(not near),
        "near": min(near, 3),
        "inside": min(inside, 3),
        "tight": float(high - low <= 2),
        "wide": float(high - low > 6),
    }


def _of_russian(word: RussianToken) -> dict[str, float]:
    known = [translations(lemma) for lemma in word.lemmas]
    sure = sum(len(k.sure) for k in known)
    possible = sum(len(k.possible) for k in known)
    return _of_word(word.part_of_speech, sure, possible, zipf(word.lemma, "ru")) | {
        "capital": float(word.text[:1].isupper()),
        "unknown": float(not any(a.known for a in word.analyses)),
        "hyphen": float("-" in word.text),
    }


def _of_english(token: Token) -> dict[str, float]:
    own = kin(token.lemma_.lower())
    return _of_word(token.pos_, own.sources, len(own.near), zipf(token.lower_, "en")) | {
        "capital": float(token.text[:1].isupper()),
        "unknown": float(not own.sources and not own.near),
    }


def _of_word(part_of_speech: str, sure: int, possible: int, frequency: float) -> dict[str, float]:
    return {
        part_of_speech: 1.0,
        "not in lexicon": float(not sure),
        "sure": math.log1p(sure),
        "possible": math.log1p(possible),
        "frequency": frequency,
        "frequency²": frequency**2 / 5,
    }


@cache
def _weights(model: str) -> dict[str, float]:
    rows = read_table(rules_dir() / "models" / "coverage.tsv", ("model", "feature", "weight"))
    return {feature: float(weight) for name, feature, weight in rows if name == model}
