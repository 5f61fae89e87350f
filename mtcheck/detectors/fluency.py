"""Broken words and clauses, as the fluency model sees them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from mtcheck.config import Config
from mtcheck.detectors.background import Background
from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.language.fluency import Verdict, verdicts
from mtcheck.language.fluency_company import in_company
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_spans import BrokenSpan, broken_spans
from mtcheck.language.quotations import quoted_names
from mtcheck.language.unedited import is_unedited
from mtcheck.language.word_order import is_attribution
from mtcheck.model import Category, Finding, Origin, Severity

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

Begun: TypeAlias = Future[list[Verdict]]

KINDS = frozenset(
    {SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.CAPTION, SegmentKind.HEADLINE}
)
FEWEST_WORDS = 5
SURE = 0.75
VERDICTS_KEPT = 1_000  # for those who check one text again and again
FAMILY = "broken"

RULES = {
    Kind.ARTICLE: "missing-article",
    Kind.MISSING: "missing-word",
    Kind.EXTRA: "superfluous-word",
    Kind.FORM: "wrong-form",
    Kind.ORDER: "word-order",
    Kind.WORD: "wrong-word",
    Kind.SPELLING: "spelling",
    Kind.CAPITAL: "capital",
}
MESSAGES = {
    Kind.ARTICLE: "An article seems to be missing",
    Kind.MISSING: "A word seems to be missing",
    Kind.EXTRA: "A word seems to be one too many",
    Kind.FORM: "A word seems to be in the wrong form",
    Kind.ORDER: "The words do not follow each other as in English",
    Kind.WORD: "This seems to be the wrong word",
    Kind.SPELLING: "This seems to be misspelled or no English",
    Kind.CAPITAL: "A capital letter seems to be wrong or missing",
}
ORIGINS = {
    Kind.ARTICLE: "в русском нет артиклей",
    Kind.MISSING: "слово, без которого обходится русское предложение",
    Kind.ORDER: "русский порядок слов",
    Kind.FORM: "форма слова, перенесённая из русского",
    Kind.EXTRA: "слово, нужное только по-русски",
    Kind.WORD: "управление или выбор слова, перенесённые из русского",
    Kind.SPELLING: "слово, оставшееся непереведённым или искажённое",
    Kind.CAPITAL: "прописные и строчные по русским правилам",
}
MAJOR = frozenset({Kind.MISSING, Kind.ORDER})
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
SPELLED = frozenset({Kind.SPELLING, Kind.CAPITAL})
NOT_OF_HEADLINES = frozenset({Kind.ARTICLE, Kind.MISSING, Kind.CAPITAL})


class Fluency:
    """Finds stretches that the model of ``rules/models`` takes for broken.

    Its rules are of the family ``broken``: ``fluency`` is the name of an MQM dimension.
    Firm where it is sure enough in a text with as many broken words as this one has, tentative
    where it is less so, in headlines and where nobody has edited the text; major only where it
    is sure.
    It reads from the moment a document is there, while the language analysis is at work.
    """

    name = "fluency"
    slow = True

    def __init__(self, config: Config) -> None:
        self._config = config
        self._threads = Background(1, "fluency")
        self._known: dict[str, Verdict] = {}
        self._begun: defaultdict[tuple[str, str], deque[Begun]] = defaultdict(deque)

    def begin(self, document: Document) -> None:
        """Start reading the document's running text."""
        self._begun[document.path, document.text].append(self._read(document))

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each broken stretch of running text and headlines.

        Raises ``DetectorUnavailable`` without the model or ONNX Runtime.
        """
        yield from self._findings(_prose(document), self._waiting(document).result())

    def detect_alone(self, document: Document) -> Iterator[Finding]:  # noqa: ARG002
        """Yield nothing: how much is broken in all the text bears on every word."""
        yield from ()

    def detect_across(self, document: Document) -> Iterator[Finding]:
        """Yield what ``detect`` does; only segments it has not read before are read."""
        segments = _prose(document)
        new = list(dict.fromkeys(s.text for s in segments if s.text not in self._known))
        self._known.update(zip(new, _verdicts(new), strict=True))
        yield from self._findings(segments, [self._known[s.text] for s in segments])
        for text in [*self._known][: max(0, len(self._known) - VERDICTS_KEPT)]:
            del self._known[text]

    def _findings(self, segments: list[Segment], found: list[Verdict]) -> Iterator[Finding]:
        unedited = is_unedited(segment.text for segment in segments)
        for segment, verdict, likely in zip(segments, found, in_company(found), strict=True):
            headline = segment.kind is SegmentKind.HEADLINE
            for span in broken_spans(verdict, likely):
                if not _is_left_alone(segment, span):
                    firm = span.firm and not unedited and not headline
                    yield self._finding(segment, span._replace(firm=firm))

    def _read(self, document: Document) -> Begun:
        texts = [segment.text for segment in _prose(document)]
        return self._threads.submit(partial(_verdicts, texts))

    def _waiting(self, document: Document) -> Begun:
        key = document.path, document.text
        waiting = self._begun.get(key)
        if not waiting:
            return self._read(document)
        begun = waiting.popleft()
        if not waiting:
            self._begun.pop(key, None)
        return begun

    def _finding(self, segment: Segment, span: BrokenSpan) -> Finding:
        kind = span.kind
        mistranslated = kind is Kind.WORD and _has_content(segment, span)
        category = Category.SPELLING if kind in SPELLED else Category.GRAMMAR
        major = (kind in MAJOR or mistranslated) and span.probability >= SURE
        return Finding(
            rule=f"{FAMILY}/{RULES[kind]}",
            category=Category.MISTRANSLATION if mistranslated else category,
            severity=Severity.MAJOR if major else Severity.MINOR,
            span=segment.to_document(span.start, span.end),
            message=f"{MESSAGES[kind]}: “{segment.text[span.start : span.end]}”.",
            detector=self.name,
            origin=Origin(construction=ORIGINS[kind]),
            tentative=not span.firm,
        )


def _verdicts(texts: list[str]) -> list[Verdict]:
    return list(verdicts(texts))


def _prose(document: Document) -> list[Segment]:
    return [s for s in document.segments if s.kind in KINDS and s.words >= FEWEST_WORDS]


def _is_left_alone(segment: Segment, span: BrokenSpan) -> bool:
    """True for code, datelines, names, “…,” says Jane Doe, and what headlines do without."""
    if segment.kind is SegmentKind.HEADLINE and span.kind in NOT_OF_HEADLINES:
        return True
    if any(n.start <= span.start and span.end <= n.end for n in quoted_names(segment.text)):
        return True
    apart = [*segment.verbatim, *([segment.dateline] if segment.dateline else [])]
    if any(span.start < other.end and other.start < span.end for other in apart):
        return True
    if span.kind is Kind.SPELLING and segment.text[span.start].isupper():
        return True
    return span.kind is Kind.ORDER and (_is_name(segment, span) or _is_attribution(segment, span))


def _has_content(segment: Segment, span: BrokenSpan) -> bool:
    """True where a noun, verb, adjective or adverb is among the words."""
    words = _words(segment, span)
    return words is not None and any(word.pos_ in CONTENT for word in words)


def _is_name(segment: Segment, span: BrokenSpan) -> bool:
    """True for “People’s Artist”: every word has a capital."""
    return all(word[0].isupper() for word in segment.text[span.start : span.end].split())


def _is_attribution(segment: Segment, span: BrokenSpan) -> bool:
    words = _words(segment, span)
    return words is not None and is_attribution(words.doc, words.start, words.end)


def _words(segment: Segment, span: BrokenSpan) -> Words | None:
    """The analysed words of a stretch; ``None`` where there is no analysis."""
    if segment.doc is None:
        return None
    return segment.doc.char_span(span.start, span.end, alignment_mode="expand")
