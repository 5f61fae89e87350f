"""One number for a translation: what mtcheck found in it, and what only speaks against it.

``points`` are MQM points: the penalty of the report, and less than the least penalty for an
estimate of the damage that no finding names. So the estimate orders translations that the
findings leave equal, and never outweighs a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.evaluation.estimate import estimates
from mtcheck.evaluation.paired import paired_document
from mtcheck.model import DocumentReport
from mtcheck.verdict.score import MINOR_PUNCTUATION

if TYPE_CHECKING:
    from mtcheck.checker import Checker

LEAST = MINOR_PUNCTUATION


@dataclass(frozen=True, slots=True)
class Judged:
    """A translation's report and the estimate beside it (0 or more, without unit)."""

    report: DocumentReport
    estimate: float

    @property
    def points(self) -> float:
        """The whole; higher is worse."""
        return points_of(self.report.score.penalty, self.estimate)


def points_of(penalty: float, estimate: float) -> float:
    """A penalty, and the estimate as less than the least penalty."""
    return penalty + LEAST * estimate / (1.0 + estimate)


def judge_pairs(texts: Iterable[tuple[str, str]], checker: Checker) -> Iterator[Judged]:
    """Judge pairs of an English paragraph and its Russian, in order."""
    documents = [
        paired_document(f"pair {number}", english, russian)
        for number, (english, russian) in enumerate(texts, 1)
    ]
    analysed = list(checker.analysed(documents))
    for document, estimate in zip(analysed, estimates(analysed), strict=True):
        yield Judged(checker.check_analysed(document), estimate)
