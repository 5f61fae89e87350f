"""Grammar: what LanguageTool finds, of the rules measured to speak of mistranslations."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from typing import TypeAlias

from mtcheck.config import Config
from mtcheck.detectors.background import Background
from mtcheck.detectors.grammar_passages import Passage, passages
from mtcheck.detectors.grammar_rules import (
    FAMILY,
    SPELLER,
    SPELLING,
    languagetool_id,
    load_rule_table,
    rule_id,
)
from mtcheck.document import Document, Segment
from mtcheck.languagetool import Client, Match, Question
from mtcheck.model import Finding, Span

Asked: TypeAlias = list[tuple[Passage, Future[list[Match]]]]

SUGGESTIONS = 5


class Grammar:
    """Asks LanguageTool, from the moment a document is read until its findings are wanted.

    Only rules of the shipped table speak, and those ``config.enable`` names; all of them
    with ``config.pedantic``. What is tentative in the table is so in findings, unless the
    user has asked for it. The server is that of ``config.languagetool`` or our own.
    """

    name = FAMILY
    slow = True

    def __init__(self, config: Config) -> None:
        self._table = load_rule_table()
        named = (languagetool_id(rule, self._table.chosen) for rule in config.enable)
        self._asked_for = frozenset(filter(None, named))
        self._pedantic = config.pedantic
        rules = self._table.chosen | self._asked_for
        self._client = Client(_question(config, rules), config.languagetool)
        self._threads = Background(min(4, os.cpu_count() or 1), "languagetool")
        self._begun: defaultdict[tuple[str, str], deque[Asked]] = defaultdict(deque)

    def begin(self, document: Document) -> None:
        """Ask about the document's text; the server is started if need be."""
        self._begun[document.path, document.text].append(self._ask(document))

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield what LanguageTool says of the document, begun before or not.

        Raises ``DetectorUnavailable`` when no server can be had or it fails.
        """
        for passage, answer in self._asked(document):
            for match in answer.result():
                located = passage.locate(match.start, match.end)
                if located and _is_prose(*located) and _is_meant(match, *located):
                    yield self._finding(match, *located)

    def detect_alone(self, document: Document) -> Iterator[Finding]:
        """Yield what LanguageTool says, unless rules may be on that compare paragraphs."""
        if not (self._pedantic or self._asked_for):
            yield from self.detect(document)

    def detect_across(self, document: Document) -> Iterator[Finding]:
        """Yield what LanguageTool says where ``detect_alone`` does not."""
        if self._pedantic or self._asked_for:
            yield from self.detect(document)

    def _ask(self, document: Document) -> Asked:
        return [
            (passage, self._threads.submit(partial(self._client.check, passage.text)))
            for passage in passages(document.segments)
        ]

    def _asked(self, document: Document) -> Asked:
        key = document.path, document.text
        waiting = self._begun.get(key)
        if not waiting:
            return self._ask(document)
        asked = waiting.popleft()
        if not waiting:
            self._begun.pop(key, None)
        return asked

    def _finding(self, match: Match, segment: Segment, span: Span) -> Finding:
        rule = match.rule
        return Finding(
            rule=rule_id(rule),
            category=self._table.category(match.category),
            severity=self._table.severity(rule),
            span=segment.to_document(span.start, span.end),
            message=match.message,
            detector=self.name,
            tentative=self._is_tentative(rule),
            suggestions=match.replacements[:SUGGESTIONS],
            help_url=match.help_url,
        )

    def _is_tentative(self, rule: str) -> bool:
        asked_for = self._pedantic or rule in self._asked_for
        return rule in self._table.tentative and not asked_for


def _question(config: Config, rules: frozenset[str]) -> Question:
    if config.pedantic:
        return Question(without_categories=frozenset(() if config.speller else (SPELLING,)))
    return Question(only=rules | {SPELLER} if config.speller else rules)


def _is_prose(segment: Segment, span: Span) -> bool:
    return not any(span.overlaps(verbatim) for verbatim in segment.verbatim)


def _is_meant(match: Match, segment: Segment, span: Span) -> bool:
    if match.rule != SPELLER:
        return True
    from mtcheck.detectors.grammar_speller import is_worth_saying

    return is_worth_saying(segment.text[span.start : span.end])
