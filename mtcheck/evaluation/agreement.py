"""How far findings and marks agree.

A mark is *found* when at least one finding shares a character with it; a finding is
*right* when it shares a character with at least one mark. F0.5 weighs precision twice
as much as recall (van Rijsbergen 1979), as is usual in grammatical error detection
(Ng et al. 2014, CoNLL-2014 shared task).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mtcheck.evaluation.gold import Mark
from mtcheck.model import Finding

BETA = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one text."""

    path: str
    text: str
    words: int
    found: tuple[Mark, ...]
    missed: tuple[Mark, ...]
    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]


@dataclass(slots=True)
class Agreement:
    """Sums over texts; ``None`` where there is nothing to divide by."""

    matches: list[Match] = field(default_factory=list)

    @property
    def marks(self) -> int:
        return sum(len(m.found) + len(m.missed) for m in self.matches)

    @property
    def findings(self) -> int:
        return sum(len(m.right) + len(m.wrong) for m in self.matches)

    @property
    def words(self) -> int:
        return sum(m.words for m in self.matches)

    @property
    def recall(self) -> float | None:
        return _share(sum(len(m.found) for m in self.matches), self.marks)

    @property
    def precision(self) -> float | None:
        return _share(sum(len(m.right) for m in self.matches), self.findings)

    @property
    def f_half(self) -> float | None:
        if self.recall is None or self.precision is None:
            return None
        weighed = BETA**2 * self.precision + self.recall
        return (1 + BETA**2) * self.precision * self.recall / weighed if weighed else 0.0

    def recall_by(self, attribute: str) -> dict[str, tuple[int, int]]:
        """Found and all marks for each value of a mark's ``severity`` or ``category``."""
        found = Counter(str(getattr(k, attribute)) for m in self.matches for k in m.found)
        missed = Counter(str(getattr(k, attribute)) for m in self.matches for k in m.missed)
        return {v: (found[v], found[v] + missed[v]) for v in sorted(found | missed)}

    def precision_by(self, attribute: str) -> dict[str, tuple[int, int]]:
        """Right and all findings for each value of a finding's ``rule``, ``detector`` …"""
        right = Counter(str(getattr(f, attribute)) for m in self.matches for f in m.right)
        wrong = Counter(str(getattr(f, attribute)) for m in self.matches for f in m.wrong)
        return {v: (right[v], right[v] + wrong[v]) for v in sorted(right | wrong)}


def agreement(
    path: str, text: str, words: int, marks: Sequence[Mark], findings: Iterable[Finding]
) -> Match:
    """Match the findings in one text with its marks."""
    found = list(findings)
    hit = [any(f.span.overlaps(m.span) for f in found) for m in marks]
    right = [any(f.span.overlaps(m.span) for m in marks) for f in found]
    return Match(
        path,
        text,
        words,
        tuple(m for m, ok in zip(marks, hit, strict=True) if ok),
        tuple(m for m, ok in zip(marks, hit, strict=True) if not ok),
        tuple(f for f, ok in zip(found, right, strict=True) if ok),
        tuple(f for f, ok in zip(found, right, strict=True) if not ok),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
