"""Where places of a text are after edits, and where they were before."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.formats import Edit
from mtcheck.model import Span


class Moved:
    """The way between offsets before and after ``edits`` (in order, none overlapping)."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = sorted(edits)

    def offset(self, before: int) -> int:
        """Where the character at ``before`` is afterwards.

        >>> Moved([(Span(2, 4), "xyz")]).offset(5)
        6
        """
        shift = 0
        for span, words in self._edits:
            if span.end <= before:
                shift += len(words) - len(span)
            elif span.start < before:
                return span.start + shift
        return before + shift

    def before(self, after: Span) -> Span:
        """What a span of the changed text was; what it touches of an edit counts whole.

        >>> Moved([(Span(2, 4), "xyz")]).before(Span(4, 6))
        Span(start=2, end=5)
        """
        start = self._back(after.start, opening=True)
        return Span(start, max(start, self._back(after.end, opening=False)))

    def _back(self, after: int, opening: bool) -> int:
        shift = 0
        for span, words in self._edits:
            low = span.start + shift
            high = low + len(words)
            if after < low or (after == low < high and not opening):
                return after - shift
            if after < high or (after == high and (not opening or low == high)):
                return span.start if opening else span.end
            shift += len(words) - len(span)
        return after - shift
