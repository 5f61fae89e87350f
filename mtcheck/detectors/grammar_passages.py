"""Packs the segments of a document into passages of bounded size, and leads back from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtcheck.document import Segment
from mtcheck.language.chunks import chunks
from mtcheck.model import Span

PASSAGE_CHARACTERS = 20_000
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment, or a part of a long one, in a passage.

    ``at`` is its offset in the passage, ``start`` and ``end`` bound it in the segment.
    """

    segment: Segment
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Text to ask about at once: pieces set apart by blank lines, as paragraphs are."""

    text: str
    pieces: tuple[Piece, ...]

    def locate(self, start: int, end: int) -> tuple[Segment, Span] | None:
        """The segment and the span in it of ``text[start:end]``.

        ``None`` for a range that is empty, in a blank line or over more than one piece.
        """
        if not 0 <= start < end <= len(self.text):
            return None
        piece = self.pieces[bisect_right(self.pieces, start, key=lambda p: p.at) - 1]
        shift = piece.start - piece.at
        if end + shift > piece.end:
            return None
        return piece.segment, Span(start + shift, end + shift)


def passages(segments: Iterable[Segment], limit: int = PASSAGE_CHARACTERS) -> Iterator[Passage]:
    """Passages of at most ``limit`` characters that together hold every segment's text."""
    waiting: list[tuple[Segment, int, int]] = []
    size = 0
    for segment in segments:
        for start, end in chunks(segment.text, limit):
            added = end - start + len(PARAGRAPH_BREAK)
            if waiting and size + added > limit:
                yield _packed(waiting)
                waiting, size = [], 0
            waiting.append((segment, start, end))
            size += added
    if waiting:
        yield _packed(waiting)


def _packed(parts: list[tuple[Segment, int, int]]) -> Passage:
    pieces = []
    at = 0
    for segment, start, end in parts:
        pieces.append(Piece(segment, at, start, end))
        at += end - start + len(PARAGRAPH_BREAK)
    text = PARAGRAPH_BREAK.join(segment.text[start:end] for segment, start, end in parts)
    return Passage(text, tuple(pieces))
