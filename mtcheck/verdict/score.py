"""MQM penalty (Freitag et al. 2021, "Experts, Errors, and Context", table 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mtcheck.model import Category, Finding, Score, Severity

WEIGHTS = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
MINOR_PUNCTUATION = 0.1


def penalty_of(severity: Severity, category: Category) -> float:
    """MQM points of one finding."""
    if severity is Severity.MINOR and category is Category.PUNCTUATION:
        return MINOR_PUNCTUATION
    return WEIGHTS[severity]


def score_of(findings: Iterable[Finding], words: int) -> Score:
    """Penalty of a document's findings, whole and in 1,000 words.

    >>> score_of([], 0).per_1000_words
    0.0
    """
    found = list(findings)
    penalty = round(sum(penalty_of(f.severity, f.category) for f in found), 1)
    severities = Counter(f.severity for f in found)
    categories = Counter(f.category for f in found)
    return Score(
        penalty=penalty,
        per_1000_words=round(penalty * 1000 / words, 1) if words else 0.0,
        by_severity={s: severities[s] for s in Severity},
        by_category={c: categories[c] for c in sorted(categories)},
    )
