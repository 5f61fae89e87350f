"""Quotation marks that do not pair: nested in the same shape, never closed, never opened.

Only marks that tell opening from closing (“ ” and « ») are judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.config import Config
from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.language.quotations import quotations
from mtcheck.model import Category, Finding, Origin, Severity, Span

FARTHEST = 4
PAIRS = {"“": "”", "«": "»"}
_CLOSING_ASTRAY = re.compile(r"\S ”[^\W\d_]")
_LOST_BEFORE = re.compile(
    r",\s?[–—-]{1,2}\s?(?=[^\W\d_])"
    r"|,(?= (?:said|says|told|noted|notes|added|adds|wrote|writes|stressed|explained|explains"
    r"|believes|declared|stated|concluded|recalled|admitted|emphasi[sz]ed)\b)"
)
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
                    yield from _of_mark(mark)


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


def _of_mark(mark: _Mark) -> Iterator[Finding]:
    if mark.sign in PAIRS:
        yield from _unclosed(mark)
        return
    yield _finding(
        mark.segment,
        Span(mark.at, mark.at + 1),
        "punctuation/unopened-quotation",
        f"“{mark.sign}” closes a quotation that was never opened.",
        "потерянная открывающая кавычка",
    )


def _unclosed(mark: _Mark) -> Iterator[Finding]:
    """The finding where the closing mark is another one or got lost, else at the opening.

    None for a closing mark that merely stands on the wrong side of a space, which a rule finds.
    """
    text, behind = mark.segment.text, mark.at + 1
    if text.count('"', behind) % 2:
        other = text.rindex('"')
        yield _finding(
            mark.segment,
            Span(other, other + 1),
            "punctuation/mixed-quotation-marks",
            f"The quotation opens with “{mark.sign}” and closes with a mark of another shape.",
            "кавычки разного вида",
        )
    elif not _CLOSING_ASTRAY.search(text, behind):
        lost = _LOST_BEFORE.search(text, behind)
        yield _finding(
            mark.segment,
            Span(*lost.span()) if lost else _with_word(text, mark.at),
            "punctuation/unclosed-quotation",
            f"The quotation that opens with “{mark.sign}” is never closed.",
            "потерянная закрывающая кавычка",
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
