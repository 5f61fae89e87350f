"""Findings and reports for tests, each with only what the test is about spelled out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mtcheck.config import Config
from mtcheck.document import BETWEEN_SOURCES, Document, OffsetMap, Segment
from mtcheck.language.english import Analyser
from mtcheck.model import (
    Category,
    DocumentReport,
    Finding,
    Passage,
    Report,
    Severity,
    Span,
    ToolInfo,
)
from mtcheck.reports.paragraphs import paragraphs_of
from mtcheck.verdict import judge


def finding(start: int, end: int, **settings: Any) -> Finding:
    defaults: dict[str, Any] = {
        "rule": "family/name",
        "category": Category.GRAMMAR,
        "severity": Severity.MINOR,
        "message": "Something is wrong here.",
        "detector": "patterns",
    }
    return Finding(span=Span(start, end), **(defaults | settings))


def document(text: str, path: str = "article.txt", **settings: Any) -> Document:
    segment = Segment(text, OffsetMap.straight(0, len(text)))
    return Document(path=path, text=text, segments=(segment,), **settings)


def translated(*pairs: tuple[str, str]) -> Document:
    """An analysed document of segments (English, Russian), a blank line between them."""
    segments, text, source = [], "", ""
    for english, russian in pairs:
        at = OffsetMap.straight(len(text), len(english))
        segments.append(Segment(english, at, source=russian, source_start=len(source)))
        text, source = f"{text}{english}\n\n", f"{source}{russian}\n\n"
    whole = Document(path="article.xlf", text=text, segments=tuple(segments), source=source)
    return next(Analyser().analyse([whole]))


def judged(text: str, *findings: Finding, config: Config | None = None) -> DocumentReport:
    return judge(document(text), findings, config or Config())


def beside(report: DocumentReport, *sources: str) -> DocumentReport:
    """The report on a text whose paragraphs have these sources, in order."""
    paragraphs = paragraphs_of(report)
    passages, start = [], 0
    for paragraph, source in zip(paragraphs, sources, strict=True):
        span = paragraph.span
        text = report.text[span.start : span.end]
        places = ((0, span.start),)
        passages.append(
            Passage(text, span, paragraph.line, places, source=source, source_start=start)
        )
        start += len(source) + len(BETWEEN_SOURCES)
    return replace(report, source_text=BETWEEN_SOURCES.join(sources), passages=tuple(passages))


def report(*documents: DocumentReport) -> Report:
    return Report(ToolInfo("mtcheck", "0.0.0", "mtcheck:0.0.0"), documents)
