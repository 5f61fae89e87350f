"""SARIF 2.1.0 (OASIS), with what GitHub code scanning shows of it.

Columns count code points, and the run says so. Suppressed and known findings are left
out: code scanning would open alerts for them; their numbers are in the run's properties.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mtcheck.model import DocumentReport, Finding, Report, Skipped
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.json import finding_data
from mtcheck.reports.machine_text import json_text
from mtcheck.reports.places import end_of, uri_of
from mtcheck.reports.sarif_rules import LEVELS, rules_of
from mtcheck.reports.wording import advice

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "mtcheck/v1"
ROOT = "%SRCROOT%"


class Sarif:
    """``--format sarif``."""

    name = "sarif"

    def render(self, report: Report, options: RenderOptions) -> str:
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
        return json_text(log, indent=1) + "\n"


def _run(report: Report, options: RenderOptions) -> dict[str, Any]:
    rules = rules_of(report.findings)
    index = {rule["id"]: i for i, rule in enumerate(rules)}
    tool = report.tool
    return {
        "tool": {"driver": {"name": tool.name, "version": tool.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [_invocation(report)],
        "artifacts": [_artifact(document) for document in report.documents],
        "results": [
            _result(finding, document, number, index)
            for number, document in enumerate(report.documents)
            for finding in document.findings
        ],
        "properties": {
            "signature": tool.signature,
            "passed": options.passed,
            "verdict": options.verdict,
            "breaches": [asdict(breach) for breach in options.breaches],
            "suppressed": sum(len(d.suppressed) for d in report.documents),
            "known": sum(len(d.known) for d in report.documents),
        },
    }


def _invocation(report: Report) -> dict[str, Any]:
    lacks = dict.fromkeys(s for d in report.documents for s in d.skipped)
    notes = [(d, note) for d in report.documents for note in d.notes]
    return {
        "executionSuccessful": True,
        "toolConfigurationNotifications": [_lack(skipped) for skipped in lacks],
        "toolExecutionNotifications": [
            {
                "level": "note",
                "message": {"text": note},
                "locations": [{"physicalLocation": {"artifactLocation": _place(document)}}],
            }
            for document, note in notes
        ],
    }


def _lack(skipped: Skipped) -> dict[str, Any]:
    text = f"{skipped.detector} did not run: {skipped.reason}; {skipped.remedy}"
    return {"level": "warning", "message": {"text": text}}


def _artifact(document: DocumentReport) -> dict[str, Any]:
    return {
        "location": _place(document),
        "roles": ["analysisTarget"],
        "properties": {
            "words": document.words,
            "penalty": document.score.penalty,
            "penaltyPer1000Words": document.score.per_1000_words,
        },
    }


def _place(document: DocumentReport, number: int | None = None) -> dict[str, Any]:
    place = _location(document.path)
    if number is not None:
        place["index"] = number
    return place


def _location(path: str) -> dict[str, Any]:
    uri = uri_of(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}


def _result(
    finding: Finding, document: DocumentReport, number: int, index: dict[str, int]
) -> dict[str, Any]:
    place = _place(document, number)
    region = _region(finding, document.text)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": advice(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": place,
                    "region": region | {"snippet": {"text": finding.text}},
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": _properties(finding),
    }
    if finding.source_place is not None:
        result["relatedLocations"] = [_source_location(finding, document.source_path)]
    if finding.confidence is not None:
        result["rank"] = round(100 * finding.confidence, 1)
    if finding.suggestions:
        result["fixes"] = [_fix(place, region, finding, s) for s in finding.suggestions]
    return result


def _source_location(finding: Finding, path: str) -> dict[str, Any]:
    """The words of the source that the finding is about, in its own file."""
    place = finding.source_place
    assert place is not None
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "snippet": {"text": finding.source_text},
    }
    return {
        "id": 1,
        "message": {"text": "The Russian source"},
        "physicalLocation": {"artifactLocation": _location(path), "region": region},
    }


def _region(finding: Finding, text: str) -> dict[str, Any]:
    end_line, end_column = end_of(finding, text)
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": finding.span.start,
        "charLength": len(finding.span),
    }


def _fix(
    place: dict[str, Any], region: dict[str, Any], finding: Finding, suggestion: str
) -> dict[str, Any]:
    change = f"Write “{suggestion}”" if suggestion else f"Delete “{finding.text}”"
    replacement = {"deletedRegion": region, "insertedContent": {"text": suggestion}}
    return {
        "description": {"text": change},
        "artifactChanges": [{"artifactLocation": place, "replacements": [replacement]}],
    }


def _properties(finding: Finding) -> dict[str, Any]:
    data = finding_data(finding)
    kept = ("category", "severity", "origin", "source", "detector", "safe_fix", "tentative", "also")
    return {key: data[key] for key in kept}
