"""Where something stands: a span of a text, a pair of spans, lines and columns of a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    Raises ``ValueError`` when it would end before it starts or start below 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when at least one code point is in both."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Joint:
    """A stretch of a segment and the stretch of its source that it translates.

    ``target`` is in offsets of the segment's text, ``source`` of the segment's source; one of
    them is empty where a sentence has no partner. ``doubt`` is from 0 (sure) to 1 (a guess).
    """

    target: Span
    source: Span
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span begins and ends in a file: lines and columns from 1, in code points.

    ``end_column`` is that behind the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int
