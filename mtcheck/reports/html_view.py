"""What the HTML templates show, worked out beforehand."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtcheck.model import DocumentReport, Finding, Report, Severity, Span
from mtcheck.reports.html_charts import Bar, Tick, bars, quarters, strip
from mtcheck.reports.machine_text import one_line
from mtcheck.reports.marked_text import (
    Mark,
    Run,
    marks_of,
    marks_of_known,
    runs_of,
    runs_of_stretch,
)
from mtcheck.reports.paragraphs import Paragraph, Source, cut, paragraphs_of, sources_of
from mtcheck.reports.plain_text import printable, printable_lines
from mtcheck.reports.reading import as_read
from mtcheck.reports.wording import describe

LONGEST_QUOTE = 160
LONGEST_STUCK = 900
LONGEST_ROW = 2400
LONGEST_HEADLINE = 140
BIG = 400


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as drawn: runs, the numbers of its notes, the source beside it.

    ``line`` is 0 for a row that continues the paragraph above it, and for one of source that
    has no counterpart, which has no ``runs``. ``source_runs`` are in offsets of the source's
    own text.
    """

    line: int
    runs: tuple[Run, ...]
    notes: tuple[int, ...]
    source: Source | None
    source_runs: tuple[Run, ...]
    headline: bool
    stuck: bool


class DocumentView:
    """One document of the report; ``number`` counts from 1."""

    def __init__(self, document: DocumentReport, number: int, classes: dict[int, str]) -> None:
        self.document = document
        self.number = number
        self._classes = classes
        self._marks = marks_of([f.span for f in document.findings])
        self._headlines = {p.span for p in document.passages if p.headline}
        self.ticks: list[Tick] = strip(document)
        self.quarters = quarters(document)

    @cached_property
    def rows(self) -> list[Row]:
        whole = paragraphs_of(self.document)
        beside = iter(sources_of(self.document, whole))
        cuts = [cut(self.document.text, paragraph, LONGEST_ROW) for paragraph in whole]
        pieces = [piece for parts in cuts for piece in parts]
        numbers = {id(f): n for n, f in enumerate(self.document.findings, 1)}
        marks = _by_paragraph(pieces, self._marks, numbers)
        missing = deque(self.document.unpaired_source)
        rows: list[Row] = []
        for i, piece in enumerate(pieces):
            source = next(beside, None) if piece.line else None
            while source and missing and missing[0].start < source.start:
                rows.append(self._without_counterpart(missing.popleft()))
            rows.append(
                Row(
                    line=piece.line,
                    runs=tuple(runs_of(piece.span, marks[i])),
                    notes=tuple(numbers[id(f)] for f in piece.findings),
                    source=source,
                    source_runs=self._source_runs(source),
                    headline=self._is_headline(i, piece, len(whole)),
                    stuck=len(piece.span) <= LONGEST_STUCK,
                )
            )
        if any(row.source for row in rows):
            rows += map(self._without_counterpart, missing)
        return rows

    def _without_counterpart(self, span: Span) -> Row:
        source = Source((self.document.source_text or "")[span.start : span.end], span.start)
        return Row(0, (), (), source, self._source_runs(source), False, True)

    def _source_runs(self, source: Source | None) -> tuple[Run, ...]:
        """The runs of a stretch of source, in offsets of its own text."""
        if source is None:
            return ()
        return runs_of_stretch(source.start, len(source.text), self._source_marks)

    @cached_property
    def _source_marks(self) -> list[Mark]:
        """Marks in offsets of the source text, numbered as their findings."""
        return marks_of_known([finding.source_span for finding in self.document.findings])

    @cached_property
    def in_source(self) -> frozenset[int]:
        """The numbers of the findings that end in a source shown beside the text."""
        runs = (run for row in self.rows for run in row.source_runs)
        return frozenset(mark.number for run in runs for mark in run.ending)

    @property
    def side_by_side(self) -> bool:
        return any(row.source is not None for row in self.rows)

    @property
    def unaligned_source(self) -> list[str]:
        """The source's paragraphs when nothing of it could be paired with the target."""
        source = self.document.source_text
        if source is None or self.side_by_side:
            return []
        return [printable_lines(part) for part in re.split(r"(?:\r\n|\n|\r){2,}", source) if part]

    def text(self, span: Span) -> str:
        return printable_lines(self.document.text[span.start : span.end])

    def finding(self, number: int) -> Finding:
        return self.document.findings[number - 1]

    def classes(self, number: int) -> str:
        return self._classes[id(self.finding(number))]

    def _is_headline(self, number: int, paragraph: Paragraph, of: int) -> bool:
        if self.document.passages:
            return paragraph.span in self._headlines
        if number or of < 2:
            return False
        text = self.document.text[paragraph.span.start : paragraph.span.end].strip()
        return len(text) <= LONGEST_HEADLINE and "\n" not in text and not text.endswith(".")


