"""Whether an exception or a demand of a rule holds for a match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mtcheck.rules.compiled import CompiledCondition, Searcher
from mtcheck.rules.dependency import Tree
from mtcheck.rules.expressions import Expression
from mtcheck.rules.matches import Match, Range
from mtcheck.rules.rule import Where
from mtcheck.rules.table import TokenTable


@dataclass(frozen=True, slots=True)
class Situation:
    """A match, its marked characters, and the tables of the document it is in."""

    match: Match
    marked: Range
    table: TokenTable
    tables: Sequence[TokenTable]

    @property
    def text(self) -> str:
        return self.table.segments[self.match.segment].text

    def tokens(self) -> Range:
        """First and one past the last token of the match."""
        match = self.match
        low, high = self.table.tokens_at(match.segment, match.start, match.end)
        return low, max(low, high)

    def sentences(self) -> Range:
        """Tokens of the sentences that the match is in; empty for a match between tokens."""
        low, high = self.tokens()
        if low >= high:
            return low, low
        return self.table.sentence_range(low)[0], self.table.sentence_range(high - 1)[1]


def holds(condition: CompiledCondition, situation: Situation) -> bool:
    """True when one of the condition's patterns lies where it says."""
    return any(_matches(condition.where, m, situation) for m in condition.matchers)


def _matches(where: Where, matcher: Searcher, situation: Situation) -> bool:
    if where is Where.DOCUMENT:
        return any(_anywhere(matcher, table) for table in situation.tables)
    if isinstance(matcher, Tree):
        return _tree_matches(where, matcher, situation)
    return any(_placed(where, found, situation) for found in _found(where, matcher, situation))


def _anywhere(matcher: Searcher, table: TokenTable) -> bool:
    if isinstance(matcher, Expression):
        return any(
            any(matcher.find(number, segment.text)) for number, segment in enumerate(table.segments)
        )
    return any(matcher.find(table))


def _tree_matches(where: Where, tree: Tree, situation: Situation) -> bool:
    """A tree that names nodes of the match holds wherever those nodes are its own."""
    table, given = situation.table, situation.match.tokens
    low, high = situation.sentences()
    if where is Where.SEGMENT:
        low, high = table.segment_range(situation.match.segment)
    shared = not tree.names.isdisjoint(given)
    for binding in tree.bound_to(table, given, low, high):
        first, last = min(binding.values()), max(binding.values())
        place = Match(situation.match.segment, table.start[first], table.end[last])
        if shared or _tree_placed(where, binding.values(), place, situation):
            return True
    return False


def _tree_placed(where: Where, tokens: Iterable[int], place: Match, situation: Situation) -> bool:
    if where is not Where.OVERLAP:
        return _placed(where, place, situation)
    table, (start, end) = situation.table, situation.marked
    return any(table.start[t] < end and start < table.end[t] for t in tokens)


def _found(where: Where, matcher: Searcher, situation: Situation) -> Iterator[Match]:
    """Matches of a pattern that may lie where a condition wants them."""
    if isinstance(matcher, Expression):
        yield from _found_in_text(where, matcher, situation)
        return
    assert not isinstance(matcher, Tree)
    low, high = situation.sentences()
    if where is Where.SEGMENT:
        low, high = situation.table.segment_range(situation.match.segment)
    elif where is Where.BEFORE:
        high = situation.tokens()[0]
        first = situation.table.segment_range(situation.match.segment)[0]
        low = max(first, high - matcher.longest)
    elif where is Where.AFTER:
        low = situation.tokens()[1]
        high = situation.table.segment_range(situation.match.segment)[1]
        yield from islice(matcher.find(situation.table, low, high), 1)
        return
    yield from matcher.find(situation.table, low, high)


def _found_in_text(where: Where, matcher: Expression, situation: Situation) -> Iterator[Match]:
    segment, text = situation.match.segment, situation.text
    if where is Where.SENTENCE:
        low, high = situation.sentences()
        if low < high:
            text = text[situation.table.start[low] : situation.table.end[high - 1]]
    elif where is Where.BEFORE:
        text = text[: situation.match.start]
    elif where is Where.AFTER:
        start = situation.match.end
        for found in matcher.find(segment, text[start:]):
            yield Match(segment, found.start + start, found.end + start)
        return
    yield from matcher.find(segment, text)


def _placed(where: Where, found: Match, situation: Situation) -> bool:
    start, end = situation.marked
    if where is Where.OVERLAP:
        return found.start < end and start < found.end
    if where is Where.INSIDE:
        return found.start <= start and end <= found.end
    if where is Where.BEFORE:
        return not situation.text[found.end : situation.match.start].strip()
    if where is Where.AFTER:
        return not situation.text[situation.match.end : found.start].strip()
    return True
