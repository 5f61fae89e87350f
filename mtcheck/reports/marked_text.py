"""A paragraph cut into runs of text, each with the findings that cover it.

Findings may lie inside each other or cross; every finding keeps one level of underlining
over its whole length, so that two that overlap are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mtcheck.model import Span

MOST_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding to be drawn: its number in the document, its span and its level from 0.

    A mark of level ``None`` lies over so many others that it gets no line of its own.
    """

    number: int
    span: Span
    level: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, the marks that cover it (by level), and those that end behind it.

    The text is empty where a mark covers none: something is missing there.
    """

    span: Span
    covering: tuple[Mark, ...]
    ending: tuple[Mark, ...]


def marks_of(spans: Sequence[Span]) -> list[Mark]:
    """Marks of a document's findings, numbered from 1 in the given order.

    Levels are handed out as in interval partitioning: the lowest that is free at the start.
    """
    busy_until = [0] * MOST_LEVELS
    order = sorted(range(len(spans)), key=lambda i: (spans[i].start, -spans[i].end))
    marks: list[Mark] = [Mark(i + 1, span, None) for i, span in enumerate(spans)]
    for i in order:
        span = spans[i]
        free = (level for level in range(MOST_LEVELS) if busy_until[level] <= span.start)
        level = next(free, None)
        if level is not None:
            busy_until[level] = span.end
        marks[i] = Mark(i + 1, span, level)
    return marks


def marks_of_known(spans: Sequence[Span | None]) -> list[Mark]:
    """As :func:`marks_of`, but only of findings that have a span; numbers stay as they are."""
    known = [(number, span) for number, span in enumerate(spans, 1) if span is not None]
    marks = marks_of([span for _, span in known])
    return [replace(mark, number=number) for mark, (number, _) in zip(marks, known, strict=True)]


def runs_of_stretch(start: int, length: int, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """The runs of a stretch of text, in offsets from its ``start``; only of marks there."""
    stretch = Span(start, start + length)
    within = [
        replace(
            mark,
            span=Span(
                _within(mark.span.start, stretch) - start, _within(mark.span.end, stretch) - start
            ),
        )
        for mark in marks
        if mark.span.overlaps(stretch) or stretch.contains(mark.span)
    ]
    return tuple(runs_of(Span(0, length), within))


def runs_of(area: Span, marks: Iterable[Mark]) -> Iterator[Run]:
    """The runs of ``area``; together they are its text, in order, each piece once.

    Marks that reach out of the area are cut at its edges; a mark that ends behind the area
    is not in ``ending`` of any run, one that ends before it starts here is in the first.
    """
    touching = sorted(marks, key=lambda m: m.span)
    edges = {area.start, area.end}
    for mark in touching:
        edges.add(_within(mark.span.start, area))
        edges.add(_within(mark.span.end, area))
    ending: dict[int, list[Mark]] = {}
    for mark in touching:
        if mark.span.end <= area.end:
            ending.setdefault(_within(mark.span.end, area), []).append(mark)
    yield from _runs(sorted(edges), touching, ending)


def _runs(
    edges: Sequence[int], touching: Sequence[Mark], ending: dict[int, list[Mark]]
) -> Iterator[Run]:
    active: list[Mark] = []
    waiting = 0
    if edges[0] in ending:
        yield Run(Span(edges[0], edges[0]), (), tuple(ending[edges[0]]))
    for start, end in pairwise(edges):
        while waiting < len(touching) and touching[waiting].span.start <= start:
            active.append(touching[waiting])
            waiting += 1
        active = [mark for mark in active if mark.span.end > start]
        drawn = sorted((m for m in active if m.level is not None), key=lambda m: m.level or 0)
        yield Run(Span(start, end), tuple(drawn), tuple(ending.get(end, ())))


def _within(offset: int, area: Span) -> int:
    return min(max(offset, area.start), area.end)
