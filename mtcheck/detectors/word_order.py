"""Russian word order and clauses broken in translation, as the learned model sees them."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.language.constructions import Construction, construction
from mtcheck.language.junctions import Floats, JunctionClass
from mtcheck.language.word_order import DisorderedSpan, broken, junction_classes, spans_in
from mtcheck.model import Category, Finding, Origin, Severity

KINDS = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.CAPTION})
FIRM = 0.95
TENTATIVE = 0.6
TENTATIVE_OF_CLAUSES = 0.5
OF_CLAUSES = [JunctionClass.CLAUSE, JunctionClass.MISSING]

MESSAGES = {
    Construction.SUBJECT_AFTER_VERB: "The subject seems to stand after its verb, as in Russian",
    Construction.POSTPOSED_MODIFIER: "A modifier seems to stand after its noun, as in Russian",
    Construction.ADVERBIAL_BETWEEN: "An adverbial seems to part subject and verb, as in Russian",
    Construction.MISSING_SUBJECT: "The clause seems to have lost its subject",
    Construction.MISSING_AUXILIARY: "The verb seems to have lost its auxiliary",
    Construction.MISSING_WORD: "A word seems to be missing",
    Construction.WRONG_FORM: "A word seems to be in the wrong form",
    Construction.SCRAMBLED: "The words do not follow each other as in English",
}
ORIGINS = {
    Construction.SUBJECT_AFTER_VERB: "сказуемое + подлежащее",
    Construction.POSTPOSED_MODIFIER: "определение после существительного",
    Construction.ADVERBIAL_BETWEEN: "подлежащее + обстоятельство + сказуемое",
    Construction.MISSING_SUBJECT: "неопределённо-личное предложение",
    Construction.MISSING_AUXILIARY: "краткое причастие без связки",
    Construction.MISSING_WORD: "слово, без которого обходится русское предложение",
    Construction.WRONG_FORM: "форма слова, перенесённая из русского",
    Construction.SCRAMBLED: "русский порядок слов",
}


class WordOrder:
    """Finds stretches that the model of ``rules/models`` takes for broken.

    Firm where it is nearly sure, tentative where it is less so; it is believed sooner about
    clauses than about phrases, where sound news often looks disordered to it.
    """

    name = "word-order"
    slow = True

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each disordered stretch of running text."""
        segments = [s for s in document.segments if s.doc is not None and s.kind in KINDS]
        docs = [s.doc for s in segments if s.doc is not None]
        for segment, classes in zip(segments, junction_classes(docs), strict=True):
            yield from _findings(segment, classes)


def _findings(segment: Segment, classes: Floats) -> Iterator[Finding]:
    doc = segment.doc
    if doc is None:
        return
    any_kind, of_clauses = broken(classes), classes[:, OF_CLAUSES].sum(axis=1)
    taken: list[DisorderedSpan] = []
    for scores, least in (
        (any_kind, FIRM),
        (any_kind, TENTATIVE),
        (of_clauses, TENTATIVE_OF_CLAUSES),
    ):
        for span in spans_in(doc, scores, least):
            if not any(span.start < other.end and other.start < span.end for other in taken):
                taken.append(span)
                yield _finding(segment, span, tentative=least != FIRM)


def _finding(segment: Segment, span: DisorderedSpan, tentative: bool) -> Finding:
    doc = segment.doc
    if doc is None:
        raise ValueError("the segment has not been analysed")
    kind = construction(doc, span)
    stretch = doc[span.start : span.end]
    return Finding(
        rule=f"word-order/{kind.value.replace(' ', '-')}",
        category=Category.GRAMMAR,
        severity=Severity.MAJOR,
        span=segment.to_document(stretch.start_char, stretch.end_char),
        message=f"{MESSAGES[kind]}: “{stretch.text}”.",
        detector=WordOrder.name,
        origin=Origin(construction=ORIGINS[kind]),
        tentative=tentative,
    )