class ReportView:
    """The whole report."""

    def __init__(self, report: Report) -> None:
        report = replace(report, documents=tuple(map(as_read, report.documents)))
        findings = report.findings
        self.report = report
        self.rules = sorted({f.rule for f in findings})
        self.categories = sorted({f.category.value for f in findings})
        self._found = findings
        classes = _filter_classes(findings, self.categories, self.rules)
        self.documents = [DocumentView(d, n, classes) for n, d in enumerate(report.documents, 1)]

    @property
    def total(self) -> int:
        return len(self._found)

    @property
    def words(self) -> int:
        return sum(d.words for d in self.report.documents)

    @property
    def penalty(self) -> float:
        points = sum(d.score.penalty for d in self.report.documents)
        return points * 1000 / self.words if self.words else 0.0

    @property
    def severities(self) -> list[tuple[Severity, int]]:
        """Worst first, each with its number of findings."""
        counted = {s: sum(f.severity is s for f in self._found) for s in Severity}
        return [(s, counted[s]) for s in reversed(Severity)]

    @property
    def category_bars(self) -> list[Bar]:
        return bars(self._found, self.categories, "category")

    @property
    def rule_bars(self) -> list[Bar]:
        return bars(self._found, self.rules, "rule")

    @property
    def big(self) -> bool:
        return self.total > BIG

    @property
    def skipped(self) -> list[tuple[str, str, str]]:
        lacks = dict.fromkeys(s for d in self.report.documents for s in d.skipped)
        return [(s.detector, s.reason, s.remedy) for s in lacks]

    @property
    def checked_by(self) -> list[str]:
        return list(dict.fromkeys(n for d in self.report.documents for n in d.checked_by))

    @property
    def title(self) -> str:
        if len(self.documents) == 1:
            return file_name(self.report.documents[0].path)
        return f"{len(self.documents):,} articles"

    def filters(self) -> Iterator[str]:
        """The classes that a filter can switch off."""
        yield from (f"s{s.rank}" for s in Severity)
        yield from (f"c{i}" for i in range(len(self.categories)))
        yield from (f"r{i}" for i in range(len(self.rules)))


def file_name(path: str) -> str:
    return printable(re.split(r"[/\\]", path.rstrip("/\\"))[-1] or path)


def quoted(finding: Finding) -> str:
    return short(finding.text)


def short(text: str) -> str:
    return one_line(text, LONGEST_QUOTE)


def russian(finding: Finding) -> str:
    return printable(describe(finding.origin)) if finding.origin else ""


def _filter_classes(
    findings: Sequence[Finding], categories: Sequence[str], rules: Sequence[str]
) -> dict[int, str]:
    category = {name: i for i, name in enumerate(categories)}
    rule = {name: i for i, name in enumerate(rules)}
    return {
        id(f): f"s{f.severity.rank} c{category[f.category.value]} r{rule[f.rule]}" for f in findings
    }


def _by_paragraph(
    paragraphs: Sequence[Paragraph], marks: Sequence[Mark], numbers: dict[int, int]
) -> list[list[Mark]]:
    """The marks that touch each paragraph; each ends in the last one that it touches."""
    touching: list[list[Mark]] = [[] for _ in paragraphs]
    for i, paragraph in enumerate(paragraphs):
        for finding in paragraph.findings:
            mark = marks[numbers[id(finding)] - 1]
            last = i
            while last + 1 < len(paragraphs) and paragraphs[last + 1].span.start < mark.span.end:
                touching[last].append(mark)
                last += 1
            end = min(mark.span.end, paragraphs[last].span.end)
            ended = replace(mark, span=Span(min(mark.span.start, end), end))
            touching[last].append(ended)
    return touching
