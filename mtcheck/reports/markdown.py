"""Markdown for a pull-request comment or a step summary (GitHub and GitLab).

GitHub refuses comments of more than 65,536 characters; when the findings are more than
fit, the mildest are left out and the report says how many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mtcheck.model import DocumentReport, Finding, Report, Severity
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.machine_text import one_line
from mtcheck.reports.markdown_text import cell, code_span, escaped, html_escaped
from mtcheck.reports.wording import count, describe

ROOM_FOR_FINDINGS = 50_000
LONGEST_TEXT, LONGEST_MESSAGE = 90, 300
SIGNS = {Severity.MINOR: "⚪ minor", Severity.MAJOR: "🟠 major", Severity.CRITICAL: "🔴 critical"}
HEAD = "| line | severity | text | what | write |\n|---:|---|---|---|---|"


class Markdown:
    """``--format markdown``."""

    name = "markdown"

    def render(self, report: Report, options: RenderOptions) -> str:
        parts = [_headline(options), _summary(report)]
        kept, left_out = _fitting(report.findings)
        for document in report.documents:
            rows = [kept[id(f)] for f in document.findings if id(f) in kept]
            if rows:
                parts.append(_table(document, rows))
        if left_out:
            parts.append(f"…and {count(left_out, 'more finding')}, not worse than those shown.")
        parts += _notes(report)
        return "\n\n".join(parts) + "\n"


def _headline(options: RenderOptions) -> str:
    outcome = "✅ passed" if options.passed else "❌ failed"
    reason = f": {escaped(options.verdict)}" if options.verdict else ""
    return f"### mtcheck {outcome}{reason}"


def _summary(report: Report) -> str:
    findings = report.findings
    words = sum(document.words for document in report.documents)
    penalty = sum(document.score.penalty for document in report.documents)
    rate = penalty * 1000 / words if words else 0.0
    severities = Counter(f.severity for f in findings)
    told = [f"{severities[s]:,} {s}" for s in reversed(Severity) if severities[s]]
    shares = f" ({', '.join(told)})" if told else ""
    known = sum(len(document.known) for document in report.documents)
    beside = f" {count(known, 'known finding')} of the baseline not counted." if known else ""
    return (
        f"**{count(len(findings), 'finding')}**{shares} in {count(words, 'word')} of "
        f"{count(len(report.documents), 'document')}; MQM penalty **{rate:.1f}** per 1,000 words."
        f"{beside}"
    )


def _fitting(findings: Sequence[Finding]) -> tuple[dict[int, str], int]:
    """The table rows that fit, by ``id(finding)``, worst first; and how many do not."""
    kept: dict[int, str] = {}
    room = ROOM_FOR_FINDINGS
    for finding in sorted(findings, key=lambda f: -f.severity.rank):
        row = _row(finding)
        room -= len(row) + 1
        if room < 0:
            break
        kept[id(finding)] = row
    return kept, len(findings) - len(kept)


def _row(finding: Finding) -> str:
    what = escaped(one_line(finding.message, LONGEST_MESSAGE))
    origin = describe(finding.origin) if finding.origin else ""
    if origin:
        what += f"<br><sub>Russian: {escaped(one_line(origin, LONGEST_MESSAGE))}</sub>"
    what += f"<br><sub>{code_span(one_line(finding.rule, LONGEST_TEXT))}</sub>"
    write = " or ".join(
        code_span(one_line(s, LONGEST_TEXT)) if s else "*nothing*" for s in finding.suggestions[:3]
    )
    text = code_span(one_line(finding.text, LONGEST_TEXT))
    cells = (str(finding.line), SIGNS[finding.severity], text, what, write)
    return "| " + " | ".join(map(cell, cells)) + " |"


def _table(document: DocumentReport, rows: Iterable[str]) -> str:
    path = html_escaped(one_line(document.path, LONGEST_MESSAGE))
    found = count(len(document.findings), "finding")
    summary = f"<b>{path}</b>: {found}, {document.score.per_1000_words:.1f} per 1,000 words"
    table = "\n".join((HEAD, *rows))
    return f"<details open><summary>{summary}</summary>\n\n{table}\n\n</details>"


def _notes(report: Report) -> list[str]:
    lacks = dict.fromkeys(s for d in report.documents for s in d.skipped)
    return [
        f"⚠️ Not checked: {escaped(f'{s.detector}: {s.reason}')}; {code_span(s.remedy)}"
        for s in lacks
    ]
