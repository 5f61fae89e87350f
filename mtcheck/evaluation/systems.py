"""Systems against a reference and against mtcheck: BLEU, chrF2++, TER, MQM penalty.

The automatic scores, their intervals and tests are sacrebleu's (Post 2018, "A Call for Clarity
in Reporting BLEU Scores"; Koehn 2004, "Statistical Significance Tests for Machine Translation
Evaluation"); a figure without its signature is not a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from mtcheck.evaluation.parallel import documents_of, require_parallel
from mtcheck.evaluation.resampling import Figure, paired
from mtcheck.model import Severity

if TYPE_CHECKING:
    from mtcheck.checker import Checker

LINES_A_DOCUMENT = 10
FEWEST_LINES = 5


@dataclass(frozen=True, slots=True)
class SystemScore:
    """One system: MQM points and findings in 1,000 words, and the reference-based scores.

    ``points`` and ``counts`` are MQM points and words by document.
    """

    name: str
    words: int
    penalty: float
    findings: float
    by_severity: dict[Severity, int]
    points: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    metrics: dict[str, Figure] = field(default_factory=dict)


def score_system(
    name: str,
    lines: Sequence[str],
    documents: Sequence[int],
    checker: Checker,
    source: Sequence[str] | None = None,
) -> SystemScore:
    """The MQM penalty of one system's segments.

    ``documents`` are the numbers of lines of the documents in order; each is checked as an
    article of its own, beside its lines of ``source`` where that is given. Raises
    ``MtcheckError`` when the numbers of lines do not agree.
    """
    reports = list(checker.check_documents(documents_of(name, lines, documents, source)))
    words = sum(report.words for report in reports)
    found = [finding for report in reports for finding in report.findings]
    return SystemScore(
        name,
        words,
        penalty=_rate(sum(report.score.penalty for report in reports), words),
        findings=_rate(len(found), words),
        by_severity=dict(Counter(finding.severity for finding in found)),
        points=tuple(report.score.penalty for report in reports),
        counts=tuple(report.words for report in reports),
    )


def reference_scores(
    systems: Sequence[tuple[str, Sequence[str]]],
    references: Sequence[Sequence[str]],
    measures: dict[str, Any],
    test: str = "bs",
) -> tuple[dict[str, dict[str, Figure]], list[str]]:
    """BLEU, chrF2++ and TER of each system by name, and the signatures.

    ``test`` is ``bs`` (paired bootstrap) or ``ar`` (approximate randomisation); the first
    system is the one the others are held against. Too short a text has neither interval nor
    test. Raises ``MtcheckError`` when the numbers of lines do not agree.
    """
    for name, lines in systems:
        for reference in references:
            require_parallel(name, lines, reference, "reference")
    known = [list(reference) for reference in references]
    if min(len(lines) for _, lines in systems) < FEWEST_LINES:
        scores = {
            name: {k: Figure(m.corpus_score(list(lines), known).score) for k, m in measures.items()}
            for name, lines in systems
        }
        return scores, [str(measure.get_signature()) for measure in measures.values()]
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = [(name, list(lines)) for name, lines in systems]
    answer: Any = PairedTest(named, measures, known, test_type=test, n_ar_confidence=0)()
    signatures, table = answer
    scores = {
        name: {
            key: _figure(results[row], results[0])
            for key, results in table.items()
            if key != "System"
        }
        for row, (name, _) in enumerate(systems)
    }
    return scores, [str(signature) for signature in signatures.values()]


def _figure(result: Any, first: Any) -> Figure:
    """sacrebleu's result; equal scores are never held for different."""
    p = None if result.p_value is None else float(result.p_value)
    if p is not None and result.score == first.score:
        p = 1.0
    low, high = float(result.mean - result.ci), float(result.mean + result.ci)
    return Figure(float(result.score), low, high, p)


def penalty_figures(scores: Sequence[SystemScore]) -> list[Figure]:
    """The penalty rates with intervals over documents, and tests against the first system."""
    return paired([(score.points, score.counts) for score in scores])


def pairwise_agreement(one: dict[str, float], other: dict[str, float]) -> float | None:
    """Share of the pairs of systems that two scores order alike (Kocmi et al. 2021).

    Higher is better in both. ``None`` with fewer than two systems.
    """
    pairs = list(combinations(sorted(one.keys() & other.keys()), 2))
    if not pairs:
        return None
    alike = sum((one[a] > one[b]) == (other[a] > other[b]) for a, b in pairs)
    return alike / len(pairs)


def _rate(amount: float, words: int) -> float:
    return round(amount * 1000 / words, 2) if words else 0.0
