"""Merging findings that speak of the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mtcheck.model import Finding

LARGE_SHARE = 0.5
STRETCH = 256
"""Characters of the text that are looked through together."""
GENERAL_DETECTORS = frozenset({"comet", "fluency", "grammar"})


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in order of the text, those about the same thing made one.

    Two overlapping findings are about the same thing when they are of one category or
    share at least half of the longer span; a small finding inside a long one of another
    category (a title's capital inside a garbled clause) stays by itself. The more specific
    one is kept and names the other in ``also``. Two that stand over different words of the
    source are never the same: a sentence may have lost a number and a name.
    """
    kept: list[Finding] = []
    nearby: dict[int, list[int]] = {}
    for finding in sorted(findings, key=_specificity):
        stretches = range(finding.span.start // STRETCH, finding.span.end // STRETCH + 1)
        near = sorted({i for stretch in stretches for i in nearby.get(stretch, ())})
        twin = next((i for i in near if _same_thing(finding, kept[i])), None)
        if twin is None:
            for stretch in stretches:
                nearby.setdefault(stretch, []).append(len(kept))
            kept.append(finding)
        elif finding.rule != kept[twin].rule:
            named = dict.fromkeys((*kept[twin].also, finding.rule, *finding.also))
            safe = kept[twin].safe_fix or _same_safe_fix(finding, kept[twin])
            kept[twin] = replace(
                kept[twin],
                also=tuple(named),
                safe_fix=safe,
                message=_both_reasons(kept[twin], finding),
                source_span=kept[twin].source_span or finding.source_span,
            )
    return sorted(kept, key=lambda f: (f.span, f.rule))


def _same_thing(a: Finding, b: Finding) -> bool:
    if a.source_span and b.source_span and not a.source_span.overlaps(b.source_span):
        return False
    if a.span == b.span:
        return True
    shared = min(a.span.end, b.span.end) - max(a.span.start, b.span.start)
    if shared <= 0:
        return False
    return a.category is b.category or shared >= LARGE_SHARE * max(len(a.span), len(b.span))


def _both_reasons(kept: Finding, other: Finding) -> str:
    """What the English and what the Russian tells, where one finding now says both."""
    if bool(kept.source_span) == bool(other.source_span) or other.message in kept.message:
        return kept.message
    return f"{kept.message} {other.message}"


def _same_safe_fix(finding: Finding, kept: Finding) -> bool:
    """True when the one that is merged vouches for what the kept one suggests first."""
    same = finding.span == kept.span and finding.suggestions[:1] == kept.suggestions[:1]
    return finding.safe_fix and same


def _specificity(finding: Finding) -> tuple[object, ...]:
    """Sort key, most specific first."""
    origin = finding.origin
    return (
        finding.detector in GENERAL_DETECTORS,
        -finding.severity.rank,
        not (origin and origin.form),
        not finding.suggestions,
        len(finding.span),
        finding.span,
        finding.rule,
    )
