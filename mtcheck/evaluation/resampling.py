"""Intervals and tests of rates by resampling whole documents, as sacrebleu does for its scores.

Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation": documents are
drawn with replacement, the same ones for every system; the p-value is the share of samples
whose difference strays from its mean by at least the difference that was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SAMPLES = 1000
SEED = 12345


@dataclass(frozen=True, slots=True)
class Figure:
    """A score, its 95 % interval, and the p-value of its difference to the first system."""

    score: float
    low: float | None = None
    high: float | None = None
    p: float | None = None


def paired(systems: Sequence[tuple[Sequence[float], Sequence[int]]]) -> list[Figure]:
    """Rates in 1,000 words of systems on the same documents, given points and words by document.

    The first system has no p-value; with fewer than two documents nothing is resampled.
    """
    import numpy as np

    rates = [_rate(sum(points), sum(words)) for points, words in systems]
    count = len(systems[0][0]) if systems else 0
    if count < 2:
        return [Figure(rate) for rate in rates]
    drawn = np.random.default_rng(SEED).choice(count, size=(SAMPLES, count), replace=True)
    figures: list[Figure] = []
    first = None
    for rate, (points, words) in zip(rates, systems, strict=True):
        totals = np.asarray(words, dtype=float)[drawn].sum(axis=1)
        sampled = np.asarray(points, dtype=float)[drawn].sum(axis=1) * 1000 / np.maximum(1, totals)
        p = None
        if first is None:
            first = rate, sampled
        else:
            apart = np.abs(sampled - first[1])
            seen = abs(rate - first[0])
            p = float((np.sum(apart - apart.mean() >= seen) + 1) / (SAMPLES + 1))
        low, high = np.percentile(sampled, [2.5, 97.5])
        figures.append(Figure(rate, float(low), float(high), p))
    return figures


def _rate(points: float, words: int) -> float:
    return points * 1000 / words if words else 0.0
