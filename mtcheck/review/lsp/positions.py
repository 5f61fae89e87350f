"""Offsets in code points to positions of the Language Server Protocol, and back.

A position is a line and a character in it, both from 0; what counts as a character is the
encoding the client has agreed to (LSP 3.17, ``positionEncoding``). Lines end in LF, CRLF or
CR and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from mtcheck.model import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_CODECS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Positions:
    """The positions of one text; ``encoding`` is the one agreed with the client."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self._text = text
        self._codec, self._unit = _CODECS[PositionEncodingKind(encoding)]
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]

    def position(self, offset: int) -> Position:
        """The position of a code point offset."""
        line = bisect_right(self._starts, offset) - 1
        before = self._text[self._starts[line] : min(offset, self._ends[line])]
        return Position(line, len(before.encode(self._codec, "surrogatepass")) // self._unit)

    def range(self, span: Span) -> Range:
        """The range of a span of code points."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """The code point offset of a position; one behind a line's end means the end.

        A position in the middle of a character means its beginning.
        """
        if position.line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[position.line], self._ends[position.line]
        encoded = self._text[start:end].encode(self._codec, "surrogatepass")
        before = encoded[: position.character * self._unit]
        return start + len(before.decode(self._codec, "ignore"))

    def span(self, range_: Range) -> Span:
        """The span of code points of a range."""
        start = self.offset(range_.start)
        return Span(start, max(start, self.offset(range_.end)))

    @property
    def whole(self) -> Range:
        """The range of the whole text."""
        return self.range(Span(0, len(self._text)))
