"""Regular expressions over the text of a segment: linear time, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mtcheck.rules.matches import Match, stripped
from mtcheck.rules.regexes import compile_regex


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

    @cached_property
    def _probe(self) -> Any:
        """Finds it in many texts with a line break between them, as if in each alone."""
        ends = "\\A" in self.source or "\\z" in self.source
        return None if ends else compile_regex(f"(?m:{self.source})")

    def occurs(self, lines: bytes) -> bool:
        """False when none of some texts, joined by line breaks and in UTF-8, has a match.

        No segment's text holds a line break.
        """
        return self._probe is None or self._probe.search(lines) is not None

    def find(self, segment: int, text: str) -> Iterator[Match]:
        """Its matches in the text of the segment of that number."""
        for found in self._compiled.finditer(text):
            start, end = stripped(text, *found.span())
            if start < end:
                names = self._compiled.groupindex.items()
                groups = {name: found.span(n) for name, n in names if found.span(n)[0] >= 0}
                yield Match(segment, start, end, groups=groups)
