"""The one place where offsets become UTF-16 code units, in which LanguageTool counts."""

from __future__ import annotations

from bisect import bisect_left

LAST_OF_ONE_UNIT = 0xFFFF


class Utf16Offsets:
    """Offsets of one text: code points in, UTF-16 code units out.

    >>> offsets = Utf16Offsets("😀 Привет")
    >>> offsets.of(0), offsets.of(2), offsets.of(8)
    (0, 3, 9)
    """

    def __init__(self, text: str) -> None:
        wide = (
            [] if text.isascii() else (i for i, c in enumerate(text) if ord(c) > LAST_OF_ONE_UNIT)
        )
        self._wide = list(wide)

    def of(self, offset: int) -> int:
        """Code units before the code point at ``offset``."""
        return offset + bisect_left(self._wide, offset)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length, both in code units, of ``start``..``end``."""
        first = self.of(start)
        return first, self.of(end) - first


def length(text: str) -> int:
    """Code units of a text."""
    return Utf16Offsets(text).of(len(text))
