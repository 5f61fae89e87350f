"""CSV (RFC 4180) for spreadsheets: a row a finding.

With a byte order mark, without which Excel garbles Cyrillic, and with an apostrophe before
what a spreadsheet would take for a formula (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io

from mtcheck.model import DocumentReport, Finding, Report
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.places import end_of
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import describe, suggested

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = tuple("=+-@＝＋－＠|%")
COLUMNS = (
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "category",
    "rule",
    "text",
    "message",
    "suggestions",
    "origin",
    "safe_fix",
    "tentative",
    "confidence",
    "detector",
    "help_url",
    "fingerprint",
)


class Csv:
    """``--format csv``."""

    name = "csv"

    def render(self, report: Report, options: RenderOptions) -> str:  # noqa: ARG002
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for document in report.documents:
            writer.writerows(_row(document, finding) for finding in document.findings)
        return BYTE_ORDER_MARK + stream.getvalue()


def _row(document: DocumentReport, finding: Finding) -> list[str | int | float]:
    cells: tuple[str | int | float, ...] = (
        document.path,
        finding.line,
        finding.column,
        *end_of(finding, document.text),
        finding.severity.value,
        finding.category.value,
        finding.rule,
        finding.text,
        finding.message,
        suggested(finding),
        describe(finding.origin) if finding.origin else "",
        "yes" if finding.safe_fix else "no",
        "yes" if finding.tentative else "no",
        "" if finding.confidence is None else finding.confidence,
        finding.detector,
        finding.help_url,
        finding.fingerprint,
    )
    return [_no_formula(printable(c)) if isinstance(c, str) else c for c in cells]


def _no_formula(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text
