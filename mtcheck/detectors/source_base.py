"""What the detectors have in common that hold the English against its Russian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair, has_source, segment_pairs
from mtcheck.model import Category, DetectorUnavailable, Finding, Origin, Severity, Span

DOUBTFUL = 0.5
"""From this ``Joint.doubt`` on two sentences are not held against each other."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a kind of disparity; ``{target}`` and ``{source}`` are its words."""

    category: Category
    severity: Severity
    message: str


class SourceDetector:
    """Compares the pairs of a document one by one; a subclass says how.

    ``statements`` are what it says of the disparities it finds, by their names.

    The lack of a source is quiet: it is told only to those who asked for the detector.
    """

    name: ClassVar[str]
    statements: ClassVar[Mapping[str, Statement]] = {}

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield what differs. Raises ``DetectorUnavailable`` for a document without source."""
        _demand_source(document)
        yield from self.compare_document(document)

    def compare_document(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of all pairs whose sides surely belong together."""
        for pair in segment_pairs(document):
            if not pair.is_one_sided and pair.doubt < DOUBTFUL:
                yield from self.compare(pair)

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield what differs between the two sides of one pair."""
        raise NotImplementedError

    def told(self, pair: SegmentPair, disparity: Disparity, tentative: bool = False) -> Finding:
        """The finding on a disparity, in the words of its statement."""
        statement = self.statements[disparity.what]
        target, source = disparity.target, disparity.source
        words = {
            "target": pair.segment.text[target.start : target.end] if target else "",
            "source": (pair.segment.source or "")[source.start : source.end] if source else "",
        }
        return self.finding(
            pair,
            f"{self.name}/{disparity.what}",
            statement.category,
            statement.severity,
            statement.message.format(**words),
            target=target,
            source=source,
            tentative=tentative,
        )

    def finding(
        self,
        pair: SegmentPair,
        rule: str,
        category: Category,
        severity: Severity,
        message: str,
        *,
        target: Span | None = None,
        source: Span | None = None,
        origin: Origin | None = None,
        suggestions: tuple[str, ...] = (),
        tentative: bool = False,
    ) -> Finding:
        """A finding on both sides.

        ``target`` is in offsets of ``segment.text``, ``source`` of ``segment.source``; without
        one of them the whole of that side is meant (something lost, something added).
        """
        target, source = target or pair.target, source or pair.source
        return Finding(
            rule=rule,
            category=category,
            severity=severity,
            span=pair.in_document(target.start, target.end),
            message=message,
            detector=self.name,
            origin=origin,
            suggestions=suggestions,
            tentative=tentative,
            source_span=pair.in_source(source.start, source.end),
        )


class PairByPair(SourceDetector):
    """One that finds everything in one pair alone."""

    def detect_alone(self, document: Document) -> Iterator[Finding]:
        """Yield what differs, of a document without source nothing."""
        yield from self.compare_document(document)

    def detect_across(self, document: Document) -> Iterator[Finding]:
        """Yield nothing. Raises ``DetectorUnavailable`` for a document without source."""
        _demand_source(document)
        yield from ()


def _demand_source(document: Document) -> None:
    if not has_source(document):
        raise DetectorUnavailable(
            "there is no source text",
            "give the Russian with --source FILE or check a file that holds both (XLIFF)",
            quiet=True,
        )
