"""Thousands of strings looked for at once in a text.

Each is filed under four of its characters; a table of their hashes says for all places of a
text together which of these may stand there (Rabin & Karp 1987, over a bit table after Wu &
Manber 1994), and only there the strings themselves are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRAM = 4
TABLE_BITS = 18
FACTORS = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A string, the place in it of the characters it is filed under, and the sets it is in."""

    text: str
    place: int
    users: list[int]


class LiteralIndex:
    """Tells which of many regexes a text may match, by the strings they need.

    ``literals`` has for each regex sets of case-folded strings, of each of which it needs one.
    """

    def __init__(self, literals: Sequence[Sequence[Sequence[str]]]) -> None:
        self._sets = [len(sets) for sets in literals]
        self._owners = [number for number, sets in enumerate(literals) for _ in sets]
        users: dict[str, list[int]] = {}
        for place, needed in enumerate(needed for sets in literals for needed in sets):
            for text in needed:
                users.setdefault(text, []).append(place)
        self._short = [(text, found) for text, found in users.items() if len(text) < GRAM]
        self._filed: dict[int, list[_Filed]] = {}
        self._table = np.zeros(1 << TABLE_BITS, dtype=bool)
        for hashed, filed in _filed({t: u for t, u in users.items() if len(t) >= GRAM}):
            self._filed.setdefault(hashed, []).append(filed)
            self._table[hashed] = True

    def possible(self, text: str) -> list[int]:
        """Numbers of the regexes that the text may match, ascending."""
        lacking = self._sets.copy()
        for place in self._fulfilled(text.casefold()):
            lacking[self._owners[place]] -= 1
        return [number for number, sets in enumerate(lacking) if not sets]

    def _fulfilled(self, folded: str) -> set[int]:
        """The sets, numbered over all regexes, of which the text has a string."""
        found: set[int] = set()
        for literal, users in self._short:
            if literal in folded:
                found.update(users)
        hashes = _hashes(folded)
        places = np.flatnonzero(self._table[hashes])
        for place, hashed in zip(places.tolist(), hashes[places].tolist(), strict=True):
            for filed in self._filed[hashed]:
                if folded.startswith(filed.text, max(place - filed.place, 0)):
                    found.update(filed.users)
        return found


def _filed(users: dict[str, list[int]]) -> Iterator[tuple[int, _Filed]]:
    """Each string with the hash it is filed under, the one that fewest others have."""
    hashes = _hashes("\0".join(users)).tolist()
    counts = Counter(hashes)
    start = 0
    for text, numbers in users.items():
        own = hashes[start : start + len(text) - GRAM + 1]
        place = min(range(len(own)), key=lambda n: counts[own[n]])
        yield own[place], _Filed(text, place, numbers)
        start += len(text) + 1


def _hashes(text: str) -> NDArray[np.uint32]:
    """A hash of the four characters from each place of a text but the last three."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    size = max(len(codes) - GRAM + 1, 0)
    mixed = np.zeros(size, dtype=np.uint32)
    for number, factor in enumerate(FACTORS):
        mixed ^= codes[number : number + size] * factor
    return mixed >> np.uint32(32 - TABLE_BITS)
