"""Translations that say twice what the source says once."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.source_base import PairByPair, Statement
from mtcheck.language.repetition import repetitions
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.model import Category, Finding, Severity

STATEMENTS = {
    "word": Statement(
        Category.ADDITION, Severity.MINOR, "“{target}” is there again; the source has it once."
    ),
    "phrase": Statement(
        Category.ADDITION, Severity.MAJOR, "“{target}” is there again; the source has it once."
    ),
    "far-phrase": Statement(
        Category.ADDITION,
        Severity.MAJOR,
        "“{target}” stands in the sentence already; the source does not repeat it.",
    ),
}


class SourceRepeats(PairByPair):
    """Finds words and phrases doubled in translation."""

    name = "source-repeats"
    statements = STATEMENTS

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding for each repetition that the source has not."""
        for disparity in repetitions(pair):
            yield self.told(pair, disparity)
