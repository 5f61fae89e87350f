"""MQM annotations as tab-separated values, in the ten columns of Google's MQM viewer.

The columns and the ``<v>…</v>`` around the marked words are those of the viewer and of the
WMT human evaluations (Freitag et al. 2021). A segment is a paragraph; one without findings
has a ``no-error`` row, as the viewer needs it to count segments. The words of the source that
a finding is about are marked as those of the target. A finding over several
paragraphs is marked in its first.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.model import Category, DocumentReport, Finding, Report, Span
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.machine_text import json_text
from mtcheck.reports.paragraphs import Paragraph, Source, paragraphs_of, sources_of
from mtcheck.reports.places import posix_path
from mtcheck.reports.plain_text import printable
from mtcheck.reports.reading import as_read
from mtcheck.reports.wording import advice

COLUMNS = (
    "system",
    "doc",
    "docSegId",
    "globalSegId",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
NO_ERROR = "no-error"
SYSTEM = "MT"
CATEGORIES = {
    Category.ADDITION: "Accuracy/Addition",
    Category.OMISSION: "Accuracy/Omission",
    Category.MISTRANSLATION: "Accuracy/Mistranslation",
    Category.UNTRANSLATED: "Accuracy/Untranslated text",
    Category.PUNCTUATION: "Fluency/Punctuation",
    Category.SPELLING: "Fluency/Spelling",
    Category.GRAMMAR: "Fluency/Grammar",
    Category.REGISTER: "Fluency/Register",
    Category.INCONSISTENCY: "Fluency/Inconsistency",
    Category.ENCODING: "Fluency/Character encoding",
    Category.TERM_INAPPROPRIATE: "Terminology/Inappropriate for context",
    Category.TERM_INCONSISTENT: "Terminology/Inconsistent use",
    Category.AWKWARD: "Style/Awkward",
    Category.LOCALE_ADDRESS: "Locale convention/Address format",
    Category.LOCALE_CURRENCY: "Locale convention/Currency format",
    Category.LOCALE_DATE: "Locale convention/Date format",
    Category.LOCALE_NAME: "Locale convention/Name format",
    Category.LOCALE_NUMBER: "Locale convention/Number format",
    Category.LOCALE_TELEPHONE: "Locale convention/Telephone format",
    Category.LOCALE_TIME: "Locale convention/Time format",
    Category.OTHER: "Other",
}


class MqmTsv:
    """``--format mqm-tsv``."""

    name = "mqm-tsv"

    def render(self, report: Report, options: RenderOptions) -> str:  # noqa: ARG002
        lines = ["\t".join(COLUMNS)]
        segment = 0
        for document in map(as_read, report.documents):
            for rows in _segments(document, report.tool.name):
                segment += 1
                lines += ["\t".join((*row[:3], str(segment), *row[3:])) for row in rows]
        return "\n".join(lines) + "\n"


def _segments(document: DocumentReport, rater: str) -> Iterator[list[tuple[str, ...]]]:
    paragraphs = paragraphs_of(document)
    sources = sources_of(document, paragraphs)
    name = printable(posix_path(document.path))
    for number, (paragraph, source) in enumerate(zip(paragraphs, sources, strict=True), 1):
        where = (SYSTEM, name, str(number))
        rows = [
            (*where, rater, *_error(document, paragraph, source, finding))
            for finding in paragraph.findings
        ]
        russian = _plain(source.text) if source else ""
        clean = _plain(document.text[paragraph.span.start : paragraph.span.end])
        yield rows or [(*where, rater, russian, clean, NO_ERROR, NO_ERROR, "{}")]


def _error(
    document: DocumentReport, paragraph: Paragraph, source: Source | None, finding: Finding
) -> tuple[str, ...]:
    note = {
        "note": advice(finding),
        "marked_text": printable(finding.text),
        "rule": finding.rule,
        "source_not_seen": document.source_text is None and source is None,
    }
    return (
        _source_column(source, finding.source_span),
        _marked(document.text, paragraph.span, finding.span),
        CATEGORIES[finding.category],
        finding.severity.value.capitalize(),
        json_text(note),
    )


def _source_column(source: Source | None, marked: Span | None) -> str:
    """The source with the words marked that the finding is about, where it names some."""
    if source is None:
        return ""
    if marked is None or not (marked.overlaps(source.span) or source.span.contains(marked)):
        return _plain(source.text)
    start = marked.start - source.start
    shift = Span(max(0, start), max(0, start + len(marked)))
    return _marked(source.text, Span(0, len(source.text)), shift)


def _marked(text: str, paragraph: Span, span: Span) -> str:
    start = min(max(span.start, paragraph.start), paragraph.end)
    end = max(start, min(span.end, paragraph.end))
    before, marked, after = (
        text[paragraph.start : start],
        text[start:end],
        text[end : paragraph.end],
    )
    return f"{_plain(before)}<v>{_plain(marked)}</v>{_plain(after)}"


def _plain(text: str) -> str:
    """One field of text in which no tag of the article's own can pass for a mark."""
    return printable(text).replace("<v>", "<\u200bv>").replace("</v>", "<\u200b/v>")
