"""Findings as LanguageTool 6.8 writes them; all offsets in UTF-16 code units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import mtcheck
from mtcheck.document import Document, Segment
from mtcheck.issue_types import issue_type
from mtcheck.model import Finding, Span
from mtcheck.review.languagetool_api import vocabulary
from mtcheck.review.languagetool_api.annotated import AnnotatedText
from mtcheck.review.languagetool_api.languages import LANGUAGES, Detected, Language
from mtcheck.review.languagetool_api.utf16 import Utf16Offsets, length
from mtcheck.rules.rule import Rule

API_VERSION = 1
CONTEXT = 40
CUT = "..."
DETECTOR = "py3langid"


def software() -> dict[str, Any]:
    """Who answers. ``buildDate`` is when this version was put where it runs."""
    return {
        "name": "mtcheck",
        "version": mtcheck.__version__,
        "buildDate": _installed(),
        "apiVersion": API_VERSION,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }


def languages() -> list[dict[str, str]]:
    """What ``/v2/languages`` answers."""
    return [{"name": la.name, "code": "en", "longCode": la.code} for la in LANGUAGES]


def rule_list(rules: Iterable[Rule]) -> list[dict[str, str]]:
    """The rules of packs as ``/v2/configinfo`` lists them."""
    return [
        {
            "ruleId": rule.id,
            "description": rule.title,
            "categoryId": rule.category.value,
            "categoryName": vocabulary.category_name(rule.category),
            "locQualityIssueType": issue_type(rule.category),
        }
        for rule in rules
    ]


def sentences_of(document: Document) -> list[Span]:
    """The sentences of an analysed document, in its offsets and order."""
    return [
        segment.to_document(start, end)
        for segment in document.segments
        for start, end in _sentences(segment)
    ]


def _sentences(segment: Segment) -> Iterable[tuple[int, int]]:
    if segment.doc is None:
        return
    for sentence in segment.doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
        if start < end:
            yield start, end


@dataclass(frozen=True)
class Answer:
    """Everything about one text that an answer to ``/v2/check`` needs.

    ``sentences`` are spans of ``text.plain`` in order, ``lack`` says what could not be looked
    for, ``title`` gives the title of a rule of the packs or nothing, ``pages`` is the address
    below which rules have their pages, if any.
    """

    text: AnnotatedText
    language: Language
    detected: Detected
    sentences: Sequence[Span] = ()
    lack: str = ""
    title: Callable[[str], str] = lambda _: ""
    pages: str = ""

    def data(self, findings: Iterable[Finding] = ()) -> dict[str, Any]:
        """The answer; spans of ``findings`` are of ``text.plain``."""
        ranges = [list(self._range(span)) for span in self.sentences]
        rated = [{"language": "en", "rate": 1.0}]
        return {
            "software": software(),
            "warnings": self._warnings(),
            "language": self._language(),
            "matches": [self._match(finding) for finding in findings],
            "sentenceRanges": ranges,
            "extendedSentenceRanges": [
                {"from": start, "to": end, "detectedLanguages": rated} for start, end in ranges
            ],
        }

    @cached_property
    def _offsets(self) -> Utf16Offsets:
        return Utf16Offsets(self.text.original)

    def _range(self, plain: Span) -> tuple[int, int]:
        written = self.text.span(plain.start, plain.end)
        return self._offsets.of(written.start), self._offsets.of(written.end)

    def _warnings(self) -> dict[str, Any]:
        if not self.lack:
            return {"incompleteResults": False}
        return {"incompleteResults": True, "incompleteResultsReason": self.lack}

    def _language(self) -> dict[str, Any]:
        detected = self.detected.language
        return {
            "name": self.language.name,
            "code": self.language.code,
            "detectedLanguage": {
                "name": detected.name,
                "code": detected.code,
                "confidence": self.detected.confidence,
                "source": DETECTOR,
            },
        }

    def _match(self, finding: Finding) -> dict[str, Any]:
        written = self.text.span(finding.span.start, finding.span.end)
        offset, units = self._offsets.range(written.start, written.end)
        category, title = finding.category, self.title(finding.rule)
        page = finding.help_url or self._page(finding, title)
        alone = vocabulary.stands_alone(category)
        return {
            "message": vocabulary.message(finding),
            "shortMessage": vocabulary.short_message(finding),
            "replacements": [{"value": words} for words in finding.suggestions],
            "offset": offset,
            "length": units,
            "context": self._context(written),
            "sentence": self._sentence(finding.span),
            "type": {"typeName": vocabulary.type_name(category)},
            "rule": {
                "id": finding.rule,
                "description": title or vocabulary.category_name(category),
                "issueType": issue_type(category),
                "urls": [{"value": page}] if page else [],
                "category": {"id": category.value, "name": vocabulary.category_name(category)},
            },
            "ignoreForIncompleteSentence": not alone,
            "contextForSureMatch": 0 if alone else -1,
        }

    def _page(self, finding: Finding, title: str) -> str:
        """The address of the rule's page here; empty where pages are not open to all."""
        if not self.pages:
            return ""
        of = "" if title else f"?of={quote(finding.detector)}"
        return f"{self.pages}{quote(finding.rule)}{of}"

    def _context(self, written: Span) -> dict[str, Any]:
        original = self.text.original
        start = max(0, written.start - CONTEXT)
        end = min(len(original), written.end + CONTEXT)
        before = (CUT if start else "") + original[start : written.start]
        text = before + original[written.start : end] + (CUT if end < len(original) else "")
        return {
            "text": text.replace("\n", " ").replace("\r", " "),
            "offset": length(before),
            "length": length(original[written.start : written.end]),
        }

    def _sentence(self, span: Span) -> str:
        touched = [s for s in self.sentences if s.overlaps(span) or s.contains(span)]
        if not touched:
            return self.text.plain[span.start : span.end]
        return self.text.plain[touched[0].start : touched[-1].end]


@cache
def _installed() -> str:
    stamp = datetime.fromtimestamp(Path(mtcheck.__file__).stat().st_mtime, UTC)
    return stamp.strftime("%Y-%m-%d %H:%M:%S +0000")
