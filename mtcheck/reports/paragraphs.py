"""The paragraphs of a document, with the findings that start in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtcheck.model import DocumentReport, Finding, Span

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank one between them: their span, first line number and findings."""

    span: Span
    line: int
    findings: tuple[Finding, ...]


def paragraphs_of(document: DocumentReport) -> list[Paragraph]:
    """The paragraphs of the text in order; every finding is in exactly one.

    A finding in the blank space between two paragraphs goes with the one before it (or with
    the first); a text without paragraphs but with findings is one paragraph. Of a document
    ``as_read`` they are its passages.
    """
    if document.passages:
        spans = [passage.span for passage in document.passages]
        found = _by_start(spans, document.findings)
        numbers = [passage.line for passage in document.passages]
        return [Paragraph(s, n, f) for s, n, f in zip(spans, numbers, found, strict=True)]
    spans = spans_of(document.text)
    if not spans and document.findings:
        spans = [Span(0, len(document.text))]
    found = _by_start(spans, document.findings)
    lines = _line_numbers(document.text, spans)
    return [Paragraph(s, n, f) for s, n, f in zip(spans, lines, found, strict=True)]


def spans_of(text: str) -> list[Span]:
    """The paragraphs of a text.

    >>> spans_of("one\\ntwo\\n\\n \\nthree")
    [Span(start=0, end=7), Span(start=11, end=16)]
    """
    spans: list[Span] = []
    start = end = -1
    for line in re.finditer(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)", text):
        if line.group(1).strip():
            start = line.start() if start < 0 else start
            end = line.end(1)
        elif start >= 0:
            spans.append(Span(start, end))
            start = -1
    return spans


def cut(text: str, paragraph: Paragraph, longest: int) -> list[Paragraph]:
    """A very long paragraph in pieces of at most ``longest`` characters.

    Cut behind a sentence where one ends in the second half of a piece, else at white space,
    else anywhere. The first piece keeps the line number, the others have 0.
    """
    spans, start = [], paragraph.span.start
    while paragraph.span.end - start > longest:
        middle = start + longest // 2
        window = text[middle : start + longest]
        ends = list(_SENTENCE_END.finditer(window)) or list(_SPACE.finditer(window))
        end = middle + (ends[-1].end() if ends else len(window))
        spans.append(Span(start, end))
        start = end
    spans.append(Span(start, paragraph.span.end))
    found = _by_start(spans, paragraph.findings)
    return [Paragraph(s, 0 if i else paragraph.line, found[i]) for i, s in enumerate(spans)]


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a paragraph, and where it begins in the source text."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def sources_of(document: DocumentReport, paragraphs: Sequence[Paragraph]) -> list[Source | None]:
    """The source of each paragraph, ``None`` where one has none.

    That of the passages in it; of several, the stretch of the source text from the first to
    the last.
    """
    passages = sorted((p for p in document.passages if p.source), key=lambda p: p.span)
    starts = [passage.span.start for passage in passages]
    found: list[Source | None] = []
    for paragraph in paragraphs:
        first = bisect_left(starts, paragraph.span.start)
        last = bisect_left(starts, max(paragraph.span.end, paragraph.span.start + 1))
        held = [Source(p.source or "", p.source_start) for p in passages[first:last]]
        found.append(_joined(held, document.source_text) if held else None)
    return found


def _joined(sources: Sequence[Source], text: str | None) -> Source:
    if len(sources) == 1 or text is None:
        return sources[0]
    start = min(source.start for source in sources)
    return Source(text[start : max(source.span.end for source in sources)], start)


def _by_start(spans: list[Span], findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    starts = [span.start for span in spans]
    found: list[list[Finding]] = [[] for _ in spans]
    for finding in findings:
        found[max(0, bisect_right(starts, finding.span.start) - 1)].append(finding)
    return [tuple(f) for f in found]


def _line_numbers(text: str, spans: list[Span]) -> list[int]:
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    return [bisect_right(ends, span.start) + 1 for span in spans]
