"""A document as it reads: its passages, without the markup of its file.

The text of a report on HTML, XLIFF or Markdown is the file's; who reads the report wants
the article. Here findings are led from the one to the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from mtcheck.model import DocumentReport, Finding, Passage, Span

BREAK = "\n\n"


def as_read(document: DocumentReport) -> DocumentReport:
    """The report with the passages for its text, and the findings' spans in that.

    Lines and columns stay those of the file. A finding outside every passage brings the line
    it is on with it. A document without passages is returned as it is.
    """
    if not document.passages:
        return document
    holder_of = _Holders(document)
    holders = [holder_of(finding) for finding in document.findings]
    passages = sorted({*document.passages, *holders}, key=lambda p: (p.span, p.text))
    starts, at = {}, 0
    for passage in passages:
        starts[passage] = at
        at += len(passage.text) + len(BREAK)
    findings = [
        _in_passage(finding, holder, starts[holder])
        for finding, holder in zip(document.findings, holders, strict=True)
    ]
    return replace(
        document,
        text=BREAK.join(passage.text for passage in passages),
        findings=tuple(sorted(findings, key=lambda f: (f.span, f.rule))),
        passages=tuple(replace(p, span=Span(0, len(p.text)).shifted(starts[p])) for p in passages),
    )


def _in_passage(finding: Finding, passage: Passage, start: int) -> Finding:
    span = shown_span(passage, finding.span)
    return replace(finding, span=span.shifted(start), text=passage.text[span.start : span.end])


def shown_span(passage: Passage, span: Span) -> Span:
    """The characters of a passage that the document writes in ``span``."""
    start = _shown(passage, span.start)
    return Span(start, max(start, _shown(passage, span.end)))


def _shown(passage: Passage, offset: int) -> int:
    """The first character written at ``offset`` or behind it."""
    places = passage.places
    index = bisect_right(places, offset, key=lambda place: place[1]) - 1
    if index < 0:
        return 0
    behind = places[index + 1][0] if index + 1 < len(places) else len(passage.text)
    return min(places[index][0] + offset - places[index][1], behind)


class _Holders:
    """Finds the innermost passage around a finding, or makes one of the line it is on."""

    def __init__(self, document: DocumentReport) -> None:
        self._document = document
        self._passages = sorted(document.passages, key=lambda p: (p.span.start, -p.span.end))
        self._starts = [passage.span.start for passage in self._passages]
        self._reach = list(accumulate((p.span.end for p in self._passages), max))

    def __call__(self, finding: Finding) -> Passage:
        index = bisect_right(self._starts, finding.span.start) - 1
        while index >= 0 and self._reach[index] >= finding.span.end:
            if self._passages[index].span.contains(finding.span):
                return self._passages[index]
            index -= 1
        return _line_of(self._document, finding)


def _line_of(document: DocumentReport, finding: Finding) -> Passage:
    start = finding.span.start - finding.column + 1
    ends: Sequence[int] = [document.text.find(sign, start) for sign in "\r\n"]
    end = min((at for at in ends if at >= 0), default=len(document.text))
    end = max(end, finding.span.end)
    text = " ".join(document.text[start:end].splitlines()) or " "
    return Passage(text, Span(start, end), finding.line, ((0, start),))
