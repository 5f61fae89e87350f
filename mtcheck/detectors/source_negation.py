"""Negations that only one side of a translation has."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.source_base import SourceDetector, Statement
from mtcheck.language.negation import negation_disparities
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.model import Category, Finding, Severity

STATEMENTS = {
    "lost": Statement(
        Category.MISTRANSLATION,
        Severity.CRITICAL,
        "The source denies it (“{source}”); nothing in the translation does.",
    ),
    "added": Statement(
        Category.MISTRANSLATION,
        Severity.CRITICAL,
        "“{target}” is denied in the translation; nothing in the source is.",
    ),
}


class SourceNegation(SourceDetector):
    """Finds negations of the source that are lost and negations that are added."""

    name = "source-negation"
    statements = STATEMENTS

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding where one side denies and the other does not."""
        if pair.is_left_in_russian:
            return
        for disparity in negation_disparities(pair):
            yield self.told(pair, disparity)
