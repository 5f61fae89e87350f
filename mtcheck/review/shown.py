"""The words of a file as its readers see them, and the way back from them to the file.

Prose is shown as it is written; of a file with markup, the text of its segments.
"""

from __future__ import annotations

from bisect import bisect_right

from mtcheck.document import Document, Segment
from mtcheck.formats.edits import shown_range
from mtcheck.model import Span

PROSE = frozenset({"text", "markdown"})
DEEPEST = 50
"""How many segments may start within one that goes on behind them."""


class Shown:
    """The text of a document as a review page shows it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._prose = document.format in PROSE or not document.segments
        extents = [(_extent(segment), segment) for segment in document.segments]
        self._extents = sorted(extents, key=lambda e: (e[0].start, -e[0].end))
        self._starts = [extent.start for extent, _ in self._extents]

    def text(self, span: Span) -> str:
        """What is shown of a span: in prose the text itself."""
        return self._document.text[span.start : span.end] if self._prose else self.words(span)

    def words(self, span: Span) -> str:
        """What a reader sees there: without markup, a wrapped line joined."""
        segment = self._segment(span)
        if segment is None:
            return self._document.text[span.start : span.end]
        first, last = shown_range(segment.offsets, span)
        return segment.text[first:last]

    def selected(self, first: tuple[int, int], last: tuple[int, int]) -> Span:
        """The span from one place to another, white space at its ends left out.

        A place is an offset into the text and a number of characters shown behind it, a line
        end being one of them. Raises ``ValueError`` for a place outside the text.
        """
        span = Span(self._offset(*first), self._offset(*last, end=True))
        part = self._document.text[span.start : span.end]
        left = len(part) - len(part.lstrip())
        return Span(span.start + left, max(span.start + left, span.start + len(part.rstrip())))

    def _offset(self, start: int, count: int, end: bool = False) -> int:
        text = self._document.text
        if start > len(text) or count > len(text):
            raise ValueError("a place outside the text")
        segment = None if self._prose else self._segment(Span(start, start + 1))
        return _in_text(text, start, count) if segment is None else _in(segment, start, count, end)

    def _segment(self, span: Span) -> Segment | None:
        """The innermost segment that a span lies in; ``None`` between and across segments."""
        last = bisect_right(self._starts, span.start)
        for extent, segment in reversed(self._extents[max(0, last - DEEPEST) : last]):
            if extent.contains(span):
                return segment
        return None


def _extent(segment: Segment) -> Span:
    return Span(segment.offsets.offset(0), segment.offsets.document_end)


def _in_text(text: str, start: int, count: int) -> int:
    """CR LF is one character on a page.

    >>> _in_text("a\\r\\nbc", 0, 3)
    4
    """
    at = start
    for _ in range(count):
        at += 2 if text.startswith("\r\n", at) else 1
    return min(at, len(text))


def _in(segment: Segment, start: int, count: int, end: bool) -> int:
    offsets = segment.offsets
    first, _ = shown_range(offsets, Span(start, start + 1))
    at = min(first + count, offsets.length)
    return offsets.span(first, at).end if end and at > first else offsets.offset(at)
