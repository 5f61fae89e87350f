"""Findings of rules that a desk keeps rejecting, lowered or silenced, and that told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mtcheck.config import Config
from mtcheck.learned import Lesson
from mtcheck.model import Finding, Severity
from mtcheck.verdict.selection import words_of

UNDO = "to undo: mtcheck rules feedback --forget"
_LOWER = {Severity.CRITICAL: Severity.MAJOR, Severity.MAJOR: Severity.MINOR}


@dataclass(frozen=True, slots=True)
class Applied:
    """Findings as the desk's decisions leave them, those silenced, and notes that say why."""

    standing: list[Finding]
    silenced: list[Finding]
    notes: tuple[str, ...]


def apply_learned(findings: Iterable[Finding], config: Config, text: str) -> Applied:
    """Lower and silence what ``config.learned`` says.

    A rule that the settings enable by its id or give a severity is left alone: what is
    written there counts more than what was learned.
    """
    standing: list[Finding] = []
    silenced: list[Finding] = []
    notes: dict[str, None] = {}
    learned = config.learned
    for finding in findings:
        words = words_of(text[finding.span.start : finding.span.end])
        lesson = learned.lessons.get(finding.rule)
        if words in learned.names:
            notes[f"learned: “{words}” is right: {learned.names[words]}; {UNDO} '{words}'"] = None
            silenced.append(finding)
        elif lesson is None or finding.rule in config.severity or finding.rule in config.enable:
            standing.append(finding)
        elif lesson.silent:
            notes[_note(lesson, "is silent")] = None
            silenced.append(finding)
        else:
            lower = _LOWER.get(finding.severity, finding.severity)
            if lower is not finding.severity:
                notes[_note(lesson, f"is {lower} instead of {finding.severity}")] = None
            standing.append(replace(finding, severity=lower))
    return Applied(standing, silenced, tuple(notes))


def _note(lesson: Lesson, what: str) -> str:
    return f"learned: {lesson.rule} {what}: {lesson.evidence}; {UNDO} {lesson.rule}"
