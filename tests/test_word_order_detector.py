"""The learned word-order model as a detector."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.word_order import WordOrder
from mtcheck.formats import read_text
from mtcheck.language.english import Analyser
from mtcheck.model import Finding, Severity


def found(text: str) -> list[Finding]:
    (document,) = Analyser().analyse([read_text(text)])
    return list(WordOrder(Config()).detect(document))


GARBLED = (
    "In the morning from the village left with their children all women and old men. "
    "Of the new bridge the opening put off for next spring city authorities."
)


def test_scrambled_clauses_are_found_and_told() -> None:
    findings = found(GARBLED)
    assert findings
    for finding in findings:
        marked = GARBLED[finding.span.start : finding.span.end]
        assert marked in finding.message
        assert len(marked.split()) <= 8
        assert finding.severity is Severity.MAJOR
        assert finding.origin is not None


@pytest.mark.parametrize(
    "text",
    [
        "All the women and old men left the village with their children in the morning.",
        "Never before had the city authorities put off the opening of a bridge.",
        "In the corner of the room stood an old piano that nobody had played for years.",
        "So did the mayor, who had promised to open the new bridge before the spring.",
    ],
)
def test_good_english_is_left_alone(text: str) -> None:
    assert [f for f in found(text) if not f.tentative] == []
