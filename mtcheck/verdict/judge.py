"""The whole verdict on one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtcheck.config import Config
from mtcheck.document import Document, SegmentKind
from mtcheck.model import (
    DocumentReport,
    FaultySuppression,
    Finding,
    Passage,
    Place,
    Skipped,
    Span,
    SuppressionFault,
)
from mtcheck.verdict.corroboration import corroborated
from mtcheck.verdict.fingerprint import with_fingerprints
from mtcheck.verdict.learning import apply_learned
from mtcheck.verdict.overlap import merge
from mtcheck.verdict.score import score_of
from mtcheck.verdict.selection import select
from mtcheck.verdict.suppression import faults_of, note_of, split, suppressions_of

PLAIN = ("text",)
"""Formats whose files are read from end to end."""
COMPARING = "source-"
"""What the names of rules begin with that hold the text against its source."""


def judge(
    document: Document,
    findings: Iterable[Finding],
    config: Config,
    skipped: Sequence[Skipped] = (),
    checked_by: Sequence[str] = (),
) -> DocumentReport:
    """Select, corroborate, merge, locate, suppress and score the findings of a document."""
    lines = LineIndex(document.text)
    sources = _SourcePlaces(document)
    learned = apply_learned(select(findings, config, document.text), config, document.text)
    merged = merge(corroborated(learned.standing, document))
    located = with_fingerprints(sources.locate(lines.locate(f)) for f in merged)
    unheard = with_fingerprints(lines.locate(f) for f in sorted(learned.silenced, key=_place))
    parted = split(located, suppressions_of(document, config))
    complete = not skipped and config.detectors is None
    faults = tuple(
        fault
        for fault in faults_of(parted, lambda offset: lines.position(offset)[0], complete)
        if document.source or not _needs_source(fault)
    )
    strict = config.gate.strict_suppressions
    told = (f for f in faults if strict or f.fault is SuppressionFault.UNUSED)
    return DocumentReport(
        path=document.path,
        text=document.text,
        words=document.words,
        findings=parted.standing,
        score=score_of(parted.standing, document.words),
        skipped=tuple(skipped),
        suppressed=(*parted.silenced, *unheard),
        faulty_suppressions=faults,
        notes=(*document.notes, *learned.notes, *map(note_of, told)),
        checked_by=tuple(checked_by),
        source_text=document.source,
        source_path=document.source_file.path if document.source_file else "",
        unpaired_source=document.unpaired_source,
        passages=tuple(_passages(document, lines)),
    )


def _needs_source(fault: FaultySuppression) -> bool:
    """True for an unused suppression of a rule that speaks only where there is a source."""
    return fault.fault is SuppressionFault.UNUSED and fault.rule.startswith(COMPARING)


def _passages(document: Document, lines: LineIndex) -> Iterator[Passage]:
    """What is read of a file with markup, or with a source beside it."""
    if document.format in PLAIN and not any(s.source for s in document.segments):
        return
    for segment in document.segments:
        span = segment.to_document(0, len(segment.text))
        yield Passage(
            segment.text,
            span,
            lines.position(span.start)[0],
            segment.offsets.pieces,
            segment.kind is SegmentKind.HEADLINE,
            segment.source,
            segment.source_start,
            segment.joints,
        )


def _place(finding: Finding) -> tuple[Span, str]:
    return finding.span, finding.rule


class LineIndex:
    """Line and column, both from 1, of code point offsets; lines end in LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]

    def position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def locate(self, finding: Finding) -> Finding:
        """The finding with its text, line and column filled in."""
        span: Span = finding.span
        line, column = self.position(span.start)
        text = self._text[span.start : span.end]
        return replace(finding, text=text, line=line, column=column)


class _SourcePlaces:
    """Finds the words of ``source_span``, and where its file has them."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._file = document.source_file
        self._lines = LineIndex(self._file.written) if self._file else None

    def locate(self, finding: Finding) -> Finding:
        span = finding.source_span
        if span is None or self._source is None:
            return finding
        words = self._source[span.start : span.end]
        place = None
        if self._file and self._lines:
            written = self._file.offsets.span(span.start, span.end)
            start, end = self._lines.position(written.start), self._lines.position(written.end)
            place = Place(*start, *end)
        return replace(finding, source_text=words, source_place=place)
