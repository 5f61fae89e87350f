"""What the review page shows, worked out beforehand for the templates."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from mtcheck.model import Finding, Span
from mtcheck.reports.marked_text import (
    Mark,
    Run,
    marks_of,
    marks_of_known,
    runs_of,
    runs_of_stretch,
)
from mtcheck.reports.paragraphs import spans_of
from mtcheck.reports.plain_text import printable_lines
from mtcheck.review.desk import Article
from mtcheck.review.records import CHANGE, Item, Kind, Row, State
from mtcheck.review.shown import Shown
from mtcheck.verdict.judge import LineIndex


class Status(StrEnum):
    """What a card says of its finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    MARKED = "marked"


_STATUS = {
    Kind.ACCEPT: Status.ACCEPTED,
    Kind.REJECT: Status.REJECTED,
    Kind.EDIT: Status.EDITED,
    Kind.MARK: Status.MARKED,
}
SYMBOLS = {
    Status.OPEN: "•",
    Status.ACCEPTED: "✓",
    Status.REJECTED: "✗",
    Status.EDITED: "✎",
    Status.MARKED: "+",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One finding or mark beside the text; ``number`` counts from 1 in the article."""

    item: Item
    number: int
    to_confirm: bool
    request: str

    @property
    def finding(self) -> Finding:
        return self.item.finding

    @property
    def status(self) -> Status:
        decision = self.item.decision
        return _STATUS[decision.kind] if decision else Status.OPEN

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.status]

    @property
    def is_change(self) -> bool:
        """True for words a reader changed without calling them an error."""
        return self.finding.rule == CHANGE

    @property
    def replaced(self) -> bool:
        text = self.item.replacement
        return text is not None and text != self.finding.text

    @property
    def classes(self) -> str:
        confirm = " to-confirm" if self.to_confirm else ""
        return f"s{self.finding.severity.rank} {self.status}{confirm}"


@dataclass(frozen=True, slots=True)
class RowView:
    """A piece of the article with its cards; ``line`` counts from 1.

    ``source_runs`` are in offsets of ``source``.
    """

    number: int
    line: int
    runs: tuple[Run, ...]
    cards: tuple[Card, ...]
    source: str | None
    source_runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: findings in all, decided ones, and how they were decided."""

    total: int
    decided: int
    counts: dict[Status, int]
    to_confirm: int

    @property
    def told(self) -> str:
        """In one line.

        >>> Progress(0, 0, {Status.MARKED: 1}, 0).told, Progress(2, 1, {Status.EDITED: 1}, 0).told
        ('no findings, 1 marked', '1 of 2 decided: 1 edited')
        """
        counts = ((s, self.counts.get(s, 0)) for s in Status if s is not Status.OPEN)
        parts = ", ".join(f"{n} {status}" for status, n in counts if n)
        if not self.total:
            return f"no findings, {parts}" if parts else "no findings"
        return f"{self.decided} of {self.total} decided" + (f": {parts}" if parts else "")


class PageView:
    """An article as a reader sees it; ``items`` and ``version`` as the store gives them.

    The version has to be asked for before the items: what is newer is then shown twice
    rather than never.
    """

    def __init__(
        self, article: Article, items: Sequence[Item], reader: str, version: int = 0
    ) -> None:
        self.article = article
        self.version = version
        self.reader = reader
        self.items = items
        self.lost = [i for i in items if i.state is State.LOST and i.decision]
        shown = [
            i for i in items if i.state is State.HERE and (i.decision is not None or not i.marked)
        ]
        self.cards = [
            Card(item, number, _to_confirm(item, reader), uuid.uuid4().hex)
            for number, item in enumerate(shown, 1)
        ]
        self._shown = Shown(article.document)

    @cached_property
    def progress(self) -> Progress:
        counts = Counter(card.status for card in self.cards)
        found = [card for card in self.cards if not card.item.marked]
        return Progress(
            total=len(found),
            decided=sum(card.status is not Status.OPEN for card in found),
            counts=dict(counts),
            to_confirm=sum(card.to_confirm for card in self.cards),
        )

    @cached_property
    def rows(self) -> list[RowView]:
        rows = self.article.rows
        lines = LineIndex(self.article.document.text)
        starts = [row.span.start for row in rows]
        marks = marks_of([card.finding.span for card in self.cards])
        touching: list[list[Mark]] = [[] for _ in rows]
        cards: list[list[Card]] = [[] for _ in rows]
        for card, mark in zip(self.cards, marks, strict=True):
            numbers = rows_touched(starts, mark.span)
            cards[numbers[0]].append(card)
            for number in numbers:
                touching[number].append(mark)
            last = numbers[-1]
            touching[last][-1] = _ending_within(mark, rows[last].span)
        return [
            RowView(
                number=number,
                line=lines.position(row.span.start)[0],
                runs=tuple(runs_of(row.span, touching[number])),
                cards=tuple(cards[number]),
                source=row.source,
                source_runs=self._source_runs(row),
            )
            for number, row in enumerate(rows)
        ]

    def _source_runs(self, row: Row) -> tuple[Run, ...]:
        """The row's source, cut where findings are held against words of it."""
        if row.source is None:
            return ()
        return runs_of_stretch(row.source_start, len(row.source), self._source_marks)

    @cached_property
    def _source_marks(self) -> list[Mark]:
        return marks_of_known([card.finding.source_span for card in self.cards])

    @property
    def unaligned_source(self) -> list[str]:
        """The source's paragraphs when none stands beside the article's."""
        source = self.article.document.source
        if source is None or any(row.source is not None for row in self.article.rows):
            return []
        return [source[span.start : span.end] for span in spans_of(source)]

    def rows_since(self, version: int) -> list[RowView]:
        """The rows on which something was decided behind ``version``."""
        starts = [row.span.start for row in self.article.rows]
        changed: set[int] = set()
        for item in self.items:
            if item.seen > version and item.state is State.HERE:
                changed.update(rows_touched(starts, item.finding.span))
        return [self.rows[number] for number in sorted(changed)]

    def card(self, number: int) -> Card:
        return self.cards[number - 1]

    def text(self, span: Span) -> str:
        """What is shown of a span; each line end one line feed."""
        return printable_lines(self._shown.text(span))

    def words(self, item: Item) -> str:
        """What stands there now, as a reader sees it."""
        return self._shown.words(item.finding.span)

    @property
    def categories(self) -> list[str]:
        return sorted({card.finding.category.value for card in self.cards})


def rows_touched(starts: Sequence[int], span: Span) -> range:
    """The rows that a span reaches into; at least one."""
    first = max(0, bisect_right(starts, span.start) - 1)
    last = max(first, bisect_right(starts, max(span.start, span.end - 1)) - 1)
    return range(first, last + 1)


def _ending_within(mark: Mark, area: Span) -> Mark:
    end = max(area.start, min(mark.span.end, area.end))
    return replace(mark, span=Span(min(mark.span.start, end), end))


def _to_confirm(item: Item, reader: str) -> bool:
    return item.decision is not None and reader not in item.readers


def names(readers: Iterable[str]) -> str:
    """
    >>> names(["Anna", "Boris", "Vera"])
    'Anna, Boris and Vera'
    """
    *first, last = readers
    return f"{', '.join(first)} and {last}" if first else last
