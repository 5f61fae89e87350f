"""Tenses of the English that the verbs of the source speak against."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.source_base import PairByPair, Statement
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.tenses import tense_disparities
from mtcheck.model import Category, Finding, Severity


def _other(russian: str, english: str, severity: Severity) -> Statement:
    return Statement(
        Category.MISTRANSLATION,
        severity,
        f"“{{target}}” speaks of the {english}; every verb of the source is in the {russian}.",
    )


STATEMENTS = {
    "past-to-future": _other("past", "future", Severity.MAJOR),
    "past-to-present": _other("past", "present", Severity.MINOR),
    "future-to-past": _other("future", "past", Severity.MAJOR),
    "progressive": Statement(
        Category.GRAMMAR,
        Severity.MINOR,
        "“{target} …ing” says it was going on; the source says it was done (perfective verbs).",
    ),
}


class SourceTense(PairByPair):
    """Finds clauses put into another tense than the source has throughout."""

    name = "source-tense"
    statements = STATEMENTS

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding where the source is of one tense and the English of another."""
        for disparity in tense_disparities(pair):
            yield self.told(pair, disparity)
