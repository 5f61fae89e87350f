"""Documents, their segments, and the way back from a segment to the text it came from.

A :class:`Segment` holds text made ready for analysis: white space is folded and the
lines of a hard-wrapped paragraph are joined. Its :class:`OffsetMap` leads every offset
of that text back to the ``Document.text`` it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.model import Joint as Joint
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

BETWEEN_SOURCES = "\n\n"
"""Stands between two paragraphs of a source text."""


class SegmentKind(StrEnum):
    """What part a segment plays in the article; a rule names the kinds it is for."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of a segment's text to offsets of the document's text.

    ``pieces`` are ``(segment offset, document offset)`` of runs in which both advance
    together, in ascending order; the first starts at segment offset 0. ``length`` is that
    of the segment's text, ``document_end`` where its last character ends in the document.
    ``wide`` are ``(segment offset, document end)`` of characters that the document writes
    with more than one, such as ``&amp;`` or folded white space, in ascending order.
    """

    pieces: tuple[tuple[int, int], ...]
    length: int
    document_end: int
    wide: tuple[tuple[int, int], ...] = ()

    @classmethod
    def straight(cls, start: int, length: int) -> OffsetMap:
        """The map of a segment that is a plain slice of the document from ``start``."""
        return cls(((0, start),), length, start + length)

    def offset(self, position: int) -> int:
        """Document offset of the character at segment offset ``position``.

        Raises ``IndexError`` outside 0..length.
        """
        if not 0 <= position <= self.length:
            raise IndexError(f"offset {position} outside a segment of {self.length} characters")
        if position == self.length:
            return self.document_end
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda p: p[0]) - 1]
        return piece[1] + position - piece[0]

    def span(self, start: int, end: int) -> Span:
        """Document span of the segment's characters ``start``..``end``."""
        first = self.offset(start)
        if end <= start:
            return Span(first, first)
        return Span(first, self._end(end - 1) if end < self.length else self.document_end)

    def _end(self, position: int) -> int:
        """Document offset behind the character at ``position``."""
        index = bisect_right(self.wide, position, key=lambda w: w[0]) - 1
        if index >= 0 and self.wide[index][0] == position:
            return self.wide[index][1]
        return self.offset(position) + 1


@dataclass(frozen=True, eq=False)
class Segment:
    """One paragraph, headline, caption or list item, ready for analysis.

    ``speech`` are the spans of direct speech, quotation marks included, and
    ``verbatim`` spans to be left alone (code, addresses of links), both in segment
    offsets. ``source`` is the Russian it was translated from, where known, ``source_start``
    where that begins in ``Document.source``; ``joints`` pair its sentences with those of the
    text, in order of the text, and are empty where nobody has aligned them: then the whole
    is one pair. ``notation`` is the format's own word for how the file writes the segment where
    that differs from the rest (an attribute, a quoted value). ``doc`` is the spaCy analysis,
    there once the language room has seen the segment; its character offsets are segment
    offsets.
    """

    text: str
    offsets: OffsetMap
    kind: SegmentKind = SegmentKind.BODY
    speech: tuple[Span, ...] = ()
    verbatim: tuple[Span, ...] = ()
    dateline: Span | None = None
    source: str | None = None
    source_start: int = 0
    joints: tuple[Joint, ...] = ()
    notation: str = ""
    doc: Doc | None = None

    def to_document(self, start: int, end: int) -> Span:
        """Span of ``text[start:end]`` in the document."""
        return self.offsets.span(start, end)

    def in_speech(self, start: int, end: int) -> bool:
        """True when the whole range lies within one piece of direct speech."""
        return any(s.start <= start and end <= s.end for s in self.speech)

    @cached_property
    def words(self) -> int:
        """White-space separated tokens that hold a letter or a digit."""
        return count_words(self.text)


@dataclass(frozen=True, eq=False)
class SourceFile:
    """The Russian of an article in a file of its own.

    ``text`` holds its paragraphs, ``BETWEEN_SOURCES`` between two, white space folded;
    ``written`` is the decoded file, to which ``offsets`` lead from ``text``. ``notes`` are what
    was assumed in reading.
    """

    path: str
    text: str
    written: str
    offsets: OffsetMap
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Document:
    """A decoded file and its segments in reading order.

    ``text`` is the whole decoded text (without byte order mark), the one all offsets
    point into; ``raw`` bytes and ``encoding`` let a format write a changed file back.
    ``source`` is the Russian as one text, the one ``Finding.source_span`` points into: of a file
    that holds both languages, the sources of its segments, a blank line between them.
    ``suppressions`` are the inline ones a format found, ``verbatim`` the quotations its writer
    has marked as they were said: no fix goes there unasked. ``passed`` are the blocks that are
    no English prose; nobody analyses them. ``source_file`` is where the source came from, if
    not from this file. ``notes`` tell the reader what was passed over or assumed.
    """

    path: str
    text: str
    segments: tuple[Segment, ...]
    format: str = "text"
    encoding: str = "utf-8"
    raw: bytes | None = None
    source: str | None = None
    reference: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    verbatim: tuple[Span, ...] = ()
    passed: tuple[Segment, ...] = ()
    source_file: SourceFile | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def words(self) -> int:
        return sum(segment.words for segment in self.segments)

    @cached_property
    def unpaired_source(self) -> tuple[Span, ...]:
        """Stretches of the source that no segment has; all of it where none has any."""
        source = self.source or ""
        gaps: list[Span] = []
        end = 0
        held = [(s.source_start, s.source) for s in self.segments if s.source]
        spans = [(start, start + len(text)) for start, text in held]
        for start, behind in (*sorted(spans), (len(source), len(source))):
            stretch = source[end:start]
            if stretch.strip():
                gaps.append(Span(start - len(stretch.lstrip()), end + len(stretch.rstrip())))
            end = max(end, behind)
        return tuple(gaps)

    def with_docs(self, docs: Iterable[Doc]) -> Document:
        """The same document, its segments joined with their analyses in order."""
        pairs = zip(self.segments, docs, strict=True)
        return replace(self, segments=tuple(replace(s, doc=d) for s, d in pairs))


@dataclass(frozen=True, slots=True)
class Suppression:
    """An instruction in or beside a text to leave findings of a rule alone.

    ``rule`` is a rule id, a family (``calques``) or ``*``; ``span`` is where it holds,
    ``None`` for the whole document; ``at`` where it is written, if it is in the text.
    """

    rule: str
    span: Span | None = None
    reason: str = ""
    at: Span | None = None


def count_words(text: str) -> int:
    """White-space separated tokens of ``text`` that hold a letter or a digit."""
    return sum(any(c.isalnum() for c in token) for token in text.split())
