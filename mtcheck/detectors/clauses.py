"""Clauses that do not hang together as English ones do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.detectors.base import SegmentBySegment
from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.language import agreement, clauses
from mtcheck.model import Category, Finding, Origin, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class _Fault:
    """One kind of fault: where it lies in a parsed segment and what to say of it."""

    rule: str
    category: Category
    severity: Severity
    message: str
    origin: str
    find: Callable[[Doc], Iterator[tuple[int, int]]]


FAULTS = (
    _Fault(
        "clauses/comma-splice",
        Category.PUNCTUATION,
        Severity.MINOR,
        "Two sentences joined by a comma; write a full stop, a semicolon or “and”.",
        "бессоюзное сложное предложение",
        clauses.comma_splices,
    ),
    _Fault(
        "clauses/comma-before-connective",
        Category.PUNCTUATION,
        Severity.MINOR,
        "A new sentence begins here; write a full stop or a semicolon for the comma.",
        "запятая перед «однако», «поэтому»",
        clauses.connective_splices,
    ),
    _Fault(
        "clauses/agreement",
        Category.GRAMMAR,
        Severity.MAJOR,
        "Subject and verb do not agree in number.",
        "согласование в числе",
        agreement.disagreements,
    ),
)


class Clauses(SegmentBySegment):
    """Finds faults between clauses; tentative, as they rest on arcs and native speech has them."""

    name = "clauses"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each fault in running text."""
        for segment in document.segments:
            if segment.doc is not None and segment.kind in KINDS:
                for fault in FAULTS:
                    yield from self._findings(segment, segment.doc, fault)

    def _findings(self, segment: Segment, doc: Doc, fault: _Fault) -> Iterator[Finding]:
        for start, end in fault.find(doc):
            stretch = doc[start:end]
            yield Finding(
                rule=fault.rule,
                category=fault.category,
                severity=fault.severity,
                span=segment.to_document(stretch.start_char, stretch.end_char),
                message=fault.message,
                detector=self.name,
                origin=Origin(construction=fault.origin),
                tentative=True,
            )
