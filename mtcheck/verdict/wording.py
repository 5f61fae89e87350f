"""The gate's verdict in words."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.limits import GateSettings
from mtcheck.model import Report, Severity, SuppressionFault


def failing(number: int, least: Severity, category: str | None, path: str | None) -> str:
    """“2 findings major or worse in archive/”."""
    return f"{_findings(number)} {_from(least)}{_scope(category, path)}"


def over(number: int, allowed: int, category: str | None, path: str | None) -> str:
    """“23 findings, 3 over the limit of 20”."""
    return (
        f"{_findings(number)}{_scope(category, path)}, "
        f"{number - allowed:,} over the limit of {allowed:,}"
    )


def points(rate: float, allowed: float, category: str | None, path: str) -> str:
    """“a.txt: 14.2 MQM points per 1,000 words, 4.2 over the limit of 10”."""
    return (
        f"{path}: {rate:,.1f} MQM points per 1,000 words{_scope(category, None)}, "
        f"{rate - allowed:,.1f} over the limit of {allowed:,g}"
    )


def suppressions(faults: Sequence[SuppressionFault]) -> str:
    """“3 suppressions at fault: 2 unused, 1 without a reason”."""
    unused = sum(fault is SuppressionFault.UNUSED for fault in faults)
    kinds = [f"{unused} unused"] if unused else []
    if len(faults) > unused:
        kinds.append(f"{len(faults) - unused} without a reason")
    noun = "suppression" if len(faults) == 1 else "suppressions"
    return f"{len(faults)} {noun} at fault: {', '.join(kinds)}"


def told_passed(fail_on: Severity | None, settings: GateSettings, report: Report) -> str:
    """What a report that passed was measured against."""
    kept = [f"no findings {_from(fail_on)}"] if fail_on else []
    limits = settings.limits
    if limits.max_findings is not None:
        kept.append(f"{_findings(len(report.findings))} of at most {limits.max_findings:,}")
    if limits.max_penalty is not None:
        worst = max((d.score.per_1000_words for d in report.documents), default=0.0)
        kept.append(f"{worst:,.1f} of at most {limits.max_penalty:,g} MQM points per 1,000 words")
    if settings.categories or settings.paths:
        kept.append("within the limits of categories and paths")
    return "; ".join(kept) or "findings do not fail this run"


def _from(least: Severity) -> str:
    return least.value if least is Severity.CRITICAL else f"{least} or worse"


def _findings(number: int) -> str:
    return f"{number:,} finding{'' if number == 1 else 's'}"


def _scope(category: str | None, path: str | None) -> str:
    return f" in {category or path}" if category or path else ""
