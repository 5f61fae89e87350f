"""Names on both sides of a pair, and what became of those of the Russian."""

from __future__ import annotations

import re
from calendar import day_name, month_name
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

CALENDAR = frozenset(name.lower() for name in (*month_name, *day_name) if name)
_LONGEST_ABBREVIATION = 5
_SHORTEST = 3
_JOINING = 2
_QUOTES = "«»„“”\"'‘’"
_COUNTING = frozenset({"Anum", "Apro"})
_CLIPPED = ("гос", "мин", "рос", "глав", "ген", "центр", "спец", "обл", "нац", "опер", "соц")
"""Beginnings of compounds that English spells out: Госпогранслужба, Минобороны."""
_NAMING = frozenset({"NOUN", "ADJF", "ADJS"})
_PERSON = frozenset({"Name", "Surn", "Patr"})
OF_PLACE = re.compile(r"ск(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)$")


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
        return is_name(word, text[max(0, word.start - 1) : word.start] in tuple(_QUOTES))

    def parted(before: RussianToken, word: RussianToken) -> bool:
        return _is_another(before, word) or any(c in _QUOTES for c in text[before.end : word.start])

    return list(groups(links.source, wanted, lambda w: w.span, parted))


def english_names(links: WordLinks) -> list[NameGroup]:
    """The names of the English side that are no ordinary words with a capital."""
    return list(groups(links.target, is_english_name, lambda t: Span(t.idx, t.idx + len(t.text))))


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
    if _is_clipped_noun(word):
        return False
    if established(word.lower) and (text.isupper() or first.part_of_speech in _NAMING):
        return not opens or first.is_name or text.isupper()
    if text.isupper() or len(text) < _SHORTEST or first.grammemes & _COUNTING:
        return False
    if first.is_name:
        return True
    if opens:
        return False
    if not any(a.known for a in word.analyses):
        return _may_be_noun(word) and not word.lower.startswith(_CLIPPED)
    if first.part_of_speech not in _NAMING:
        return False
    if not word.lemmas.isdisjoint(listed_words("russian-left-out")):
        return False
    return OF_PLACE.search(word.lower) is not None or _in_lexicon(word)


def _is_clipped_noun(word: RussianToken) -> bool:
    """True for генплан, капремонт: a compound of the dictionary that is no name by itself."""
    first = word.analyses[0]
    common = first.known and first.part_of_speech == "NOUN" and not first.is_name
    return common and word.lower.startswith(_CLIPPED) and not _in_lexicon(word)


def _may_be_noun(word: RussianToken) -> bool:
    """True for an unknown word that is no adjective by its ending."""
    adjective = word.part_of_speech in ("ADJF", "PRTF")
    return not adjective and any(a.part_of_speech == "NOUN" for a in word.analyses)


def _in_lexicon(word: RussianToken) -> bool:
    return any(map(translations, word.lemmas))


def is_english_name(token: Token) -> bool:
    """True for a proper noun with its capital that is no word of the dictionary besides."""
    text = token.text
    if not text[:1].isupper() or _is_short(text) or token.pos_ != "PROPN":
        return False
    if token.lower_ in CALENDAR:
        return False
    return not _is_word(token)


def _is_word(token: Token) -> bool:
    """True for what the dictionary has in small letters, in the plural too."""
    text = token.lower_
    return any(map(is_ordinary, (text, token.lemma_.lower(), text.removesuffix("s"))))


def _is_short(text: str) -> bool:
    return len(text) < _SHORTEST or (text.isupper() and len(text) <= _LONGEST_ABBREVIATION)


def groups(
    words: Sequence[Word],
    wanted: Callable[[Word], bool],
    span: Callable[[Word], Span],
    parted: Callable[[Word, Word], bool] | None = None,
) -> Iterator[NameGroup]:
    """The wanted words, neighbours as one name unless they are ``parted``."""
    group: list[int] = []
    for number, word in enumerate(words):
        if not wanted(word):
            continue
        if group and (
            group[-1] != number - 1
            or span(word).start - span(words[group[-1]]).end > _JOINING
            or (parted and parted(words[group[-1]], word))
        ):
            yield _group(group, words, span)
            group = []
        group.append(number)
    if group:
        yield _group(group, words, span)


def _is_another(before: RussianToken, word: RussianToken) -> bool:
    """True where a place ends and a person begins, or an adjective begins another place."""
    if word.start - before.end != 1:
        return False
    places = [w.may_be("Geox") or OF_PLACE.search(w.lower) is not None for w in (before, word)]
    persons = [any(not _PERSON.isdisjoint(a.grammemes) for a in w.analyses) for w in (before, word)]
    if places[0] and not persons[0] and persons[1]:
        return True
    adjective = word.part_of_speech == "ADJF" and not persons[1]
    return before.part_of_speech == "NOUN" and adjective


def _group(numbers: list[int], words: Sequence[Word], span: Callable[[Word], Span]) -> NameGroup:
    whole = Span(span(words[numbers[0]]).start, span(words[numbers[-1]]).end)
    text = " ".join(words[number].text for number in numbers)
    return NameGroup(tuple(numbers), whole, text)
