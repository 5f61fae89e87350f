"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request.

GitHub shows ten annotations of each level in a step, so the worst findings come first.
"""

from __future__ import annotations

from mtcheck.model import DocumentReport, Finding, Report, Severity
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.places import end_of, posix_path
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import advice, count

COMMANDS = {Severity.MINOR: "notice", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}


class GitHub:
    """``--format github``."""

    name = "github"

    def render(self, report: Report, options: RenderOptions) -> str:
        found = [(f, d) for d in report.documents for f in d.findings]
        found.sort(key=lambda pair: -pair[0].severity.rank)
        lines = [_annotation(finding, document) for finding, document in found]
        lacks = dict.fromkeys(s for d in report.documents for s in d.skipped)
        for lack in lacks:
            text = f"{lack.detector} did not run: {lack.reason}; {lack.remedy}"
            lines.append(_command("warning", {"title": "mtcheck"}, text))
        outcome = "passed" if options.passed else "failed"
        words = sum(document.words for document in report.documents)
        summary = f"mtcheck {outcome}: {count(len(found), 'finding')} in {count(words, 'word')}"
        if options.verdict:
            summary += f"; {printable(options.verdict)}"
        return "\n".join([*lines, summary]) + "\n"


def _annotation(finding: Finding, document: DocumentReport) -> str:
    end_line, end_column = end_of(finding, document.text)
    places = {"file": posix_path(document.path), "line": str(finding.line)}
    if end_line == finding.line:
        places |= {
            "col": str(finding.column),
            "endColumn": str(max(finding.column, end_column - 1)),
        }
    else:
        places["endLine"] = str(end_line)
    places["title"] = f"{finding.rule} ({finding.category})"
    return _command(COMMANDS[finding.severity], places, advice(finding))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
