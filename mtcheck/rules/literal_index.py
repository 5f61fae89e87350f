"""Which of many regexes a text may match, by the strings they need (Aho & Corasick 1975)."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation


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
        self._users = list(users.values())
        self._automaton = AhoCorasick(
            list(users), implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def possible(self, text: str) -> list[int]:
        """Numbers of the regexes that the text may match, ascending."""
        lacking = self._sets.copy()
        for place in self._fulfilled(text.casefold()):
            lacking[self._owners[place]] -= 1
        return [number for number, sets in enumerate(lacking) if not sets]

    def _fulfilled(self, folded: str) -> set[int]:
        """The sets, numbered over all regexes, of which the text has a string."""
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        literals = {match[0] for match in found}
        return {place for literal in literals for place in self._users[literal]}
