"""Articles that English needs and Russian does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.detectors.base import SegmentBySegment
from mtcheck.document import Document, SegmentKind
from mtcheck.language.bare_nouns import missing_articles
from mtcheck.model import Category, Finding, Origin, Severity

KINDS = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM})


class Articles(SegmentBySegment):
    """Finds singular count nouns without an article.

    Always tentative: notes, captions and headlines in the middle of native text leave
    articles out as well.
    """

    name = "articles"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each noun phrase of running text that lacks its article."""
        for segment in document.segments:
            doc = segment.doc
            if doc is None or segment.kind not in KINDS:
                continue
            for start, end in missing_articles(doc):
                phrase = doc[start:end]
                yield Finding(
                    rule="articles/missing",
                    category=Category.GRAMMAR,
                    severity=Severity.MINOR,
                    span=segment.to_document(phrase.start_char, phrase.end_char),
                    message=f"“{phrase.text}” needs an article or another determiner.",
                    detector=self.name,
                    origin=Origin(construction="в русском нет артиклей"),
                    tentative=True,
                )
