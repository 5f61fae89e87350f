"""The seed article: what of its marked errors is found, and how much of what is said is right.

The figures are floors. They do not show that the rules are good, only that none was lost.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck import Checker, Config
from mtcheck.evaluation import Match, agreement, read_marked
from mtcheck.model import DocumentReport, Severity
from mtcheck.plugins import DETECTORS, plugins

SEEDS = Path(__file__).parent.parent / "seeds"
MARKED = 49


@pytest.fixture(scope="module")
def report() -> DocumentReport:
    without_server = Config(detectors=frozenset(plugins(DETECTORS)) - {"grammar"})
    return Checker(without_server).check_file(SEEDS / "lavrov-aleppo.txt")


@pytest.fixture(scope="module")
def match(report: DocumentReport) -> Match:
    (marked,) = read_marked([SEEDS / "lavrov-aleppo.jsonl"])
    assert len(marked.marks) == MARKED
    return agreement(report.path, report.text, report.words, marked.marks, report.findings)


def test_the_russian_word_is_found_with_its_origin(report: DocumentReport) -> None:
    (found,) = [f for f in report.findings if f.text == "otrulivaet"]
    assert found.severity is Severity.CRITICAL
    assert found.category == "accuracy/untranslated"
    assert found.origin is not None
    assert (found.origin.form, found.origin.lemma) == ("отруливает", "отруливать")
    assert found.suggestions[0] == "steers away"


def test_most_marked_errors_are_found(match: Match) -> None:
    assert len(match.found) >= 40


def test_nearly_all_that_is_said_is_right(match: Match) -> None:
    findings = len(match.right) + len(match.wrong)
    assert len(match.right) >= 0.9 * findings


def test_every_finding_says_why(report: DocumentReport) -> None:
    for found in report.findings:
        assert found.message
        assert found.origin is not None
        assert report.text[found.span.start : found.span.end] == found.text
