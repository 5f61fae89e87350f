"""Which numbers of a Russian text its English has not, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from mtcheck.language.english_numbers import english_numbers
from mtcheck.language.quantities import YEARS, Kind, Mention
from mtcheck.language.russian_numbers import russian_numbers

FEWEST_DIGITS_OF_ROUNDED = 2
_SCALES = frozenset(Fraction(1000) ** power for power in (-3, -2, -1, 1, 2, 3))
_OTHER_MEASURE = re.compile(
    r"[\s\-–]*(?:square |cubic |fluid )?(?:miles?|mph|yards?|feet|foot|ft|inch(?:es)?|pounds?|lbs?|"
    r"ounces?|oz|acres?|gallons?|°\s?F|degrees Fahrenheit|Fahrenheit|stone)\b",
    re.IGNORECASE,
)


class Fate(StrEnum):
    """What became of a number."""

    CHANGED = "changed"
    SCALED = "scaled"
    LOST = "lost"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that differs; one side is ``None`` where it is lost or added."""

    fate: Fate
    source: Mention | None
    target: Mention | None


def number_differences(english: str, russian: str) -> Iterator[Difference]:
    """The differences between two texts that translate each other, offsets in each.

    A number that one side has several times need only be once in the other. Numbers in other
    measures (miles for kilometres) are taken to be converted rightly.
    """
    targets, sources = english_numbers(english), russian_numbers(russian)
    converted = [m for m in targets if _OTHER_MEASURE.match(english, m.end)]
    lost = [m for m in sources if not (m.implied or _has_counterpart(m, targets))]
    added = [m for m in targets if not (m.implied or _has_counterpart(m, sources))]
    added = [m for m in added if m not in converted]
    for kind in Kind:
        yield from _differences(
            [m for m in lost if m.kind is kind],
            [m for m in added if m.kind is kind],
            bool(converted),
        )


def _has_counterpart(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.may_be(o) or _rounded(mention, o) or _rounded(o, mention) for o in others)


def _rounded(exact: Mention, rough: Mention) -> bool:
    """True when ``rough`` is the other number with fewer digits: 1.49 million, 1.5 million."""
    if exact.kind is not Kind.NUMBER or rough.kind is not Kind.NUMBER:
        return False
    value, rounded = exact.value, rough.value
    if value.denominator == 1 and (value < 1000 or value in YEARS):
        return False
    digits = _significant_digits(rounded)
    if not FEWEST_DIGITS_OF_ROUNDED <= digits < _significant_digits(value):
        return False
    return float(f"{float(value):.{digits}g}") == float(rounded)


def _significant_digits(value: Fraction) -> int:
    digits = f"{float(value):.12g}".replace(".", "").partition("e")[0].strip("0")
    return len(digits)


def _differences(
    lost: list[Mention], added: list[Mention], converted: bool
) -> Iterator[Difference]:
    """Pair what is missing on either side; what then is alone and sure is lost or added."""
    for source in list(lost):
        scaled = next((t for t in added if _is_scaled(source, t)), None)
        if scaled:
            lost.remove(source)
            added.remove(scaled)
            yield Difference(Fate.SCALED, source, scaled)
    firm_first = sorted(lost, key=lambda mention: mention.soft)
    for source in firm_first:
        partner = _partner(source, added)
        if partner:
            added.remove(partner)
            yield Difference(Fate.CHANGED, source, partner)
        elif not source.soft and not converted:
            yield Difference(Fate.LOST, source, None)
    for target in added:
        if not target.soft:
            yield Difference(Fate.ADDED, None, target)


def _is_scaled(source: Mention, target: Mention) -> bool:
    if not source.value or not target.value or (source.soft and target.soft):
        return False
    return any(
        ours / theirs in _SCALES for ours in source.values for theirs in target.values if theirs
    )


def _partner(source: Mention, added: Sequence[Mention]) -> Mention | None:
    """The number that stands in place of ``source``: a sure one, else one nearly as large."""
    if source.kind is not Kind.NUMBER:
        return next(iter(added), None)
    for target in added:
        if not (source.soft and target.soft):
            return target
    return None
