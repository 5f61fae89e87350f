"""The annotated report for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mtcheck.model import DocumentReport, Finding, Report, Severity
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.excerpt import Line, Row, flagged_lines, rows, source_window
from mtcheck.reports.plain_text import printable
from mtcheck.reports.reading import as_read
from mtcheck.reports.terminal_comparison import print_comparison, print_estimate
from mtcheck.reports.wording import count, describe

STYLES = {
    Severity.MINOR: "cyan",
    Severity.MAJOR: "yellow",
    Severity.CRITICAL: "bold red",
}
NARROWEST = 40
WIDEST_TEXT = 100


class Terminal:
    """``--format terminal``, the default."""

    name = "terminal"

    def render(self, report: Report, options: RenderOptions) -> str:
        width = max(NARROWEST, options.width)
        stream = StringIO()
        console = Console(
            file=stream,
            width=width,
            force_terminal=options.color,
            no_color=not options.color,
            color_system="256" if options.color else None,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        for document in report.documents:
            _document(console, document)
        _summary(console, report, options)
        lines = stream.getvalue().splitlines()
        return "\n".join(line.rstrip() for line in lines) + "\n"


def _document(console: Console, document: DocumentReport) -> None:
    title = Text(printable(document.path), style="bold")
    title.append(f"  {count(document.words, 'word')}, ", style="dim")
    title.append(count(len(document.findings), "finding"), style="dim")
    console.print(title)
    for note in document.notes:
        console.print(Text(f"  note: {printable(note)}", style="dim"))
    document = as_read(document)
    text = printable(document.text)
    gutter = max((len(str(f.line)) for f in document.findings), default=1) + 2
    numbers = {id(f): i for i, f in enumerate(document.findings, 1)}
    for line in flagged_lines(document):
        console.print()
        _line(console, text, line, gutter, numbers, document.source_text)
    console.print()
    if document.comparison:
        print_comparison(console, document.comparison)
    if document.estimate:
        print_estimate(console, document.estimate)


def _line(
    console: Console,
    text: str,
    line: Line,
    gutter: int,
    numbers: dict[int, int],
    source_text: str | None,
) -> None:
    width = min(console.width - gutter - 6, WIDEST_TEXT)
    label = str(line.number)
    for row in rows(text, line, width, numbers):
        if row.gap and label == "":
            console.print(Text(f"{'':>{gutter}} ⋮", style="dim"))
        console.print(_text_row(text, row, line, label, gutter))
        if row.marks:
            console.print(_mark_row(row, gutter))
        label = ""
    if line.source:
        source = _details()
        source.add_row("Source", Text(printable(line.source)))
        console.print(Padding(source, (0, 0, 0, gutter + 2)))
    for finding in line.findings:
        _finding(console, finding, numbers[id(finding)], gutter, source_text)


def _text_row(text: str, row: Row, line: Line, label: str, gutter: int) -> Text:
    shown = Text(f"{label:>{gutter}} │ ", style="dim")
    body = Text(text[row.span.start : row.span.end].rstrip(), style="default not dim")
    for finding in line.findings:
        start = max(0, finding.span.start - row.span.start)
        end = finding.span.end - row.span.start
        if end > 0 and start < len(body):
            body.stylize(f"not dim {STYLES[finding.severity]}", start, end)
    return shown.append(body)


def _mark_row(row: Row, gutter: int) -> Text:
    shown = Text(f"{'':>{gutter}} │ ", style="dim")
    column = 0
    for start, marks, severity in row.marks:
        if start < column:
            marks = marks[column - start :]
            start = column
        shown.append(" " * (start - column))
        shown.append(marks, style=f"not dim {STYLES[severity]}")
        column = start + len(marks)
    return shown


def _finding(
    console: Console, finding: Finding, number: int, gutter: int, source_text: str | None
) -> None:
    head = Text(f"{number} ", style="bold")
    head.append(finding.severity.value, style=STYLES[finding.severity])
    head.append(f"  {printable(finding.rule)}", style="bold")
    head.append(f"  {finding.category}", style="dim")
    details = _details()
    details.add_row("", Text(printable(finding.message)))
    if finding.source_span is not None and source_text is not None:
        width = min(console.width - gutter - 14, WIDEST_TEXT)
        window, marks = source_window(printable(source_text), finding.source_span, width)
        details.add_row("Source", Text(window, no_wrap=True))
        details.add_row("", Text(marks, style=STYLES[finding.severity], no_wrap=True))
    if finding.origin:
        details.add_row("Russian", Text(printable(describe(finding.origin))))
    if finding.suggestions:
        details.add_row("Write", _suggestions(finding))
    if finding.also:
        details.add_row("Also", Text(printable(", ".join(finding.also)), style="dim"))
    console.print(Padding(head, (0, 0, 0, gutter + 1)))
    console.print(Padding(details, (0, 0, 0, gutter + 2)))


def _details() -> Table:
    details = Table.grid(padding=(0, 1))
    details.add_column(no_wrap=True, min_width=7, style="dim")
    details.add_column(overflow="fold")
    return details


def _suggestions(finding: Finding) -> Text:
    text = Text()
    for i, suggestion in enumerate(finding.suggestions):
        text.append("  or  " if i else "", style="dim")
        text.append(printable(suggestion) or "(nothing)", style="green")
    return text


def _summary(console: Console, report: Report, options: RenderOptions) -> None:
    findings = report.findings
    words = sum(document.words for document in report.documents)
    console.rule(style="dim", characters="─")
    if findings:
        table = Table.grid(padding=(0, 3))
        severities = Counter(f.severity for f in findings)
        for severity in reversed(Severity):
            if severities[severity]:
                label = Text(severity.value, style=STYLES[severity])
                table.add_row(label, str(severities[severity]), _categories(findings, severity))
        console.print(table)
    penalty = sum(document.score.penalty for document in report.documents)
    rate = f"{penalty * 1000 / words:.1f}" if words else "0.0"
    console.print(
        f"{count(len(findings), 'finding')} in {count(words, 'word')}; "
        f"MQM penalty [bold]{rate}[/] per 1,000 words ({penalty:.1f} points)"
    )
    _checked(console, report)
    style = "green" if options.passed else "bold red"
    verdict = f": {escape(printable(options.verdict))}" if options.verdict else ""
    outcome = "passed" if options.passed else "failed"
    console.print(f"[{style}]{outcome}[/]{verdict}", soft_wrap=True)


def _categories(findings: Sequence[Finding], severity: Severity) -> str:
    counts = Counter(f.category.value for f in findings if f.severity is severity)
    return ", ".join(f"{name} {n}" for name, n in counts.most_common())


def _checked(console: Console, report: Report) -> None:
    active = dict.fromkeys(n for d in report.documents for n in d.checked_by)
    if active:
        console.print(Text(f"checked: {', '.join(active)}", style="dim"))
    suppressed = sum(len(document.suppressed) for document in report.documents)
    if suppressed:
        console.print(Text(f"suppressed: {count(suppressed, 'finding')}", style="dim"))
    known = sum(len(document.known) for document in report.documents)
    mended = sum(document.mended for document in report.documents)
    if known or mended:
        told = f"known: {count(known, 'finding')} of the baseline"
        remedy = f"; {mended:,} mended since: mtcheck baseline prune" if mended else ""
        console.print(Text(told + remedy, style="dim"))
    lacks = dict.fromkeys(s for d in report.documents for s in d.skipped)
    for skipped in lacks:
        text = Text("not checked: ", style="yellow")
        told = f"{skipped.detector}: {skipped.reason}; {skipped.remedy}"
        text.append(printable(told), style="default")
        console.print(text)
