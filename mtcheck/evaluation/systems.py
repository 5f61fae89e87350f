"""Systems against a reference and against mtcheck: BLEU, chrF2++, TER, MQM penalty.

The automatic scores and their signatures are sacrebleu's (Post 2018, "A Call for Clarity
in Reporting BLEU Scores"); a figure without its signature is not a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.model import MtcheckError, Severity

if TYPE_CHECKING:
    from mtcheck.checker import Checker

LINES_A_DOCUMENT = 10


@dataclass(frozen=True, slots=True)
class SystemScore:
    """One system: metric name to score, MQM points and findings in 1,000 words."""

    name: str
    words: int
    metrics: dict[str, float]
    penalty: float
    findings: float
    by_severity: dict[Severity, int]


def read_lines(path: Path) -> list[str]:
    """The segments of a line-parallel file. Raises ``MtcheckError`` when it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise MtcheckError(f"{path}: not valid UTF-8 at byte {error.start}") from None


def metrics() -> dict[str, Any]:
    """BLEU, chrF2++ and TER as sacrebleu has them by default, by name."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2), "TER": TER()}


def score_system(
    name: str,
    lines: Sequence[str],
    references: Sequence[Sequence[str]],
    documents: Sequence[int],
    measures: dict[str, Any],
    checker: Checker,
) -> SystemScore:
    """Score one system's segments.

    ``documents`` are the numbers of lines of the documents in order; each is checked as an
    article of its own. Raises ``MtcheckError`` when the numbers of lines do not agree.
    """
    for reference in references:
        if len(reference) != len(lines):
            raise MtcheckError(
                f"{name}: {len(lines)} lines where the reference has {len(reference)}; "
                "the files have to be line-parallel"
            )
    if sum(documents) != len(lines):
        raise MtcheckError(f"{name}: {len(lines)} lines, but the documents have {sum(documents)}")
    reports = list(checker.check_documents(_documents(name, lines, documents)))
    words = sum(report.words for report in reports)
    found = [finding for report in reports for finding in report.findings]
    return SystemScore(
        name,
        words,
        {
            key: round(measure.corpus_score(list(lines), [list(r) for r in references]).score, 2)
            for key, measure in measures.items()
        }
        if references
        else {},
        penalty=_rate(sum(report.score.penalty for report in reports), words),
        findings=_rate(len(found), words),
        by_severity=dict(Counter(finding.severity for finding in found)),
    )


def pairwise_agreement(one: dict[str, float], other: dict[str, float]) -> float | None:
    """Share of the pairs of systems that two scores order alike (Kocmi et al. 2021).

    Higher is better in both. ``None`` with fewer than two systems.
    """
    pairs = list(combinations(sorted(one.keys() & other.keys()), 2))
    if not pairs:
        return None
    alike = sum((one[a] > one[b]) == (other[a] > other[b]) for a, b in pairs)
    return alike / len(pairs)


def _documents(name: str, lines: Sequence[str], counts: Iterable[int]) -> Iterable[Any]:
    from mtcheck.formats import read_text

    start = 0
    for number, count in enumerate(counts, 1):
        text = "\n\n".join(lines[start : start + count])
        start += count
        yield read_text(text, path=f"{name}#{number}")


def _rate(amount: float, words: int) -> float:
    return round(amount * 1000 / words, 2) if words else 0.0
