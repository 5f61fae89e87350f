"""Regular expressions over the text of a segment: linear time, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mtcheck.rules.literal_index import LiteralIndex
from mtcheck.rules.matches import Match, stripped
from mtcheck.rules.regexes import compile_regex, compile_regex_set


@dataclass(frozen=True)
class Expression:
    """A regex in the syntax of google-re2, compiled when it is first needed.

    ``literals`` are sets of strings (case-folded), of each of which every match holds one.
    """

    source: str
    literals: tuple[tuple[str, ...], ...] = ()

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


class ExpressionIndex:
    """Tells which of many expressions may match a text.

    Those that need certain strings by these; the others, which are few, by one automaton.
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._by_literals = LiteralIndex([e.literals for e in expressions])
        self._others = [number for number, e in enumerate(expressions) if not e.literals]
        self._sources = [expressions[number].source for number in self._others]

    @cached_property
    def _set(self) -> Any:
        return compile_regex_set(self._sources)

    def possible(self, text: str) -> Iterator[int]:
        """Numbers of the expressions that may match the text, in no order."""
        yield from self._by_literals.possible(text)
        if self._sources:
            yield from (self._others[place] for place in self._set.Match(text) or ())
