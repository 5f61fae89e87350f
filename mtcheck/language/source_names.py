"""Names on both sides of a pair, and what became of those of the Russian."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from mtcheck.language.lexicon import is_ordinary, translations
from mtcheck.language.word_links import WordLinks
from mtcheck.language.word_links import english_names as established
from mtcheck.language.word_lists import listed_words
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_LONGEST_ABBREVIATION = 5
_SHORTEST = 3
_JOINING = 2
_QUOTES = tuple("«„“”\"'‘’")
_COUNTING = frozenset({"Anum", "Apro"})
_CLIPPED = ("гос", "мин", "рос", "глав", "ген", "центр", "спец", "обл", "нац", "опер", "соц")
"""Beginnings of compounds that English spells out: Госпогранслужба, Минобороны."""
_NAMING = frozenset({"NOUN", "ADJF"})
_OF_PLACE = re.compile(r"ск(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)$")


class Written(Protocol):
    """A word of either language."""

    @property
    def text(self) -> str: ...


Word = TypeVar("Word", bound=Written)


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Words that are one name together, by their numbers in ``WordLinks.source`` or ``.target``.

    ``span`` is in the offsets of the words.
    """

    words: tuple[int, ...]
    span: Span
    text: str


def russian_names(links: WordLinks, text: str) -> list[NameGroup]:
    """The names of the Russian side, first name and surname as one; ``text`` is that side."""

    def wanted(word: RussianToken) -> bool:
        return is_name(word, text[max(0, word.start - 1) : word.start] in _QUOTES)

    return list(_groups(links.source, wanted, lambda w: w.span))


def english_names(links: WordLinks) -> list[NameGroup]:
    """The names of the English side that are no ordinary words with a capital."""
    return list(_groups(links.target, is_english_name, lambda t: Span(t.idx, t.idx + len(t.text))))


def is_name(word: RussianToken, quoted: bool = False) -> bool:
    """True for a Russian word written as a name that English can be expected to name as well.

    Abbreviations only where their English is known; ordinary words with a capital where the
    lexicon knows them, in the middle of a sentence. At its head and behind a quotation mark
    (``quoted``), where every word has its capital, only what is a name by itself.
    """
    text = word.text
    if not text[:1].isupper() or len(text) < 2 or not word.analyses:
        return False
    first = word.analyses[0]
    opens = word.opens_sentence or quoted
    if established(word.lower) and first.part_of_speech in _NAMING:
        return not opens or first.is_name or text.isupper()
    if text.isupper() or len(text) < _SHORTEST or first.grammemes & _COUNTING:
        return False
    if first.is_name:
        return True
    if opens or first.part_of_speech not in _NAMING:
        return False
    if not word.lemmas.isdisjoint(listed_words("russian-left-out")):
        return False
    if _OF_PLACE.search(word.lower) or _in_lexicon(word):
        return True
    known = any(a.known for a in word.analyses)
    return first.part_of_speech == "NOUN" and not known and not word.lower.startswith(_CLIPPED)


def _in_lexicon(word: RussianToken) -> bool:
    return any(map(translations, word.lemmas))


def is_english_name(token: Token) -> bool:
    """True for a proper noun with its capital that is no word of the dictionary besides."""
    text = token.text
    if not text[:1].isupper() or _is_short(text) or token.pos_ != "PROPN":
        return False
    return not _is_word(token)


def _is_word(token: Token) -> bool:
    """True for what the dictionary has in small letters, in the plural too."""
    text = token.lower_
    return any(map(is_ordinary, (text, token.lemma_.lower(), text.removesuffix("s"))))


def _is_short(text: str) -> bool:
    return len(text) < _SHORTEST or (text.isupper() and len(text) <= _LONGEST_ABBREVIATION)


def _groups(
    words: Sequence[Word], wanted: Callable[[Word], bool], span: Callable[[Word], Span]
) -> Iterator[NameGroup]:
    group: list[int] = []
    for number, word in enumerate(words):
        if not wanted(word):
            continue
        if group and (
            group[-1] != number - 1 or span(word).start - span(words[group[-1]]).end > _JOINING
        ):
            yield _group(group, words, span)
            group = []
        group.append(number)
    if group:
        yield _group(group, words, span)


def _group(numbers: list[int], words: Sequence[Word], span: Callable[[Word], Span]) -> NameGroup:
    whole = Span(span(words[numbers[0]]).start, span(words[numbers[-1]]).end)
    text = " ".join(words[number].text for number in numbers)
    return NameGroup(tuple(numbers), whole, text)
