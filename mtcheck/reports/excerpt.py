"""A line of the article, wrapped to the terminal, with the flagged spans underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from mtcheck.model import DocumentReport, Finding, Passage, Severity, Span
from mtcheck.reports.paragraphs import paragraphs_of

MARKS = {Severity.MINOR: "~", Severity.MAJOR: "─", Severity.CRITICAL: "━"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the screen: the part of the document it shows, and the marks below it.

    ``marks`` are ``(first column, mark characters, severity)`` from left to right.
    ``gap`` tells that rows without findings were left out before it.
    """

    span: Span
    marks: tuple[tuple[int, str, Severity], ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document with findings: its number and its span without line end.

    Of a document ``as_read`` it is a passage, with the source of the sentences that have
    findings which name no words of it.
    """

    number: int
    span: Span
    findings: tuple[Finding, ...]
    source: str | None = None


def flagged_lines(document: DocumentReport) -> Iterator[Line]:
    """The lines on which findings start, each with its findings in order."""
    if document.passages:
        passages = {passage.span: passage for passage in document.passages}
        for paragraph in paragraphs_of(document):
            if paragraph.findings:
                source = _source_beside(passages[paragraph.span], paragraph.findings)
                yield Line(paragraph.line, paragraph.span, paragraph.findings, source)
        return
    by_line: dict[int, list[Finding]] = {}
    for finding in document.findings:
        by_line.setdefault(finding.line, []).append(finding)
    for number, found in by_line.items():
        start = found[0].span.start - found[0].column + 1
        yield Line(number, Span(start, _end_of_line(document.text, start)), tuple(found))


def source_window(text: str, span: Span, width: int) -> tuple[str, str]:
    """One line of a source around ``span``, no wider than ``width``, and the marks below it.

    Cut at white space, with dots where something is left out; a span that is wider is cut at
    its end.
    """
    shown = "".join(" " if c.isspace() else c for c in text)
    spare = max(0, width - len(span) - 2)
    start = max(0, span.start - spare // 2)
    end = min(len(text), max(span.start + 1, start + width - 2))
    start = max(0, min(start, end - width + 2))
    if start:
        start = min(shown.find(" ", start, span.start) + 1 or start, span.start)
    if end < len(text) and end > span.end:
        end = max(shown.rfind(" ", span.end, end), span.end)
    lead = "…" if start else ""
    before, marked = lead + shown[start : span.start], shown[span.start : min(span.end, end)]
    line = before + marked + shown[min(span.end, end) : end] + ("…" if end < len(text) else "")
    return line, " " * cell_len(before) + "─" * max(1, cell_len(marked))


def _source_beside(passage: Passage, findings: Sequence[Finding]) -> str | None:
    spans = [f.span for f in findings if f.source_span is None]
    if passage.source is None or not spans:
        return None
    at = passage.span.start
    parts = [
        passage.source[joint.source.start : joint.source.end].strip()
        for joint in passage.joints
        if any(
            span.start < at + joint.target.end
            and at + joint.target.start < max(span.end, span.start + 1)
            for span in spans
        )
    ]
    return " ".join(part for part in parts if part) if passage.joints else passage.source


def rows(text: str, line: Line, width: int, numbers: dict[int, int]) -> Iterator[Row]:
    """The rows of ``line`` that hold findings, and their neighbours, wrapped at ``width``.

    ``numbers`` gives for ``id(finding)`` the number printed behind its marks.
    """
    parts = list(wrap(text, line.span, width))
    flagged = [i for i, part in enumerate(parts) if _touching(part, line.findings)]
    shown = sorted({j for i in flagged for j in (i - 1, i, i + 1) if 0 <= j < len(parts)})
    before = -1
    for i in shown:
        part = parts[i]
        marks = tuple(_marks(text, part, line.findings, numbers))
        yield Row(part, marks, gap=i != before + 1)
        before = i


def wrap(text: str, span: Span, width: int) -> Iterator[Span]:
    """Cut ``span`` at white space into rows of at most ``width`` columns.

    A word wider than a row is cut where the row ends.
    """
    start, column, space = span.start, 0, -1
    for i in range(span.start, span.end):
        cells = cell_len(text[i])
        if column + cells > width and i > start:
            cut = space + 1 if space >= start else i
            yield Span(start, cut)
            start, space = cut, -1
            column = cell_len(text[start:i])
        if text[i].isspace():
            space = i
        column += cells
    if start < span.end:
        yield Span(start, span.end)


def _end_of_line(text: str, start: int) -> int:
    ends = [e for e in (text.find("\n", start), text.find("\r", start)) if e >= 0]
    return min(ends, default=len(text))


def _touching(part: Span, findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.span.overlaps(part) or part.contains(f.span)]


def _marks(
    text: str, part: Span, findings: Sequence[Finding], numbers: dict[int, int]
) -> Iterator[tuple[int, str, Severity]]:
    for finding in _touching(part, findings):
        start, end = max(finding.span.start, part.start), min(finding.span.end, part.end)
        column = cell_len(text[part.start : start])
        marks = MARKS[finding.severity] * max(1, cell_len(text[start:end].rstrip()))
        if finding.span.end <= part.end:
            marks += str(numbers[id(finding)])
        yield column, marks, finding.severity
