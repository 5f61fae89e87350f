"""The rule engine as a detector."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.language.english import load_pipeline
from mtcheck.model import Finding
from mtcheck.rules import Engine, Hit, load_rules
from mtcheck.rules.measured import load_measured


class Patterns:
    """Findings of the rules that the run's settings choose.

    Raises ``MtcheckError`` at once for packs that cannot be used.
    """

    name = "patterns"

    def __init__(self, config: Config) -> None:
        self.rules = load_rules(config.packs).select(config)
        self._measured = load_measured()

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.rules, load_pipeline())

    @cached_property
    def _engine_of_segments(self) -> Engine:
        return Engine([r for r in self.rules if not r.heeds_document], load_pipeline())

    @cached_property
    def _engine_of_documents(self) -> Engine:
        return Engine([r for r in self.rules if r.heeds_document], load_pipeline())

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield one finding for each hit of a rule in the document's segments."""
        return self._found(self._engine, document)

    def detect_alone(self, document: Document) -> Iterator[Finding]:
        """Yield the hits of rules that look at one segment only."""
        return self._found(self._engine_of_segments, document)

    def detect_across(self, document: Document) -> Iterator[Finding]:
        """Yield the hits of rules with a condition on the whole document."""
        return self._found(self._engine_of_documents, document)

    def _found(self, engine: Engine, document: Document) -> Iterator[Finding]:
        for hit in engine.find(document.segments):
            yield self._finding(document, hit)

    def _finding(self, document: Document, hit: Hit) -> Finding:
        rule = hit.rule
        figures = self._measured.of(rule)
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            span=document.segments[hit.segment].to_document(hit.start, hit.end),
            message=hit.message,
            detector=self.name,
            origin=hit.origin,
            suggestions=hit.suggestions,
            confidence=figures.confidence if figures else None,
            safe_fix=rule.safe,
            tentative=rule.tentative,
        )
