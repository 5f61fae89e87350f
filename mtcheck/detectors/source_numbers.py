"""Numbers that differ between the English and its Russian source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mtcheck.detectors.source_base import PairByPair
from mtcheck.language.number_comparison import Difference, Fate, number_differences
from mtcheck.language.quantities import YEARS, Kind, Mention
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.model import Category, Finding, Severity, Span

CATEGORIES = {
    Fate.CHANGED: Category.MISTRANSLATION,
    Fate.SCALED: Category.MISTRANSLATION,
    Fate.LOST: Category.OMISSION,
    Fate.ADDED: Category.ADDITION,
}
SEVERITIES = {
    Fate.CHANGED: Severity.CRITICAL,
    Fate.SCALED: Severity.CRITICAL,
    Fate.LOST: Severity.MAJOR,
    Fate.ADDED: Severity.MAJOR,
}
NAMES = {Kind.NUMBER: "number", Kind.MONTH: "month", Kind.WEEKDAY: "day of the week"}


class SourceNumbers(PairByPair):
    """Finds numbers, months and days that were changed, scaled, lost or added."""

    name = "source-numbers"

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding for each number without its like on the other side."""
        for difference in number_differences(pair.text, pair.source_text):
            if not _stands_beside(pair, difference):
                yield self._finding(pair, difference)

    def _finding(self, pair: SegmentPair, difference: Difference) -> Finding:
        source, target = difference.source, difference.target
        return self.finding(
            pair,
            f"source-numbers/{difference.fate}",
            CATEGORIES[difference.fate],
            _severity(difference),
            _message(pair, difference),
            target=_within(target, pair.target.start) if target else None,
            source=_within(source, pair.source.start) if source else None,
        )


def _severity(difference: Difference) -> Severity:
    """A year that is left out is the least: the date mostly says it already."""
    source = difference.source
    if difference.fate is Fate.LOST and source and source.value in YEARS:
        return Severity.MINOR
    return SEVERITIES[difference.fate]


def _within(mention: Mention, offset: int) -> Span:
    return Span(mention.start + offset, mention.end + offset)


def _stands_beside(pair: SegmentPair, difference: Difference) -> bool:
    """True when what a sentence lacks is in the sentence before or behind it."""
    segment = pair.segment
    if not segment.joints or (difference.source and difference.target):
        return False
    return not any(
        other.fate is difference.fate and _values(other) == _values(difference)
        for other in number_differences(segment.text, segment.source or "")
    )


def _values(difference: Difference) -> list[Fraction]:
    return [mention.value for mention in (difference.source, difference.target) if mention]


def _message(pair: SegmentPair, difference: Difference) -> str:
    source, target = difference.source, difference.target
    russian = source and _written(pair.source_text, source)
    english = target and _written(pair.text, target)
    if difference.fate is Fate.LOST:
        return f"The source has {russian}; the translation does not have this number."
    if difference.fate is Fate.ADDED:
        return f"{english} is in the translation only; the source has no such number."
    if difference.fate is Fate.SCALED:
        return f"{english} in the translation, {russian} in the source: a thousandfold difference."
    kind = NAMES[target.kind] if target else ""
    end = "" if kind == "number" else f": another {kind}"
    return f"{english} in the translation, {russian} in the source{end}."


def _written(text: str, mention: Mention) -> str:
    """The number as it is written, with its value where that is told in words or shortened."""
    words = text[mention.start : mention.end]
    if mention.kind is not Kind.NUMBER or words == str(mention.value):
        return f"“{words}”"
    value = _figures(mention.value)
    return f"“{words}”" if value == words else f"“{words}” ({value})"


def _figures(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}" if value >= 10_000 else str(value.numerator)
    if value.denominator in (3, 6, 7, 9):
        return str(value)
    return f"{float(value):,.6g}"
