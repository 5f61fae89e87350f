"""Regular expressions over the text of a segment: linear time, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mtcheck.rules.matches import Match, stripped
from mtcheck.rules.regexes import compile_regex, compile_regex_set


@dataclass(frozen=True)
class Expression:
    """A regex in the syntax of google-re2."""

    source: str

    @cached_property
    def _compiled(self) -> Any:
        return compile_regex(self.source)

    def find(self, segment: int, text: str) -> Iterator[Match]:
        """Its matches in the text of the segment of that number."""
        for found in self._compiled.finditer(text):
            start, end = stripped(text, *found.span())
            if start < end:
                names = self._compiled.groupindex.items()
                groups = {name: found.span(n) for name, n in names if found.span(n)[0] >= 0}
                yield Match(segment, start, end, groups=groups)


class ExpressionSet:
    """Tells in one scan of a text which of many expressions occur in it."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        sources = [expression.source for expression in expressions]
        self._set: Any = compile_regex_set(sources) if sources else None

    def occurring(self, text: str) -> list[int]:
        """Numbers of the expressions that match somewhere in the text."""
        return sorted(self._set.Match(text) or ()) if self._set else []
