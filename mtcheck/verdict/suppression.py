"""Suppressions: findings a writer has asked to leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from mtcheck.config import Config
from mtcheck.document import Document, Suppression
from mtcheck.model import Finding
from mtcheck.verdict.selection import names_rule


def suppressions_of(document: Document, config: Config) -> tuple[Suppression, ...]:
    """The document's inline suppressions and those the settings give for its path."""
    path = PurePath(document.path)
    from_config = (
        Suppression(rule, reason="configuration")
        for pattern, rule in config.ignore
        if path.match(pattern) or path.as_posix() == pattern
    )
    return (*document.suppressions, *from_config)


def split(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Finding], list[Suppression]]:
    """Findings that stand, findings suppressed, and the suppressions nothing needed."""
    standing, silenced, used = [], [], set()
    for finding in findings:
        hit = next((i for i, s in enumerate(suppressions) if _covers(s, finding)), None)
        if hit is None:
            standing.append(finding)
        else:
            silenced.append(finding)
            used.add(hit)
    unused = [s for i, s in enumerate(suppressions) if i not in used]
    return standing, silenced, unused


def _covers(suppression: Suppression, finding: Finding) -> bool:
    if not names_rule(suppression.rule, finding.rule, finding.category):
        return False
    return suppression.span is None or suppression.span.overlaps(finding.span)
