"""What slow detectors said of paragraphs that have not changed since, until they speak again."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from dataclasses import replace

from mtcheck.document import Document
from mtcheck.model import Finding, Span
from mtcheck.review.lsp.buffers import Found
from mtcheck.verdict.judge import LineIndex


def with_carried(found: Found, before: Found, slow: Collection[str]) -> Found:
    """``found`` with what ``before`` has of the detectors ``slow`` in the same paragraphs.

    A paragraph is the same when the file writes it the same; of equal ones the first is the
    first. What overlaps a finding of ``found`` is left out, as it would have been merged.
    """
    taken = [finding.span for finding in found.report.findings]
    lines = LineIndex(found.document.text)
    carried = [
        lines.locate(finding)
        for finding in _moved(found.document, before, slow)
        if not any(finding.span.overlaps(span) for span in taken)
    ]
    findings = sorted((*found.report.findings, *carried), key=lambda f: f.span)
    return replace(found, report=replace(found.report, findings=tuple(findings)))


def _moved(document: Document, before: Found, slow: Collection[str]) -> Iterator[Finding]:
    old = [span for span, _ in _paragraphs(before.document)]
    starts = [span.start for span in old]
    same = dict(_same_paragraphs(before.document, document))
    for finding in before.report.findings:
        index = bisect_right(starts, finding.span.start) - 1
        if finding.detector in slow and index in same and old[index].contains(finding.span):
            by = same[index] - starts[index]
            yield replace(finding, span=finding.span.shifted(by))


def _same_paragraphs(old: Document, new: Document) -> Iterator[tuple[int, int]]:
    """Numbers of the old paragraphs that are there again, and where each starts now."""
    known: defaultdict[str, deque[int]] = defaultdict(deque)
    for span, text in _paragraphs(new):
        known[text].append(span.start)
    for number, (_, text) in enumerate(_paragraphs(old)):
        if known[text]:
            yield number, known[text].popleft()


def _paragraphs(document: Document) -> list[tuple[Span, str]]:
    """Where each segment stands, in order of the file, and how the file writes it."""
    spans = sorted(segment.to_document(0, len(segment.text)) for segment in document.segments)
    return [(span, document.text[span.start : span.end]) for span in spans]
