"""Words as the fluency model reads them: normalised signs, units, WordPiece, case.

A unit is what gets a verdict: a word with its apostrophes, a number, a sign. WordPiece is that
of BERT (Devlin et al. 2019), uncased: the longest piece of the vocabulary, from left to right,
of small letters without accents. What capitals a unit has is told apart from its pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

UNIT = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:'\w+)*|[^\w\s]")
PART = re.compile(r"[^\W_]+|[^\w\s]|_")
SIGNS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "—": "-", "–": "-", "‒": "-", "―": "-", "−": "-", "‑": "-",
        "…": ".", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
LONGEST_WORD = 40  # characters of a word that are read
UNKNOWN = "[UNK]"


class Case(IntEnum):
    """The capitals of a unit, in the order the model numbers them."""

    LOWER = 0  # or no letters at all
    CAPITAL = 1
    UPPER = 2
    MIXED = 3


class Unit(NamedTuple):
    """Code points ``start`` to ``end`` of a text, and the normalised text between them."""

    start: int
    end: int
    text: str


def normalised(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe, dash and space; of equal length."""
    return text.translate(SIGNS)


def units(text: str) -> list[Unit]:
    """The units of a text in order."""
    return [Unit(m.start(), m.end(), m.group()) for m in UNIT.finditer(normalised(text))]


def case(unit: str) -> Case:
    """``Duma`` and ``I`` have a capital, ``NATO's`` is upper, ``iPhone`` and ``McCain`` mixed."""
    word = unit.partition("'")[0] or unit
    if word == word.lower():
        return Case.LOWER if unit == unit.lower() else Case.MIXED
    if word[1:] == word[1:].lower():
        return Case.CAPITAL
    return Case.UPPER if word == word.upper() else Case.MIXED


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


class WordPiece:
    """Pieces of units as numbers of a vocabulary, which has to hold ``[UNK]``."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary[UNKNOWN]
        self._of_part = lru_cache(maxsize=50_000)(self._split)

    def pieces(self, unit: str) -> list[int]:
        """Numbers of the pieces of a unit, at least one."""
        parts = PART.findall(folded(unit[:LONGEST_WORD]))
        return [piece for part in parts for piece in self._of_part(part)] or [self._unknown]

    def _split(self, part: str) -> tuple[int, ...]:
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                number = self._vocabulary.get(piece)
                if number is not None:
                    break
            else:
                return (self._unknown,)
            found.append(number)
            start = end
        return tuple(found)
