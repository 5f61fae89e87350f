"""JUnit XML: a test suite a document, a failed test a finding.

Every finding is a failed test, whatever the gate lets pass; a document without findings is
one passed test, a detector that could not run a skipped one.
"""

from __future__ import annotations

import os
import time
from xml.etree import ElementTree as ET

from mtcheck.model import DocumentReport, Finding, Report, Skipped
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.places import posix_path
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import advice, suggested
from mtcheck.reports.xml_text import xml_text


class JUnit:
    """``--format junit``."""

    name = "junit"

    def render(self, report: Report, options: RenderOptions) -> str:
        root = ET.Element("testsuites")
        verdict = f"{'passed' if options.passed else 'failed'} {options.verdict}".strip()
        for number, document in enumerate(report.documents):
            _suite(root, document, number, report, verdict)
        return xml_text(root)


def _suite(
    root: ET.Element, document: DocumentReport, number: int, report: Report, verdict: str
) -> None:
    path = _token(posix_path(document.path))
    suite = ET.SubElement(
        root,
        "testsuite",
        name=path,
        package=_token(report.tool.name),
        id=str(number),
        timestamp=_timestamp(),
        hostname="localhost",
        tests=str(max(1, len(document.findings)) + len(document.skipped)),
        failures=str(len(document.findings)),
        errors="0",
        skipped=str(len(document.skipped)),
        time="0",
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in _facts(document, report):
        ET.SubElement(properties, "property", name=name, value=printable(value))
    for finding in document.findings:
        _failure(suite, finding, path)
    if not document.findings:
        ET.SubElement(suite, "testcase", name=path, classname="mtcheck", time="0")
    for skipped in document.skipped:
        _skipped(suite, skipped)
    ET.SubElement(suite, "system-out").text = printable(verdict)
    ET.SubElement(suite, "system-err").text = printable(" ".join(document.notes))


def _facts(document: DocumentReport, report: Report) -> list[tuple[str, str]]:
    return [
        ("words", str(document.words)),
        ("penalty", str(document.score.penalty)),
        ("penalty-per-1000-words", str(document.score.per_1000_words)),
        ("signature", report.tool.signature),
    ]


def _failure(suite: ET.Element, finding: Finding, path: str) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        name=_token(f"{path}:{finding.line}:{finding.column} {finding.text}"),
        classname=_token(f"mtcheck.{finding.rule.replace('/', '.')}"),
        time="0",
    )
    failure = ET.SubElement(
        case, "failure", type=finding.severity.value, message=printable(finding.message)
    )
    lines = [
        f"{path}:{finding.line}:{finding.column}: {finding.severity} {finding.category}",
        f"found: {finding.text}",
        f"write: {suggested(finding)}" if finding.suggestions else "",
        advice(finding),
    ]
    failure.text = "\n".join(printable(line) for line in lines if line)


def _skipped(suite: ET.Element, skipped: Skipped) -> None:
    name = _token(f"detector {skipped.detector}")
    case = ET.SubElement(suite, "testcase", name=name, classname="mtcheck", time="0")
    reason = f"{skipped.reason}; {skipped.remedy}"
    ET.SubElement(case, "skipped", message=printable(reason))


def _token(text: str) -> str:
    """An ``xs:token`` of at least one character."""
    return " ".join(printable(text).split()) or "document"


def _timestamp() -> str:
    """Now in UTC, or what ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) says."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(given) if given.isdecimal() else time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
