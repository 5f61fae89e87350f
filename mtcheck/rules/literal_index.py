"""Which of many regexes may match a text, by the strings they need (Aho & Corasick 1975)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation


class LiteralIndex:
    """Tells which of many regexes may match a text, by the strings they need.

    ``literals`` has for each regex sets of case-folded strings, of each of which it needs one;
    of those that need nothing the index does not speak.
    """

    def __init__(self, literals: Sequence[Sequence[Sequence[str]]]) -> None:
        self._sets = [len(sets) for sets in literals]
        self._owners = [number for number, sets in enumerate(literals) for _ in sets]
        users: dict[str, set[int]] = {}
        for place, needed in enumerate(needed for sets in literals for needed in sets):
            for text in needed:
                users.setdefault(text, set()).add(place)
        self._users = list(users.values())
        self._automaton = AhoCorasick(
            list(users), implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def possible(self, text: str) -> Iterator[int]:
        """Numbers of the regexes that the text may match, in no order."""
        matches = self._automaton.find_matches_as_indexes(text.casefold(), overlapping=True)
        literals = {match[0] for match in matches}
        places = set[int]().union(*[self._users[literal] for literal in literals])
        lacking: dict[int, int] = {}
        for place in places:
            owner = self._owners[place]
            lacking[owner] = lacking.get(owner, self._sets[owner]) - 1
        return (owner for owner, sets in lacking.items() if not sets)
