"""What a pattern has bound: the tokens or characters it covers, and its names."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtcheck.rules.table import TokenTable

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One match in a segment; ``start`` and ``end`` are code points of the segment's text.

    ``tokens`` are the bound tokens by node name (indexes into the table; a node repeated by
    an ``OP`` has several), ``groups`` the character ranges of a regex's named groups.
    """

    segment: int
    start: int
    end: int
    tokens: dict[str, tuple[int, ...]] = field(default_factory=dict)
    groups: dict[str, Range] = field(default_factory=dict)

    def range_of(self, name: str, table: TokenTable) -> Range | None:
        """Characters of a node or group; ``None`` when an optional one bound nothing."""
        if name in self.groups:
            return self.groups[name]
        tokens = self.tokens.get(name)
        return (table.start[min(tokens)], table.end[max(tokens)]) if tokens else None

    def marked(self, names: tuple[str, ...], table: TokenTable) -> Range:
        """The smallest range that covers the named nodes.

        Without names it is the whole match but for white space at its edges.
        """
        ranges = [r for name in names if (r := self.range_of(name, table))]
        if not ranges:
            return stripped(table.segments[self.segment].text, self.start, self.end)
        return min(r[0] for r in ranges), max(r[1] for r in ranges)


def stripped(text: str, start: int, end: int) -> Range:
    """The range without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
