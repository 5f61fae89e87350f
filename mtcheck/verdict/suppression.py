"""Suppressions: findings a writer has asked to leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.config import Config
from mtcheck.document import Document, Suppression
from mtcheck.model import FaultySuppression, Finding, SuppressionFault
from mtcheck.path_patterns import matches
from mtcheck.verdict.selection import names_rule


def suppressions_of(document: Document, config: Config) -> tuple[Suppression, ...]:
    """The document's inline suppressions and those the settings give for its path."""
    root = config.path.parent if config.path else None
    from_config = (
        Suppression(entry.rule, reason=entry.reason)
        for entry in config.ignore
        if matches(document.path, entry.path, root)
    )
    return (*document.suppressions, *from_config)


@dataclass(frozen=True, slots=True)
class Split:
    """Findings that stand, findings suppressed, and which suppressions that took."""

    standing: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    used: tuple[Suppression, ...]
    unused: tuple[Suppression, ...]


def split(findings: Iterable[Finding], suppressions: Sequence[Suppression]) -> Split:
    """Part findings by whether a suppression covers them; the first that does is used."""
    standing, silenced, used = [], [], set()
    for finding in findings:
        hit = next((i for i, s in enumerate(suppressions) if _covers(s, finding)), None)
        if hit is None:
            standing.append(finding)
        else:
            silenced.append(finding)
            used.add(hit)
    parted = tuple(
        tuple(s for i, s in enumerate(suppressions) if (i in used) is wanted)
        for wanted in (True, False)
    )
    return Split(tuple(standing), tuple(silenced), *parted)


def faults_of(
    parted: Split, line_of: Callable[[int], int], complete: bool
) -> Iterator[FaultySuppression]:
    """What is wrong with the suppressions, in order of kind.

    ``line_of`` gives the line of an offset. Only a run that is ``complete``, in which every
    detector did its work, can tell that nothing needs a suppression. Those of the settings
    are for many documents; one that a document does not need is no fault.
    """
    if complete:
        for suppression in parted.unused:
            if suppression.at:
                line = line_of(suppression.at.start)
                yield FaultySuppression(suppression.rule, line, SuppressionFault.UNUSED)
    inline_unused = (s for s in parted.unused if s.at)
    for suppression in (*parted.used, *inline_unused):
        if not suppression.reason.strip():
            line = line_of(suppression.at.start) if suppression.at else 0
            yield FaultySuppression(suppression.rule, line, SuppressionFault.NO_REASON)


def note_of(faulty: FaultySuppression) -> str:
    """What to tell the reader of a faulty suppression."""
    place = f"line {faulty.line}" if faulty.line else "settings"
    if faulty.fault is SuppressionFault.UNUSED:
        return f"{place}: the suppression of {faulty.rule} is not needed; remove it"
    return f"{place}: the suppression of {faulty.rule} gives no reason; add one"


def _covers(suppression: Suppression, finding: Finding) -> bool:
    if not names_rule(suppression.rule, finding.rule, finding.category):
        return False
    return suppression.span is None or suppression.span.overlaps(finding.span)
