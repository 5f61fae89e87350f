"""Names on both sides of a pair, and what became of those of the Russian."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.language.lexicon import kin, translations
from mtcheck.language.word_links import WordLinks
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_LONGEST_ABBREVIATION = 5
_SHORTEST = 3
_JOINING = 2


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Words that are one name together, by their numbers in ``WordLinks.source`` or ``.target``."""

    words: tuple[int, ...]
    span: Span
    text: str


def is_name(word: RussianToken) -> bool:
    """True for a Russian word that is surely a name of its own: no abbreviation, no common word.

    At the head of a sentence, where every word has its capital, only what can be nothing else.
    """
    if not word.text[:1].isupper() or len(word.text) < _SHORTEST:
        return False
    if word.text.isupper() and len(word.text) <= _LONGEST_ABBREVIATION:
        return False
    readings = word.analyses
    if not readings:
        return False
    names = [a for a in readings if a.is_name]
    if word.opens_sentence:
        return readings[0].is_name and readings[0].known and len(names) == len(readings)
    if names and readings[0].is_name:
        return True
    common = any(a.known for a in readings) or any(map(translations, word.lemmas))
    return not common


def source_names(links: WordLinks) -> Iterator[NameGroup]:
    """The names of the Russian side, first name and surname as one."""
    numbers = [i for i, word in enumerate(links.source) if is_name(word)]
    yield from _groups(numbers, links.source)


def target_names(links: WordLinks) -> Iterator[NameGroup]:
    """The names of the English side that are no ordinary words with a capital."""
    numbers = [j for j, token in enumerate(links.target) if is_english_name(token)]
    yield from _groups(numbers, links.target)


def is_english_name(token: Token) -> bool:
    """True for a proper noun with its capital that is no word of the dictionary besides."""
    text = token.text
    if not text[:1].isupper() or len(text) < _SHORTEST or token.pos_ != "PROPN":
        return False
    if text.isupper() and len(text) <= _LONGEST_ABBREVIATION:
        return False
    return not any(map(is_ordinary, (text.lower(), token.lemma_.lower())))


def is_ordinary(word: str) -> bool:
    """True for an English word that is more than a name: WordNet knows words near or above it."""
    known = kin(word)
    return bool(known.sources or known.near)


def _groups(
    numbers: list[int], words: tuple[RussianToken, ...] | tuple[Token, ...]
) -> Iterator[NameGroup]:
    group: list[int] = []
    for number in numbers:
        if group and not _joined(words[group[-1]], words[number], number - group[-1]):
            yield _group(group, words)
            group = []
        group.append(number)
    if group:
        yield _group(group, words)


def _joined(one: object, other: object, apart: int) -> bool:
    return apart == 1 and _start(other) - _end(one) <= _JOINING


def _group(numbers: list[int], words: tuple[object, ...]) -> NameGroup:
    span = Span(_start(words[numbers[0]]), _end(words[numbers[-1]]))
    return NameGroup(tuple(numbers), span, " ".join(str(words[n]) for n in numbers))


def _start(word: object) -> int:
    return word.start if hasattr(word, "start") else word.idx  # type: ignore[attr-defined]


def _end(word: object) -> int:
    return word.end if hasattr(word, "end") else word.idx + len(word)  # type: ignore[attr-defined, arg-type]
