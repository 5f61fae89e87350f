"""What speaks for two sentences being translations: words found on both sides.

A Russian word may come back as a number, in Latin letters as it was, by one of its glosses,
or by its sound (names, international words). Each is counted as far as it would not have
stood there by chance, as a logarithm of the odds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mtcheck.language.glosses import gloss
from mtcheck.language.russian_text import RussianToken
from mtcheck.language.word_frequency import zipf_frequencies

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

FOUND_AGAIN = 0.45
"""Share of the Russian words with an anchor that one of their anchors is found again for."""
MISSED = log(1 - FOUND_AGAIN)
STRONGEST = 4.0
PRIOR_SENTENCES = 5.0
WORDS_A_SENTENCE = 20
CHANCE_OF_NUMBER = {1: 0.08, 2: 0.03, 3: 0.01}
CHANCE_OF_RARE_NUMBER = 0.003
CHANCE_OF_SOUND = {3: 0.04, 4: 0.01, 5: 0.003}
UNSEEN_WORD = 2.0
COMMONEST_WORD = 6.3

_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z]{2,}")
_CYRILLIC_SOUNDS = [
    ("дж", "s"),
    ("кс", "ks"),
    *zip("бвгджзклмнпрстфхцчшщ", "bvgdssklmnprstfhsccc", strict=True),
]
_LATIN_SOUNDS = [
    *((letters, "c") for letters in ("shch", "sch", "tch", "ch", "sh")),
    *((letters, "s") for letters in ("zh", "ts", "tz", "ce", "ci", "cy", "z", "s", "j")),
    *((letters, "k") for letters in ("ck", "qu", "c", "k", "q")),
    *(("kh", "h"), ("th", "t"), ("ph", "f"), ("gh", "g"), ("x", "ks"), ("w", "v")),
    *zip("bvgdlmnprtfh", "bvgdlmnprtfh", strict=True),
]
_SOUNDS = dict(_CYRILLIC_SOUNDS + _LATIN_SOUNDS)
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")


Kinds: TypeAlias = tuple[tuple[str, ...], ...]
"""The keys by which one word may be found again, one tuple a kind."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Anchors between target sentences (rows) and source sentences (columns).

    ``found`` are the log odds that the anchors of a pair add, ``number`` how many they are;
    ``missed_target`` and ``missed_source`` what a sentence loses for all its words when it
    has a partner and none of them is found there.
    """

    found: NDArray[np.float64]
    number: NDArray[np.float64]
    missed_target: NDArray[np.float64]
    missed_source: NDArray[np.float64]

    def reversed(self) -> Evidence:
        """The same for the sentences in reverse order."""
        return Evidence(
            self.found[::-1, ::-1],
            self.number[::-1, ::-1],
            self.missed_target[::-1],
            self.missed_source[::-1],
        )


def evidence(
    target: Sequence[Sequence[Token]], source: Sequence[Sequence[RussianToken]]
) -> Evidence:
    """The anchors between English sentences and Russian ones, given as their tokens."""
    return _evidence(target, [list(map(_anchors, tokens)) for tokens in source])


def same_language_evidence(
    target: Sequence[Sequence[Token]], other: Sequence[Sequence[Token]]
) -> Evidence:
    """The anchors between the sentences of two English texts."""
    return _evidence(target, [list(map(_same_language_anchors, tokens)) for tokens in other])


def _evidence(target: Sequence[Sequence[Token]], source: Sequence[Sequence[Kinds]]) -> Evidence:
    places = _places(target)
    sentences = len(target)
    found = np.zeros((sentences, len(source)))
    number = np.zeros_like(found)
    missed = np.zeros(len(source))
    alone = np.array([MISSED * sum(map(_has_content, tokens)) for tokens in target])
    for column, tokens in enumerate(source):
        for kinds in filter(None, tokens):
            missed[column] += MISSED
            for row, odds in _matches(kinds, places, sentences).items():
                found[row, column] += odds - 2 * MISSED
                number[row, column] += 1
    return Evidence(found, number, alone, missed)


def _matches(kinds: Kinds, places: dict[str, tuple[int, ...]], sentences: int) -> dict[int, float]:
    """Log odds of one source word by target sentence, of its best kind of anchor each."""
    best: dict[int, float] = {}
    for keys in kinds:
        rows = {row for key in keys for row in places.get(key, ())}
        if not rows:
            continue
        chance = sum(_chance(key, len(places.get(key, ())), sentences) for key in keys)
        odds = min(STRONGEST, log(FOUND_AGAIN) - log(min(FOUND_AGAIN, chance)))
        for row in rows:
            best[row] = max(best.get(row, 0.0), odds)
    return best


def _chance(key: str, found_in: int, sentences: int) -> float:
    """How likely a sentence that is no partner holds ``key``: as in this text, as usual."""
    others = max(0, found_in - 1) + PRIOR_SENTENCES * _usual(key)
    return others / (max(0, sentences - 1) + PRIOR_SENTENCES)


@lru_cache(maxsize=50_000)
def _usual(key: str) -> float:
    kind, _, value = key.partition(":")
    if kind == "number":
        return CHANCE_OF_NUMBER.get(len(value), CHANCE_OF_RARE_NUMBER)
    if kind == "sound":
        return CHANCE_OF_SOUND[len(value)]
    often: float = zipf_frequencies("en").get(value, UNSEEN_WORD)
    return float(min(0.9, WORDS_A_SENTENCE * 10.0 ** (often - 9)))


def _places(sentences: Sequence[Sequence[Token]]) -> dict[str, tuple[int, ...]]:
    """The sentences that hold each key."""
    places: dict[str, list[int]] = {}
    for number, tokens in enumerate(sentences):
        for key in {key for token in tokens for key in _english_keys(token)}:
            places.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in places.items()}


def _english_keys(token: Token) -> Iterator[str]:
    lower = token.lower_
    yield from (f"number:{number}" for number in _numbers(lower))
    if token.is_alpha:
        yield f"word:{lower}"
        yield f"word:{token.lemma_.lower()}"
        yield from _sound_keys(lower)
    elif "-" in lower:
        yield from (f"word:{part}" for part in lower.split("-") if part)


def _same_language_anchors(token: Token) -> Kinds:
    """The keys of an English word."""
    numbers = tuple(f"number:{number}" for number in _numbers(token.lower_))
    if numbers or not _has_content(token):
        return (numbers,) if numbers else ()
    return ((f"word:{token.lower_}",), (f"word:{token.lemma_.lower()}",))


def _anchors(token: RussianToken) -> Kinds:
    """The keys of a Russian word."""
    lower = token.lower
    numbers = tuple(f"number:{number}" for number in _numbers(lower))
    if numbers:
        return (numbers,)
    if _LATIN.fullmatch(lower):
        return ((f"word:{lower}",),)
    return _word_anchors(lower, token) if token.is_word and len(lower) > 2 else ()


def _word_anchors(lower: str, token: RussianToken) -> Kinds:
    likely = token.analyses[:3]
    pairs = dict.fromkeys((a.lemma, a.part_of_speech) for a in likely)
    senses = tuple(dict.fromkeys(word for lemma, pos in pairs for word in _gloss_words(lemma, pos)))
    sounds = _longest_sounds((lower, *(lemma for lemma, _ in pairs)))
    kinds = (tuple(f"word:{word}" for word in senses), *((key,) for key in sounds))
    return tuple(keys for keys in kinds if keys)


@lru_cache(maxsize=20_000)
def _gloss_words(lemma: str, part_of_speech: str) -> tuple[str, ...]:
    """The words of the senses that are not in every other sentence anyway."""
    usual = zipf_frequencies("en")
    words = (word.lower() for sense in gloss(lemma, part_of_speech) for word in sense.split())
    return tuple(w for w in words if w.isalpha() and usual.get(w, UNSEEN_WORD) < COMMONEST_WORD)


def _longest_sounds(forms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for form in forms for key in _sound_keys(form)))


def _has_content(token: Token) -> bool:
    """True for a word that a Russian one might stand behind, or a number."""
    if token.like_num:
        return True
    usual = zipf_frequencies("en").get(token.lower_, UNSEEN_WORD)
    return token.is_alpha and len(token) > 2 and usual < COMMONEST_WORD


def _numbers(text: str) -> list[str]:
    return [digits.lstrip("0") or "0" for digits in _DIGITS.findall(text)]


@lru_cache(maxsize=50_000)
def _sound_keys(word: str) -> tuple[str, ...]:
    """The first consonants of a word in either alphabet, near ones made one.

    >>> _sound_keys("хабаровске"), _sound_keys("khabarovsk")
    (('sound:hbr', 'sound:hbrv', 'sound:hbrvs'), ('sound:hbr', 'sound:hbrv', 'sound:hbrvs'))
    """
    sounds = _DOUBLED.sub(r"\1", "".join(_SOUNDS[found] for found in _SOUND.findall(word)))
    return tuple(f"sound:{sounds[:n]}" for n in (3, 4, 5) if len(sounds) >= n)
