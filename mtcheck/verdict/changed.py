"""The part of a report that is about changed lines and the paragraphs they touch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtcheck.document import Document
from mtcheck.git_changes import LineRange
from mtcheck.model import DocumentReport, Finding, Span
from mtcheck.verdict.score import score_of


def changed_part(
    document: Document, report: DocumentReport, changed: Sequence[LineRange]
) -> DocumentReport:
    """The report with only the findings in paragraphs that ``changed`` lines touch.

    The document was checked as a whole, since what is wrong in a paragraph may show by
    another. ``words`` stay those of the whole: the penalty is what the change adds to it.
    """
    spans = _merged(_touched(document, changed))
    findings = _within(report.findings, spans)
    return replace(
        report,
        findings=findings,
        known=_within(report.known, spans),
        suppressed=_within(report.suppressed, spans),
        mended=0,
        score=score_of(findings, report.words),
    )


def _touched(document: Document, changed: Sequence[LineRange]) -> Iterator[Span]:
    starts = [0]
    starts += (i + 1 for i, character in enumerate(document.text) if character == "\n")
    end = len(document.text)
    for lines in changed:
        if lines.start < lines.end:
            last = starts[lines.end - 1] if lines.end <= len(starts) else end
            yield Span(starts[min(lines.start, len(starts)) - 1], last)
    for segment in document.segments:
        span = segment.to_document(0, len(segment.text))
        first = bisect_right(starts, span.start)
        last = bisect_right(starts, max(span.start, span.end - 1))
        if any(_touches(lines, first, last) for lines in changed):
            yield span


def _touches(lines: LineRange, first: int, last: int) -> bool:
    """True when the change reaches into the paragraph of lines ``first`` to ``last``."""
    if lines.start < lines.end:
        return lines.start <= last and first < lines.end
    return (
        first < lines.start <= last
        or (lines.joins_after and lines.start == first)
        or (lines.joins_before and lines.start == last + 1)
    )


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _within(findings: Iterable[Finding], spans: Sequence[Span]) -> tuple[Finding, ...]:
    starts = [span.start for span in spans]
    return tuple(f for f in findings if _reaches(f.span, spans, starts))


def _reaches(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    last = bisect_right(starts, max(span.start, span.end - 1)) - 1
    if last < 0:
        return False
    return spans[last].overlaps(span) or (not len(span) and span.start <= spans[last].end)
