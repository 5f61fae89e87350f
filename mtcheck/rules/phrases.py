"""Thousands of phrases looked for at once: one look-up a token, whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.rules.attributes import stored
from mtcheck.rules.matches import Match
from mtcheck.rules.table import TokenTable


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a phrase, compared by a token attribute (``LOWER``, ``LEMMA``, ``ORTH``)."""

    words: tuple[str, ...]
    attribute: str
    across: bool


@dataclass(frozen=True, slots=True)
class _Filed:
    number: int
    values: list[int]
    place: int
    across: bool


class PhraseIndex:
    """Files phrases under the word of each that is rarest among them all."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        counts = Counter(word for phrase in phrases for word in phrase.words)
        self._filed: dict[str, dict[int, list[_Filed]]] = {}
        for number, phrase in enumerate(phrases):
            words = phrase.words
            place = min(range(len(words)), key=lambda n: (counts[words[n]], -len(words[n])))
            values = [stored(phrase.attribute, word) for word in words]
            filed = self._filed.setdefault(phrase.attribute, {})
            entry = _Filed(number, values, place, phrase.across)
            filed.setdefault(values[place], []).append(entry)

    def find(self, table: TokenTable) -> Iterator[tuple[int, Match]]:
        """Number of a phrase and its match, whose words have the names ``w1``, ``w2`` …"""
        for attribute, filed in self._filed.items():
            values = table.values(attribute).tolist()
            for token in [token for token, value in enumerate(values) if value in filed]:
                for entry in filed[values[token]]:
                    start, size = token - entry.place, len(entry.values)
                    if (
                        start >= 0
                        and values[start : start + size] == entry.values
                        and table.together(start, start + size - 1, entry.across)
                    ):
                        yield entry.number, _match(table, start, size)


def _match(table: TokenTable, start: int, size: int) -> Match:
    tokens: dict[str, tuple[int, ...]] = {f"w{n + 1}": (start + n,) for n in range(size)}
    last = start + size - 1
    return Match(int(table.segment[start]), table.start[start], table.end[last], tokens=tokens)
