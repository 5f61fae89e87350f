"""Neighbouring broken words made into the stretches that a reader would mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from mtcheck.language.fluency import Verdict
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_model import Floats

FIRM = 0.6  # in company: what is doubted still there is mostly wrong
LEAST = {Kind.FORM: 0.5, Kind.ARTICLE: 0.15}  # by itself: enough in a translation
LEAST_OF_OTHERS = 0.12
REACH = 0.5  # share of what is needed from which a neighbour belongs to the stretch
LONGEST = 10  # units of a stretch
GAPS = frozenset({Kind.MISSING, Kind.ARTICLE})


class BrokenSpan(NamedTuple):
    """Code points ``start`` to ``end`` of a text, what is wrong there, and how likely.

    ``firm`` ones are likely whatever the rest of the document says.
    """

    start: int
    end: int
    kind: Kind
    probability: float
    firm: bool


def broken_spans(
    verdict: Verdict,
    in_company: Floats | None = None,
    firm: float = FIRM,
    least: Mapping[Kind, float] = LEAST,
) -> Iterator[BrokenSpan]:
    """The stretches that hold a word likely enough to be broken, in order.

    ``in_company`` says how likely each unit is with the share of broken words in its text
    considered (`fluency_company`), by default as likely as by itself; from ``firm`` on it is
    enough. ``least`` says how likely a unit has to be by itself, by the kind its own verdict
    speaks for most; ``LEAST_OF_OTHERS`` holds for kinds not in it.
    """
    likely = verdict.broken if in_company is None else in_company
    shares = np.maximum(verdict.broken / _needed(verdict, least), likely / firm)
    for first, last in _runs(np.asarray(shares, np.float32)):
        kinds = verdict.kinds[first : last + 1, 1:].sum(axis=0)
        kind = Kind(int(kinds.argmax()) + 1)
        begin = first - 1 if kind in GAPS and first == last and first else first
        units = _trimmed(verdict, begin, last)
        if units is not None:
            start, end = verdict.units[units[0]].start, verdict.units[units[1]].end
            peak = float(likely[first : last + 1].max())
            yield BrokenSpan(start, end, kind, peak, peak >= firm)


def _needed(verdict: Verdict, least: Mapping[Kind, float]) -> Floats:
    """How likely each unit has to be broken to count."""
    table = np.array([least.get(kind, LEAST_OF_OTHERS) for kind in Kind], np.float32)
    return np.asarray(table[verdict.kinds[:, 1:].argmax(axis=1) + 1])


def _runs(shares: Floats) -> list[tuple[int, int]]:
    """First and last unit of each stretch round a share of 1; one sound unit may stand between."""
    found: list[tuple[int, int]] = []
    for peak in np.flatnonzero(shares >= 1).tolist():
        if found and peak <= found[-1][1]:
            continue
        first = last = peak
        floor = found[-1][1] + 1 if found else 0
        while first - 1 >= floor and shares[first - 1] >= REACH and last - first + 1 < LONGEST:
            first -= 1
        for near in range(peak + 1, min(len(shares), peak + LONGEST)):
            if shares[near] >= REACH and near - last <= 2 and near - first < LONGEST:
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
