"""Which lines of a plain text belong to one paragraph.

The world writes plain text in two ways: one paragraph a line, or paragraphs broken into
lines of a common width. A break inside a hard-wrapped paragraph shows itself: the first
word of the next line would not have fitted. The width for which most breaks show that is
the width of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from mtcheck.formats.lines import Line

NARROWEST, WIDEST = 30, 200
ENOUGH_BREAKS = 3
SHARE_OF_BREAKS = 0.6
STRICT_SHARE = 0.9
SHORTEST_CONTINUED = 30

_OPEN_END = re.compile(
    r"(?:[,–—(“«„]|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|that|which|who|"
    r"is|are|was|were|be|been|has|have|had|will|would|not|as|than|its|his|her|their))$",
    re.IGNORECASE,
)
_LOWER_START = re.compile(r"[\"'“‘«(\[]*[a-z]")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a file breaks lines: at ``width`` characters, ``None`` for one paragraph a line.

    ``strict`` is true when nearly every break stands where the next word would not fit.
    """

    width: int | None
    strict: bool = False


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, blank lines left out."""
    wrapping = find_wrapping(lines)
    for blank, block in groupby(lines, key=lambda line: line.blank):
        if not blank:
            yield from _split(list(block), wrapping)


def find_wrapping(lines: Sequence[Line]) -> Wrapping:
    """The width at which a file's lines were broken, if they were."""
    breaks = [
        (line.width, line.width + following.first_word)
        for line, following in pairwise(lines)
        if line.text and following.text and not line.terminated and not following.bullet
    ]
    supported = [0] * (WIDEST + 2)
    for low, high in breaks:
        if low <= WIDEST and high >= NARROWEST:
            supported[max(low, NARROWEST)] += 1
            supported[min(high, WIDEST) + 1] -= 1
    best, width, running = 0, 0, 0
    for candidate, change in enumerate(supported):
        running += change
        if running > best:
            best, width = running, candidate
    if best < max(ENOUGH_BREAKS, SHARE_OF_BREAKS * len(breaks)):
        return Wrapping(None)
    return Wrapping(width, strict=best >= STRICT_SHARE * len(breaks))


def _split(block: Sequence[Line], wrapping: Wrapping) -> Iterator[list[Line]]:
    paragraph = [block[0]]
    for line, following in pairwise(block):
        if _joins(line, following, paragraph[0], wrapping):
            paragraph.append(following)
        else:
            yield paragraph
            paragraph = [following]
    yield paragraph


def _joins(line: Line, following: Line, first: Line, wrapping: Wrapping) -> bool:
    """True when ``following`` continues the paragraph that ``first`` begins and ``line`` ends."""
    if line.depth != following.depth or line.cyrillic != following.cyrillic:
        return False
    full = wrapping.width is not None and line.width + following.first_word >= wrapping.width
    if following.bullet and (line.terminated or not full or first.bullet is not None):
        return False
    if full:
        return not (line.terminated and following.indent > line.indent)
    if line.terminated:
        return False
    if wrapping.width is not None and not wrapping.strict and line.width >= 0.75 * wrapping.width:
        return True
    return len(line.text) >= SHORTEST_CONTINUED and _continues(line, following)


def _continues(line: Line, following: Line) -> bool:
    lower = _LOWER_START.match(following.text)
    return lower is not None or _OPEN_END.search(line.text) is not None
