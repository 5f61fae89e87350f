"""Agreement of scores with people's, and of tags with tags.

Kendall's tau-b, Pearson's r, Matthews' correlation coefficient: as in scipy and scikit-learn,
which are too much to install for three formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt


def pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r; ``None`` where a side does not vary. Raises ``ValueError`` for two lengths."""
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values and {len(other)}")
    if len(one) < 2:
        return None
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    product = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = sqrt(sum((a - mean_one) ** 2 for a in one))
    spread *= sqrt(sum((b - mean_other) ** 2 for b in other))
    return product / spread if spread else None


def kendall(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b (Kendall 1945), in O(n log n) by Knight 1966; ``None`` where a side does
    not vary. Raises ``ValueError`` for two lengths."""
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values and {len(other)}")
    pairs = len(one) * (len(one) - 1) // 2
    order = sorted(zip(one, other, strict=True))
    tied_one, tied_other = _ties(sorted(one)), _ties(sorted(other))
    tied_both = _ties(order)
    discordant = _inversions([b for _, b in order])
    spread = sqrt((pairs - tied_one) * (pairs - tied_other))
    if not spread:
        return None
    return (pairs - tied_one - tied_other + tied_both - 2 * discordant) / spread


def _ties(ordered: Sequence[object]) -> int:
    """Pairs of equal neighbours' groups."""
    total, run = 0, 1
    for a, b in pairwise(ordered):
        run = run + 1 if a == b else 1
        total += run - 1
    return total


def _inversions(values: list[float]) -> int:
    """Pairs that stand in falling order, by merge sort."""
    width, count = 1, 0
    while width < len(values):
        merged: list[float] = []
        for start in range(0, len(values), 2 * width):
            left = values[start : start + width]
            right = values[start + width : start + 2 * width]
            i = 0
            for value in right:
                while i < len(left) and left[i] <= value:
                    merged.append(left[i])
                    i += 1
                count += len(left) - i
                merged.append(value)
            merged += left[i:]
        values, width = merged, 2 * width
    return count


@dataclass(frozen=True, slots=True)
class Confusion:
    """Words tagged as bad by us and by people: both, ours only, theirs only, neither."""

    both: int = 0
    ours: int = 0
    theirs: int = 0
    neither: int = 0

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(
            self.both + other.both,
            self.ours + other.ours,
            self.theirs + other.theirs,
            self.neither + other.neither,
        )

    @property
    def precision(self) -> float | None:
        return _share(self.both, self.both + self.ours)

    @property
    def recall(self) -> float | None:
        return _share(self.both, self.both + self.theirs)

    @property
    def f1_bad(self) -> float:
        return _f1(self.both, self.ours, self.theirs)

    @property
    def f1_ok(self) -> float:
        return _f1(self.neither, self.theirs, self.ours)

    @property
    def base_rate(self) -> float | None:
        """Share of the words that people tag as bad."""
        total = self.both + self.ours + self.theirs + self.neither
        return _share(self.both + self.theirs, total)

    @property
    def lift(self) -> float | None:
        """Precision over the base rate: 1 is what chance would give."""
        base, precision = self.base_rate, self.precision
        return precision / base if base and precision is not None else None

    @property
    def mcc(self) -> float | None:
        """Matthews' correlation coefficient; ``None`` where a side has one tag only."""
        ours, theirs = self.both + self.ours, self.both + self.theirs
        spread = sqrt(ours) * sqrt(theirs)
        spread *= sqrt(self.neither + self.theirs) * sqrt(self.neither + self.ours)
        product = self.both * self.neither - self.ours * self.theirs
        return product / spread if spread else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(hit: int, false: int, missed: int) -> float:
    return 2 * hit / (2 * hit + false + missed) if hit else 0.0
