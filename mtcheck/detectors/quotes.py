"""Quotation marks that do not pair: nested in the same shape, never closed, never opened.

Only marks that tell opening from closing (“ ” and « ») are judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.config import Config
from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.language.quotations import quotations
from mtcheck.model import Category, Finding, Origin, Severity, Span

FARTHEST = 4
PAIRS = {"“": "”", "«": "»"}
PROSE = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.CAPTION})


class Quotes:
    """Finds quotation marks without partners and quotations nested in marks of one shape."""

    name = "quotes"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield nested quotations first, then marks without partners."""
        prose = [s for s in document.segments if s.kind in PROSE]
        nested = [(segment, list(_nested(segment))) for segment in prose]
        garbled = {id(segment) for segment, findings in nested if findings}
        for _, findings in nested:
            yield from findings
        for opening, closing in PAIRS.items():
            for mark in _alone(prose, opening, closing):
                if id(mark.segment) not in garbled:
                    yield _of_mark(mark)


def _nested(segment: Segment) -> Iterator[Finding]:
    spans = quotations(segment.text)
    for inner in spans:
        mark = segment.text[inner.start]
        outer = _outer(spans, inner, mark, segment.text)
        touches = segment.text[inner.start + 1 : inner.start + 2].strip()
        if outer is not None and mark in PAIRS and touches:
            yield _finding(
                segment,
                _with_word(segment.text, inner.start),
                "punctuation/nested-quotation-marks",
                "A quotation inside a quotation takes single marks: ‘…’.",
                "кавычки внутри кавычек одного вида",
            )


def _outer(spans: Sequence[Span], inner: Span, mark: str, text: str) -> Span | None:
    holders = (s for s in spans if s != inner and s.contains(inner) and s.start < inner.start)
    return next((s for s in holders if text[s.start] == mark), None)


class _Mark(NamedTuple):
    number: int
    segment: Segment
    at: int

    @property
    def sign(self) -> str:
        return self.segment.text[self.at]


def _alone(prose: Sequence[Segment], opening: str, closing: str) -> Iterator[_Mark]:
    """Marks of one shape without a partner, in the order they are found out.

    Speech that goes on in the next paragraph is opened there again and closed once, or,
    in loose typography, closed a paragraph or two later.
    """
    pending: _Mark | None = None
    for mark in _marks(prose, opening + closing):
        if mark.sign == opening:
            reopened = pending and pending.number < mark.number and mark.at == 0
            if pending and not reopened:
                yield pending
            pending = mark
        elif pending and mark.number - pending.number <= FARTHEST:
            pending = None
        else:
            yield mark
    if pending:
        yield pending


def _marks(prose: Sequence[Segment], signs: str) -> Iterator[_Mark]:
    """Marks that touch a word; those set off by spaces are what a tokeniser left."""
    for number, segment in enumerate(prose):
        text = segment.text
        for at, character in enumerate(text):
            if character in signs:
                inner = text[at + 1 : at + 2] if character in PAIRS else text[max(0, at - 1) : at]
                if inner.strip():
                    yield _Mark(number, segment, at)


def _of_mark(mark: _Mark) -> Finding:
    if mark.sign in PAIRS:
        return _finding(
            mark.segment,
            _with_word(mark.segment.text, mark.at),
            "punctuation/unclosed-quotation",
            "The quotation that opens here is never closed.",
            "потерянная закрывающая кавычка",
        )
    return _finding(
        mark.segment,
        Span(mark.at, mark.at + 1),
        "punctuation/unopened-quotation",
        f"“{mark.sign}” closes a quotation that was never opened.",
        "потерянная открывающая кавычка",
    )


def _with_word(text: str, at: int) -> Span:
    """The mark at ``at`` and the word behind it."""
    end = at + 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(at, end)


def _finding(segment: Segment, span: Span, rule: str, message: str, origin: str) -> Finding:
    return Finding(
        rule=rule,
        category=Category.PUNCTUATION,
        severity=Severity.MINOR,
        span=segment.to_document(span.start, span.end),
        message=message,
        detector=Quotes.name,
        origin=Origin(construction=origin),
    )
