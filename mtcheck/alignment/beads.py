"""Aligning two rows of sentences: dynamic programming over beads.

After Gale & Church 1993, "A Program for Aligning Sentences in Bilingual Corpora": a bead is
a group of neighbouring sentences on both sides that translate each other, and how long they
are speaks for or against it. To the lengths come anchors (as in Melamed 1999, Varga et al.
2005) and the borders of paragraphs. How sure a bead is comes from the forward and backward
sums over all alignments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.alignment.anchors import Evidence

    Floats = NDArray[np.float64]

PRIORS = {
    (1, 1): 0.90,
    (1, 2): 0.03,
    (2, 1): 0.03,
    (2, 2): 0.003,
    (1, 3): 0.004,
    (3, 1): 0.004,
    (1, 0): 0.02,
    (0, 1): 0.02,
}
"""How often a bead of so many target and source sentences comes."""
CHARACTERS = 1.065
"""English characters for a Russian one, in news."""
VARIANCE = 4.0
VARIANCE_OF_STRANGERS = 40.0
LEAST_LENGTH_ODDS = -7.0
SHARED_BORDER = 1.5
BROKEN_BORDER = -1.5
SOFTNESS = 1.5
"""Evidence is not independent: log odds are divided by this before they are summed."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Two rows of sentences to be aligned: ``n`` of the target, ``m`` of the source.

    ``anchors`` is their evidence; the lengths are in
    characters; the borders, of n+1 and m+1, are true before a sentence that opens a paragraph,
    and behind the last. ``characters`` is how many of the target come for one of the source.
    """

    target_lengths: Floats
    source_lengths: Floats
    target_borders: NDArray[np.bool_]
    source_borders: NDArray[np.bool_]
    anchors: Evidence
    characters: float = CHARACTERS

    def reversed(self) -> Rows:
        return Rows(
            self.target_lengths[::-1],
            self.source_lengths[::-1],
            self.target_borders[::-1],
            self.source_borders[::-1],
            self.anchors.reversed(),
            self.characters,
        )


@dataclass(frozen=True, slots=True)
class Bead:
    """Target sentences ``target[0]:target[1]`` beside source ones, and the doubt (0..1)."""

    target: tuple[int, int]
    source: tuple[int, int]
    doubt: float


def best_beads(rows: Rows) -> list[Bead]:
    """The likeliest alignment, in order; every sentence is in one bead.

    Takes time and memory in proportion to n·m.
    """
    scores = _Scores(rows)
    path = _best_path(scores)
    pairs, alone_target, alone_source = _chances(scores, _Scores(rows.reversed()))
    beads = []
    for (i, j), (a, b) in path:
        target, source = (i, i + a), (j, j + b)
        if not b:
            sure = float(alone_target[i])
        elif not a:
            sure = float(alone_source[j])
        else:
            sure = float(pairs[i : i + a, j : j + b].min())
        beads.append(Bead(target, source, min(1.0, max(0.0, 1.0 - sure))))
    return beads


class _Scores:
    """Log odds of every bead at every place, and of every place between beads."""

    def __init__(self, rows: Rows) -> None:
        self.shape = len(rows.target_lengths), len(rows.source_lengths)
        self._target = _sums(rows.target_lengths)
        self._source = _sums(rows.source_lengths)
        self._missed_target = _sums(rows.anchors.missed_target)
        self._missed_source = _sums(rows.anchors.missed_source)
        self._found = _table_sums(rows.anchors.found)
        self._number = _table_sums(rows.anchors.number)
        both = rows.target_borders[:, None] & rows.source_borders[None, :]
        one = rows.target_borders[:, None] ^ rows.source_borders[None, :]
        self.nodes: Floats = np.where(both, SHARED_BORDER, np.where(one, BROKEN_BORDER, 0.0))
        self._characters = rows.characters
        self._inner = (_sums(rows.target_borders), _sums(rows.source_borders))

    def bead(self, a: int, b: int) -> Floats:
        """Log odds of the beads of ``a`` and ``b`` sentences, by where they start."""
        n, m = self.shape[0] + 1 - a, self.shape[1] + 1 - b
        prior = np.log(PRIORS[a, b])
        if not (a and b):
            return np.full((n, m), prior)
        block = _blocks(self._found, a, b) - np.log(a * b) * _blocks(self._number, a, b)
        missed_target = self._missed_target[a:] - self._missed_target[:n]
        missed_source = self._missed_source[b:] - self._missed_source[:m]
        target = self._target[a:] - self._target[:n]
        source = self._source[b:] - self._source[:m]
        broken = BROKEN_BORDER * (self._within(0, a, n)[:, None] + self._within(1, b, m)[None, :])
        evidence = (block + missed_target[:, None] + missed_source[None, :]) / SOFTNESS
        scores: Floats = prior + evidence + _length_odds(target, self._characters * source) + broken
        return scores

    def _within(self, side: int, size: int, count: int) -> Floats:
        """Borders strictly inside beads of ``size`` sentences, by where they start."""
        sums = self._inner[side]
        starts = np.arange(count)
        inside: Floats = sums[starts + size] - sums[starts + 1]
        return inside


def _sums(values: NDArray[np.generic]) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values.astype(float))))


def _table_sums(values: Floats) -> Floats:
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    sums[1:, 1:] = values.cumsum(0).cumsum(1)
    return sums


def _blocks(sums: Floats, a: int, b: int) -> Floats:
    """The sums of all blocks of ``a`` rows and ``b`` columns, by where they start."""
    n, m = sums.shape[0] - a, sums.shape[1] - b
    blocks: Floats = sums[a:, b:] - sums[:n, b:] - sums[a:, :m] + sums[:n, :m]
    return blocks


def _length_odds(target: Floats, source: Floats) -> Floats:
    """Log odds of the lengths under translation against two sentences of any lengths."""
    spread = np.sqrt(np.maximum(1.0, source))
    delta = (target[:, None] - source[None, :]) / spread[None, :]
    narrow = 1 / VARIANCE - 1 / VARIANCE_OF_STRANGERS
    odds = 0.5 * np.log(VARIANCE_OF_STRANGERS / VARIANCE) - 0.5 * narrow * delta**2
    least: Floats = np.maximum(LEAST_LENGTH_ODDS, odds)
    return least


def _best_path(scores: _Scores) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    n, m = scores.shape
    kinds = [kind for kind in PRIORS if kind[0]]
    tables = {kind: scores.bead(*kind) for kind in kinds if kind[0] <= n and kind[1] <= m}
    skip = np.log(PRIORS[0, 1])
    best = np.full((n + 1, m + 1), -np.inf)
    step = np.zeros((n + 1, m + 1), dtype=np.int8)
    order = [*tables, (0, 1)]
    for i in range(n + 1):
        row = np.full(m + 1, -np.inf)
        if i == 0:
            row[0] = -scores.nodes[0, 0]
        for number, (a, b) in enumerate(tables):
            if a <= i:
                reached = best[i - a, : m + 1 - b] + tables[a, b][i - a]
                better = reached > row[b:]
                row[b:][better] = reached[better]
                step[i, b:][better] = number
        along = np.concatenate(([0.0], np.cumsum(skip + scores.nodes[i, 1:])))
        carried = row + scores.nodes[i] - along
        top = np.maximum.accumulate(carried)
        step[i, carried < top] = len(order) - 1
        best[i] = top + along
    return _traced(step, order)


def _traced(
    step: NDArray[np.int8], order: list[tuple[int, int]]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    i, j = step.shape[0] - 1, step.shape[1] - 1
    path = []
    while i or j:
        a, b = order[step[i, j]]
        i, j = i - a, j - b
        path.append(((i, j), (a, b)))
    return path[::-1]


def _sums_over_paths(scores: _Scores) -> Floats:
    """Log of the sum over all ways to each place, the place itself included."""
    n, m = scores.shape
    tables = {k: scores.bead(*k) for k in PRIORS if k[0] and k[0] <= n and k[1] <= m}
    skip = np.log(PRIORS[0, 1])
    total = np.full((n + 1, m + 1), -np.inf)
    for i in range(n + 1):
        row = np.full(m + 1, -np.inf)
        if i == 0:
            row[0] = -scores.nodes[0, 0]
        for (a, b), table in tables.items():
            if a <= i:
                row[b:] = np.logaddexp(row[b:], total[i - a, : m + 1 - b] + table[i - a])
        along = np.concatenate(([0.0], np.cumsum(skip + scores.nodes[i, 1:])))
        total[i] = np.logaddexp.accumulate(row + scores.nodes[i] - along) + along
    return total


def _chances(scores: _Scores, backwards: _Scores) -> tuple[Floats, Floats, Floats]:
    """How likely two sentences are in one bead, a target one has none, a source one."""
    n, m = scores.shape
    before = _sums_over_paths(scores)
    behind = _sums_over_paths(backwards)[::-1, ::-1] - scores.nodes
    whole = before[n, m]
    behind += scores.nodes[n, m]
    pairs = np.zeros((n, m))
    alone_target, alone_source = np.zeros(n), np.zeros(m)
    for a, b in PRIORS:
        if a > n or b > m:
            continue
        way = before[: n + 1 - a, : m + 1 - b] + scores.bead(a, b)
        chance = np.exp(np.minimum(0.0, way + scores.nodes[a:, b:] + behind[a:, b:] - whole))
        if not b:
            alone_target += chance.sum(axis=1)
        elif not a:
            alone_source += chance.sum(axis=0)
        for x in range(a if b else 0):
            for y in range(b):
                pairs[x : x + n + 1 - a, y : y + m + 1 - b] += chance
    return pairs, alone_target, alone_source
