"""The full report as JSON, as ``mtcheck/schemas/report.schema.json`` describes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mtcheck.model import (
    Comparison,
    DocumentReport,
    Estimate,
    Finding,
    Origin,
    Passage,
    Report,
    Score,
    Skipped,
)
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.machine_text import json_text


class Json:
    """``--format json``."""

    name = "json"

    def render(self, report: Report, options: RenderOptions) -> str:
        data = report_data(report)
        data["verdict"] = verdict_data(options)
        return json_text(data, indent=2) + "\n"


def verdict_data(options: RenderOptions) -> dict[str, Any]:
    """The gate's verdict as plain data."""
    return {
        "passed": options.passed,
        "reason": options.verdict,
        "breaches": [asdict(breach) for breach in options.breaches],
    }


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain data, without the gate's verdict."""
    tool = report.tool
    return {
        "schema_version": report.schema_version,
        "tool": {"name": tool.name, "version": tool.version, "signature": tool.signature},
        "documents": [document_data(document) for document in report.documents],
    }


def document_data(document: DocumentReport) -> dict[str, Any]:
    return {
        "path": document.path,
        "words": document.words,
        "findings": [finding_data(finding) for finding in document.findings],
        "score": _score(document.score),
        "checked_by": list(document.checked_by),
        "skipped": [_skipped(skipped) for skipped in document.skipped],
        "suppressed": [finding_data(finding) for finding in document.suppressed],
        "known": [finding_data(finding) for finding in document.known],
        "mended": document.mended,
        "faulty_suppressions": [
            {"rule": f.rule, "line": f.line, "fault": f.fault.value}
            for f in document.faulty_suppressions
        ],
        "notes": list(document.notes),
        "source": _source(document),
        "comparison": _comparison(document.comparison),
        "estimate": _estimate(document.estimate),
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "message": finding.message,
        "origin": _origin(finding.origin),
        "suggestions": list(finding.suggestions),
        "safe_fix": finding.safe_fix,
        "detector": finding.detector,
        "confidence": finding.confidence,
        "tentative": finding.tentative,
        "help_url": finding.help_url or None,
        "also": list(finding.also),
        "fingerprint": finding.fingerprint,
        "source": _source_side(finding),
    }


def _source_side(finding: Finding) -> dict[str, Any] | None:
    if finding.source_span is None:
        return None
    place = finding.source_place
    return {
        "start": finding.source_span.start,
        "end": finding.source_span.end,
        "text": finding.source_text,
        "place": asdict(place) if place else None,
    }


def _source(document: DocumentReport) -> dict[str, Any] | None:
    """The source and how it is aligned; ``None`` where there is none."""
    if document.source_text is None:
        return None
    return {
        "path": document.source_path or None,
        "text": document.source_text,
        "segments": [_segment(p) for p in document.passages if p.source is not None],
        "unpaired": [asdict(span) for span in document.unpaired_source],
    }


def _comparison(comparison: Comparison | None) -> dict[str, Any] | None:
    """The comparison with a reference; segments are worst first."""
    if comparison is None:
        return None
    return {
        "path": comparison.path,
        "scores": [asdict(score) for score in comparison.scores],
        "unpaired": comparison.unpaired,
        "segments": [
            {
                "start": segment.span.start,
                "end": segment.span.end,
                "line": segment.line,
                "reference": segment.reference,
                "scores": segment.scores,
                "edits": segment.edits,
                "diff": [{"kind": part.kind.value, "text": part.text} for part in segment.diff],
            }
            for segment in comparison.segments
        ],
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "signature": estimate.signature,
        "mean": estimate.mean,
        "segments": [
            {"start": s.span.start, "end": s.span.end, "line": s.line, "score": s.score}
            for s in estimate.segments
        ],
    }


def _segment(passage: Passage) -> dict[str, Any]:
    source = passage.source or ""
    return {
        "text": passage.text,
        "start": passage.span.start,
        "end": passage.span.end,
        "source": source,
        "source_start": passage.source_start,
        "source_end": passage.source_start + len(source),
        "joints": [asdict(joint) for joint in passage.joints],
    }


def _origin(origin: Origin | None) -> dict[str, Any] | None:
    if origin is None:
        return None
    return {
        "form": origin.form,
        "lemma": origin.lemma,
        "part_of_speech": origin.part_of_speech,
        "grammemes": list(origin.grammemes),
        "gloss": origin.gloss,
        "construction": origin.construction,
        "readings": list(origin.readings),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "penalty": score.penalty,
        "per_1000_words": score.per_1000_words,
        "by_severity": {s.value: n for s, n in score.by_severity.items()},
        "by_category": {c.value: n for c, n in score.by_category.items()},
    }


def _skipped(skipped: Skipped) -> dict[str, str]:
    return {
        "detector": skipped.detector,
        "reason": skipped.reason,
        "remedy": skipped.remedy,
    }
