"""Negations that only one side of a translation has, and modality that is lost."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.source_base import PairByPair, Statement
from mtcheck.language.modality import modality_disparities
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
    "duty-lost": Statement(
        Category.MISTRANSLATION,
        Severity.MAJOR,
        "The source says that it has to be (“{source}”); the translation says it is.",
    ),
    "possibility-lost": Statement(
        Category.MISTRANSLATION,
        Severity.MAJOR,
        "The source says that it may be (“{source}”); the translation says it is.",
    ),
}


class SourceNegation(PairByPair):
    """Finds negations lost and added, and duty or possibility told as fact."""

    name = "source-negation"
    statements = STATEMENTS

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding where one side denies and the other does not."""
        if pair.is_left_in_russian:
            return
        for disparity in (*negation_disparities(pair), *modality_disparities(pair)):
            yield self.told(pair, disparity)
