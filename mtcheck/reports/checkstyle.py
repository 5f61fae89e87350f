"""Checkstyle XML, as reviewdog and Jenkins read it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from mtcheck.model import Finding, Report, Severity
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.places import posix_path
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import advice
from mtcheck.reports.xml_text import xml_text

SEVERITIES = {Severity.MINOR: "info", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
VERSION = "4.3"


class Checkstyle:
    """``--format checkstyle``; ``VERSION`` is the one of the format, not ours."""

    name = "checkstyle"

    def render(self, report: Report, options: RenderOptions) -> str:  # noqa: ARG002
        root = ET.Element("checkstyle", version=VERSION)
        for document in report.documents:
            file = ET.SubElement(root, "file", name=printable(posix_path(document.path)))
            for finding in document.findings:
                file.append(_error(finding))
        return xml_text(root)


def _error(finding: Finding) -> ET.Element:
    return ET.Element(
        "error",
        line=str(finding.line),
        column=str(finding.column),
        severity=SEVERITIES[finding.severity],
        message=printable(advice(finding)),
        source=printable(f"mtcheck.{finding.rule}"),
    )
