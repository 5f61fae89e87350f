"""Names of the Russian that nothing in the English stands for.

Besides words with a capital: names in Latin letters, which stay as they are; titles in quotation
marks; abbreviations; and adjectives of places, which Russian writes in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from mtcheck.language.lexicon import is_ordinary, translations
from mtcheck.language.likeness import likeness
from mtcheck.language.source_names import OF_PLACE, NameGroup, groups, russian_names
from mtcheck.language.word_links import LETTERS, WordLinks
from mtcheck.language.word_links import english_names as established
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_LATIN = re.compile(
    r"(?<![\w@/.])(?=[^\s/]*[A-Z]|\w+\.[a-z])[A-Za-z][A-Za-z0-9.&+-]*[A-Za-z0-9](?![\w@/])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_TITLE = re.compile(r"(?<=[а-яё] )[«„“\"]([А-ЯЁ][^«»„“”\"]*)[»“”\"]")
_SOUND, _SOUND_OF_PART = 0.55, 0.65
_MOST_TITLE_WORDS = 4
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,6}")
_NOT_LETTERS = re.compile(r"\W+")
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_BEFORE_TITLE = frozenset({"NOUN", "ADJF", "PRTF", "PREP"})


class Kind(StrEnum):
    """What a lost name is written as."""

    CAPITAL = "capital"
    LATIN = "latin"
    TITLE = "title"
    ABBREVIATION = "abbreviation"
    PLACE = "place"


def lost_names(links: WordLinks, source: str, english: str) -> Iterator[tuple[NameGroup, Kind]]:
    """The names without counterpart; ``source`` is the text that the words have offsets in.

    Titles and abbreviations, which may be translated by any words, only where no word of
    ``english``, the other side, is left over that may stand for them.
    """
    plain = _plain(english)
    seen: set[int] = set()
    for kind, group in _named(links, source):
        if not seen.isdisjoint(group.words):
            continue
        if _is_named(links, group, kind) or any(_plain(w) in plain for w in _said(group, kind)):
            continue
        if _is_spelled_otherwise(links, group):
            continue
        if kind in (Kind.TITLE, Kind.ABBREVIATION) and _is_anything_left(links, kind):
            continue
        seen.update(group.words)
        yield group, kind


def _named(links: WordLinks, source: str) -> Iterator[tuple[Kind, NameGroup]]:
    yield from ((Kind.TITLE, group) for group in _titles(links, source))
    yield from ((Kind.CAPITAL, group) for group in russian_names(links, source))
    yield from ((Kind.LATIN, group) for group in _in_latin_letters(links, source))
    for kind, wanted in ((Kind.ABBREVIATION, _is_abbreviation), (Kind.PLACE, _is_of_place)):
        yield from ((kind, group) for group in groups(links.source, wanted, lambda w: w.span))


def _is_named(links: WordLinks, group: NameGroup, kind: Kind) -> bool:
    """True when English words surely stand for it; what Latin letters spell stays as it is."""
    return kind is not Kind.LATIN and any(_is_tied(links, number) for number in group.words)


def _said(group: NameGroup, kind: Kind) -> Sequence[str]:
    """Of Latin words one is enough, which must be there as it is."""
    return group.text.split() if kind is Kind.LATIN else (group.text,)


def _is_tied(links: WordLinks, number: int) -> bool:
    link = links.best.get(number)
    return link is not None and (link.tie >= LETTERS or not established(links.source[number].lower))


def _is_spelled_otherwise(links: WordLinks, group: NameGroup) -> bool:
    """True when English words left over sound like it: Quang Binh for Куангбинь."""
    left = [j for j, t in enumerate(links.target) if j not in links.explained and _is_capital(t)]
    runs = [left[n : n + size] for size in (1, 2, 3) for n in range(len(left) + 1 - size)]
    spelled = {"".join(links.target[j].text for j in run) for run in runs}
    words = [links.source[number].text for number in group.words]
    return any(
        alike(group.text, text)
        or any(likeness(w.lower(), text.lower()) >= _SOUND_OF_PART for w in words)
        for text in spelled
    )


def _is_anything_left(links: WordLinks, kind: Kind) -> bool:
    """True when a free English word may stand for it: one with a capital for a title."""
    left = [t for j, t in enumerate(links.target) if j not in links.explained and not t.like_url]
    if kind is Kind.TITLE:
        return any(t.i > links.target[0].i and _is_capital(t) for t in left)
    return any(t.pos_ in _NOMINAL and not t.is_stop for t in left)


def _titles(links: WordLinks, source: str) -> Iterator[NameGroup]:
    """What stands in quotation marks behind a noun or preposition: группа «Стрижи»."""
    for match in _TITLE.finditer(source):
        start, end = match.span(1)
        inside = _between(links, start, end)
        before = links.source[inside[0] - 1] if inside and inside[0] else None
        if before is None or before.part_of_speech not in _BEFORE_TITLE:
            continue
        if len(inside) <= _MOST_TITLE_WORDS:
            yield NameGroup(inside, Span(start, end), match.group(1))


def _in_latin_letters(links: WordLinks, source: str) -> Iterator[NameGroup]:
    """What stays as it is: Instagram, COVID-19, KP.ru; neighbours as one name, Orion Pictures."""
    found = [m for m in _LATIN.finditer(source) if not _ROMAN.fullmatch(m.group())]
    while found:
        size = 1
        while size < len(found) and found[size].start() - found[size - 1].end() == 1:
            size += 1
        span = Span(found[0].start(), found[size - 1].end())
        inside = _between(links, span.start, span.end)
        if inside:
            yield NameGroup(inside, span, source[span.start : span.end])
        found = found[size:]


def _between(links: WordLinks, start: int, end: int) -> tuple[int, ...]:
    return tuple(n for n, w in enumerate(links.source) if start <= w.start and w.end <= end)


def _is_abbreviation(word: RussianToken) -> bool:
    return _ABBREVIATION.fullmatch(word.text) is not None and not established(word.lower)


def _is_of_place(word: RussianToken) -> bool:
    """True for американский: small letters in Russian, a capital in English."""
    if not word.text.islower() or not OF_PLACE.search(word.lower):
        return False
    known = translations(word.lemma).sure
    return bool(known) and not any(map(is_ordinary, known)) and bool(established(word.lower))


def alike(russian: str, english: str) -> bool:
    """True for a name that is divided or spelled in another way: Куангбинь, Quảng Bình."""
    plain = (text.lower().replace(" ", "") for text in (russian, english))
    return likeness(*plain) >= _SOUND


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and not token.like_url


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub("", text).lower()
