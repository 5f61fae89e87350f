"""Marks that differ between the English and its Russian source."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.source_base import PairByPair, Statement
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.sentence_marks import sentence_marks
from mtcheck.language.stray_marks import stray_marks
from mtcheck.model import Category, Finding, Severity

_MARK = Category.PUNCTUATION, Severity.MINOR

STATEMENTS = {
    "end-lost": Statement(
        *_MARK, "The sentence has lost its final mark; the source ends in “{source}”."
    ),
    "question-added": Statement(
        Category.MISTRANSLATION, Severity.MAJOR, "A question here; the source does not ask."
    ),
    "question-order": Statement(
        Category.MISTRANSLATION,
        Severity.MAJOR,
        "The word order of a question (“{target} …”); the source does not ask.",
    ),
    "question-lost": Statement(
        Category.MISTRANSLATION, Severity.MAJOR, "The source asks; the translation states."
    ),
    "all-lower": Statement(
        Category.SPELLING,
        Severity.MAJOR,
        "No capital letter in the whole text; the source has names and begins with one.",
    ),
    "first-lower": Statement(
        Category.SPELLING, Severity.MINOR, "The sentence begins with a small letter."
    ),
    "all-upper": Statement(
        Category.SPELLING, Severity.MINOR, "All in capitals; the source is not."
    ),
    "address-lost": Statement(
        Category.OMISSION,
        Severity.MAJOR,
        "The source has “{source}”; it is not in the translation.",
    ),
    "hashtag-lost": Statement(
        Category.OMISSION,
        Severity.MINOR,
        "The source has “{source}”; it is not in the translation.",
    ),
    "placeholder-lost": Statement(
        Category.OMISSION,
        Severity.CRITICAL,
        "The placeholder “{source}” of the source is not in the translation.",
    ),
    "quotation-lost": Statement(
        Category.MISTRANSLATION,
        Severity.MAJOR,
        "The source quotes these words; the translation says them as its own.",
    ),
    "quote-unpaired": Statement(
        *_MARK, "A quotation mark without its partner; in the source all are paired."
    ),
    "bracket-unpaired": Statement(
        *_MARK, "“{target}” has no partner; in the source all brackets are paired."
    ),
    "stray-mark": Statement(*_MARK, "“{target}” is not in the source and stands by itself here."),
    "spaced-mark": Statement(
        *_MARK, "A blank stands before the mark; the source has none before its marks."
    ),
    "misplaced-mark": Statement(
        *_MARK, "“{target}” breaks the sentence; the source has no such mark here."
    ),
}


class SourceMarks(PairByPair):
    """Finds ends, questions, capitals, addresses and marks that the two sides do not share."""

    name = "source-marks"
    statements = STATEMENTS

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding for each mark or capital that one side lacks."""
        for disparity in (*sentence_marks(pair), *stray_marks(pair)):
            yield self.told(pair, disparity)
