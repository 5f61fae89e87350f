"""The whole verdict on one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mtcheck.config import Config
from mtcheck.document import Document, Suppression
from mtcheck.model import DocumentReport, Finding, Skipped, Span
from mtcheck.verdict.corroboration import corroborated
from mtcheck.verdict.fingerprint import with_fingerprints
from mtcheck.verdict.overlap import merge
from mtcheck.verdict.score import score_of
from mtcheck.verdict.selection import select
from mtcheck.verdict.suppression import split, suppressions_of


def judge(
    document: Document,
    findings: Iterable[Finding],
    config: Config,
    skipped: Sequence[Skipped] = (),
    checked_by: Sequence[str] = (),
) -> DocumentReport:
    """Select, corroborate, merge, locate, suppress and score the findings of a document."""
    lines = LineIndex(document.text)
    merged = merge(corroborated(select(findings, config), document.words))
    located = with_fingerprints(lines.locate(finding) for finding in merged)
    standing, silenced, unused = split(located, suppressions_of(document, config))
    return DocumentReport(
        path=document.path,
        text=document.text,
        words=document.words,
        findings=tuple(standing),
        score=score_of(standing, document.words),
        skipped=tuple(skipped),
        suppressed=tuple(silenced),
        notes=(*document.notes, *(_unused_note(s, lines) for s in unused if s.at)),
        checked_by=tuple(checked_by),
        source_text=document.source,
    )


def _unused_note(suppression: Suppression, lines: LineIndex) -> str:
    line, _ = lines.position(suppression.at.start if suppression.at else 0)
    return f"line {line}: the suppression of {suppression.rule} is not needed; remove it"


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
