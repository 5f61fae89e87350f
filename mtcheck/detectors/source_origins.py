"""What the English alone made suspect, held against the Russian it is said to come from.

“Actual” is a false friend where the source has актуальный, and English where it has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mtcheck.document import Document
from mtcheck.language.segment_pairs import SegmentPair, has_source, segment_pairs
from mtcheck.model import Finding, Severity

if TYPE_CHECKING:
    from mtcheck.language.russian_text import RussianToken

FAMILIES = frozenset({"calques", "institutions"})
"""Families of rules whose origin is the Russian words themselves."""

_CONTENT = frozenset({"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "ADVB"})
_STEM = 5
_ENDING = 2


def confirmed(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those of ``FAMILIES`` firm or tentative as the source has their words.

    Where a word of the origin stands in the sentence's source, the finding is firm and marks it;
    where none does and the origin is one word, it is a minor one that other findings have to
    bear out. Longer origins are but examples. Findings of documents without source are as they
    were.
    """
    if not has_source(document):
        yield from findings
        return
    pairs = [
        (pair, pair.in_document(pair.target.start, pair.target.end))
        for pair in segment_pairs(document)
    ]
    for finding in findings:
        pair = next((p for p, span in pairs if span.contains(finding.span)), None)
        yield finding if pair is None else _held_against(finding, pair)


def _held_against(finding: Finding, pair: SegmentPair) -> Finding:
    origin = finding.origin
    if finding.source_span or not origin or finding.rule.partition("/")[0] not in FAMILIES:
        return finding
    russian = origin.form or origin.construction
    stems = _stems(russian)
    if not stems:
        return finding
    for token in pair.source_tokens:
        if _has_stem(token, stems):
            place = pair.in_source(token.start, token.end)
            return replace(finding, source_span=place, tentative=False)
    if " " in russian.strip():
        return finding
    return replace(finding, severity=Severity.MINOR, tentative=True, safe_fix=False)


@lru_cache(maxsize=2000)
def _stems(russian: str) -> frozenset[str]:
    """The beginnings of the content words of a rule's origin, in their dictionary form."""
    from mtcheck.language.russian_text import tokens

    words = (t for t in tokens(russian) if t.part_of_speech in _CONTENT)
    return frozenset(_stem(lemma) for word in words for lemma in word.lemmas)


def _has_stem(token: RussianToken, stems: frozenset[str]) -> bool:
    return token.is_word and any(_stem(lemma) in stems for lemma in token.lemmas)


def _stem(lemma: str) -> str:
    plain = lemma.replace("ё", "е")
    return (
        plain[: max(_STEM, len(plain) - _ENDING)]
        if len(plain) <= _STEM + _ENDING
        else plain[:_STEM]
    )
