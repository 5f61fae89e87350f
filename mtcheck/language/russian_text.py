"""Running Russian: its sentences and words with offsets, each word with its analyses.

Split by razdel, analysed by pymorphy3; parts of speech and grammemes are OpenCorpora's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mtcheck.language.russian import NAME_TAGS, analyser
from mtcheck.model import Span

MOST_ANALYSES = 8
_RUSSIAN_WORD = re.compile(
    r"[\u0400-\u04ff\u0300\u0301\d'’.\-‐‑]*[\u0400-\u04ff][\u0400-\u04ff\u0300\u0301\d'’.\-‐‑]*"
)
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word form, ``score`` its share of likelihood (0..1)."""

    lemma: str
    part_of_speech: str
    grammemes: frozenset[str]
    score: float
    known: bool

    @property
    def is_name(self) -> bool:
        return not NAME_TAGS.isdisjoint(self.grammemes)


@dataclass(frozen=True, eq=False)
class RussianToken:
    """A word, number or mark; ``start`` and ``end`` are offsets in the text it was cut from."""

    text: str
    start: int
    end: int
    opens_sentence: bool = False

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @cached_property
    def is_word(self) -> bool:
        """True when a Cyrillic letter is in it."""
        return not CYRILLIC.isdisjoint(self.lower)

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """Its readings, likeliest first; empty for what is no Russian word."""
        return analyses(self.lower) if self.is_word else ()

    @property
    def lemma(self) -> str:
        """The likeliest dictionary form, or the text in small letters."""
        found = self.analyses
        return found[0].lemma if found else self.lower

    @property
    def part_of_speech(self) -> str:
        """The likeliest part of speech, empty for what is no word."""
        found = self.analyses
        return found[0].part_of_speech if found else ""

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The dictionary forms of all readings, or the text in small letters."""
        return frozenset(a.lemma for a in self.analyses) or frozenset((self.lower,))

    def may_be(self, *tags: str) -> bool:
        """True when one reading has all of these grammemes (the part of speech is one)."""
        wanted = frozenset(tags)
        return any(wanted <= a.grammemes for a in self.analyses)


@lru_cache(maxsize=50_000)
def analyses(form: str) -> tuple[Analysis, ...]:
    """The readings of a Russian word ``form`` in small letters, likeliest first.

    No more than ``MOST_ANALYSES``; one lemma may come several times, with other grammemes.
    Empty for what has letters of other scripts in it.
    """
    if not _RUSSIAN_WORD.fullmatch(form):
        return ()
    known = bool(analyser().word_is_known(form))
    return tuple(
        Analysis(
            parse.normal_form,
            str(parse.tag.POS or ""),
            frozenset(parse.tag.grammemes),
            float(parse.score),
            known,
        )
        for parse in analyser().parse(form)[:MOST_ANALYSES]
    )


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a Russian text, without the white space around them.

    The parts of a list set apart by semicolons are one sentence, as they are in English.
    """
    from razdel import sentenize

    parts: list[Span] = []
    for found in sentenize(text):
        parts.append(Span(found.start, found.stop))
        if not found.text.endswith(";"):
            yield Span(parts[0].start, parts[-1].end)
            parts = []
    if parts:
        yield Span(parts[0].start, parts[-1].end)


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[RussianToken, ...]:
    """The tokens of ``text[start:end]`` in order, with offsets in the whole ``text``."""
    return tuple(_tokens(text[start:end], start))


def _tokens(stretch: str, start: int) -> Iterator[RussianToken]:
    from razdel import tokenize

    for sentence in sentences(stretch):
        offset = start + sentence.start
        for number, found in enumerate(tokenize(stretch[sentence.start : sentence.end])):
            yield RussianToken(
                found.text, offset + found.start, offset + found.stop, opens_sentence=number == 0
            )
