"""Token patterns and phrases: sequences of token specifications with repetition.

Means the same as spaCy's ``Matcher`` with ``greedy="LONGEST"``, but finds where a match starts
for all tokens of a table at once: a set of positions is an integer, a step of the pattern a
few bit operations (Baeza-Yates & Gonnet 1992, "A new approach to text searching"). Only for
starts that are really there is the match itself looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtcheck.rules.attributes import Attributes
from mtcheck.rules.matches import Match
from mtcheck.rules.table import Specification, TokenTable

MANY = 1_000_000
OPERATORS = {None: (1, 1), "!": (1, 1), "?": (0, 1), "*": (0, MANY), "+": (1, MANY)}


@dataclass(frozen=True, slots=True)
class Item:
    """One token dict of a pattern: ``least`` to ``most`` tokens, or one that is *not* so."""

    specification: Specification
    least: int
    most: int
    negated: bool
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class TokenPattern:
    """A compiled token pattern."""

    items: tuple[Item, ...]
    across: bool

    @property
    def demanded(self) -> Iterator[Specification]:
        """Specifications some token of the table has to fulfil for a match to be possible."""
        return (i.specification for i in self.items if i.least and not i.negated)

    @property
    def longest(self) -> int:
        """How many tokens a match can have; ``MANY`` and more stands for any number."""
        return sum(item.most for item in self.items)

    def find(self, table: TokenTable, low: int = 0, high: int | None = None) -> Iterator[Match]:
        """The longest match within tokens ``low``..``high`` from each token that begins one."""
        high = table.size if high is None else high
        starts = self.starts(table) >> low & ((1 << max(high - low, 0)) - 1)
        while starts:
            step = (starts & -starts).bit_length() - 1
            low += step
            starts >>= step + 1
            match = _Longest(self, table, low, high).match()
            if match:
                yield match
            low += 1

    def starts(self, table: TokenTable) -> int:
        """Bits of the tokens at which a match of at least one token begins."""
        found = table.memory.get(self)
        if found is None:
            found = table.memory[self] = self._starts(table)
        return int(found)

    def _starts(self, table: TokenTable) -> int:
        """Backwards over the items: ``nonempty`` are the positions from which the rest of the
        pattern can match one token or more, ``optional`` says that it can match nothing.
        """
        going_on = table.continuing_segment if self.across else table.continuing
        everywhere = table.all_bits
        nonempty, optional = 0, True
        for item in reversed(self.items):
            fits = table.bits(item.specification)
            if item.negated:
                fits = everywhere & ~fits
            for number in range(_unrolled(item), 0, -1):
                rest = everywhere if optional else 0
                once = fits & ((nonempty & going_on) >> 1 | rest)
                if item.most == MANY and number == _unrolled(item):
                    once = _closure(fits, once, going_on)
                if number <= item.least:
                    nonempty, optional = once, False
                    if not once:
                        return 0
                else:
                    nonempty |= once
        return nonempty


def _unrolled(item: Item) -> int:
    """How many copies of an item ``_starts`` goes through; a star's last one is a loop."""
    return max(item.least, 1) if item.most == MANY else item.most


def _closure(fits: int, once: int, going_on: int) -> int:
    """Positions that reach one of ``once`` over any number of tokens that fit."""
    while True:
        more = once | fits & ((once & going_on) >> 1)
        if more == once:
            return once
        once = more


class _Longest:
    """Finds the longest match from a start, earlier items taking as much as they can."""

    def __init__(self, pattern: TokenPattern, table: TokenTable, start: int, high: int) -> None:
        self.items = pattern.items
        self.table = table
        self.start = start
        if pattern.across:
            end = table.segment_range(int(table.segment[start]))[1]
        else:
            end = table.sentence_range(start)[1]
        self.limit = min(end, high)
        self.ends: dict[tuple[int, int], int] = {}

    def match(self) -> Match | None:
        """The match; ``None`` when it does not fit before the limit."""
        if self._end(0, self.start) <= self.start:
            return None
        bound: dict[str, tuple[int, ...]] = {}
        position = self.start
        for number, item in enumerate(self.items):
            end = self._end(number, position)
            count = next(
                n
                for n in range(self._most(item, position), item.least - 1, -1)
                if self._end(number + 1, position + n) == end
            )
            if item.name and count:
                bound[item.name] = tuple(range(position, position + count))
            position += count
        segment = int(self.table.segment[self.start])
        return Match(
            segment, self.table.start[self.start], self.table.end[position - 1], tokens=bound
        )

    def _end(self, number: int, position: int) -> int:
        """Farthest end of items ``number``… from a position; -1 when they do not match."""
        if number == len(self.items):
            return position
        key = (number, position)
        if key not in self.ends:
            item = self.items[number]
            counts = range(item.least, self._most(item, position) + 1)
            self.ends[key] = max((self._end(number + 1, position + n) for n in counts), default=-1)
        return self.ends[key]

    def _most(self, item: Item, position: int) -> int:
        """How many tokens from a position fit an item."""
        fits = self.table.bits(item.specification)
        count = 0
        while (
            count < item.most
            and position + count < self.limit
            and bool(fits >> (position + count) & 1) != item.negated
        ):
            count += 1
        return count


def compile_tokens(
    body: Sequence[Mapping[str, Any]], attributes: Attributes, across: bool
) -> TokenPattern:
    """The pattern of a list of token dicts."""
    items = []
    for token in body:
        least, most = occurrences(token.get("OP"))
        attrs = {key: value for key, value in token.items() if key not in ("OP", "name")}
        specification = attributes.specification(attrs)
        negated = token.get("OP") == "!"
        items.append(Item(specification, least, most, negated, token.get("name", "")))
    return TokenPattern(tuple(items), across)


def compile_phrase(
    words: Sequence[str], attribute: str, attributes: Attributes, across: bool
) -> TokenPattern:
    """The pattern of a tokenised phrase; its words have the names ``w1``, ``w2`` …"""
    items = [
        Item(attributes.specification({attribute: word}), 1, 1, False, f"w{number}")
        for number, word in enumerate(words, 1)
    ]
    return TokenPattern(tuple(items), across)


def occurrences(op: str | None) -> tuple[int, int]:
    """Least and most number of tokens that an ``OP`` stands for."""
    if op in OPERATORS:
        return OPERATORS[op]
    least, most = re.fullmatch(r"\{(\d*)(?:,(\d*))?\}", str(op)).groups()  # type: ignore[union-attr]
    if most is None:
        return int(least), int(least)
    return int(least or 0), int(most) if most else MANY
