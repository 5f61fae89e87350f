"""Neighbouring broken words made into the stretches that a reader would mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mtcheck.language.fluency import Verdict
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_model import Floats

FIRM = 0.98
TENTATIVE = 0.85
REACH = 0.5  # a neighbour belongs to the stretch from this share of the threshold on
LONGEST = 10  # units of a stretch


class BrokenSpan(NamedTuple):
    """Code points ``start`` to ``end`` of a text, what is wrong there, and how likely."""

    start: int
    end: int
    kind: Kind
    probability: float
    firm: bool


def broken_spans(
    verdict: Verdict, firm: float = FIRM, least: float = TENTATIVE
) -> Iterator[BrokenSpan]:
    """The stretches with a word at least ``least`` likely to be broken, in order."""
    scores = verdict.broken
    for first, last in _runs(scores, least):
        kinds = verdict.kinds[first : last + 1, 1:].sum(axis=0)
        kind = Kind(int(kinds.argmax()) + 1)
        begin, end = first, last
        if kind in {Kind.MISSING, Kind.ARTICLE} and first == last and first:
            begin = first - 1
        units = _trimmed(verdict, begin, end)
        if units is None:
            continue
        peak = float(scores[first : last + 1].max())
        yield BrokenSpan(
            verdict.units[units[0]].start, verdict.units[units[1]].end, kind, peak, peak >= firm
        )


def _runs(scores: Floats, least: float) -> list[tuple[int, int]]:
    """First and last unit of each stretch round a peak; one sound unit may stand between."""
    found: list[tuple[int, int]] = []
    for peak in np.flatnonzero(scores >= least).tolist():
        if found and peak <= found[-1][1]:
            continue
        first = last = peak
        floor = found[-1][1] + 1 if found else 0
        while (
            first - 1 >= floor and scores[first - 1] >= least * REACH and last - first + 1 < LONGEST
        ):
            first -= 1
        for near in range(peak + 1, min(len(scores), peak + LONGEST)):
            if scores[near] >= least * REACH and near - last <= 2 and near - first < LONGEST:
                last = near
        found.append((first, last))
    return found


def _trimmed(verdict: Verdict, first: int, last: int) -> tuple[int, int] | None:
    """The stretch without signs at its edges; with the word before where there are signs alone."""
    units = verdict.units
    start, end = first, last
    while start < end and not units[start].text[0].isalnum():
        start += 1
    while end > start and not units[end].text[0].isalnum():
        end -= 1
    if not units[start].text[0].isalnum():
        if start == 0:
            return None
        start -= 1
    return start, end
