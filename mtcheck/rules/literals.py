"""Texts without which a regex cannot match: a cheap test before an expensive one.

After the prefilter of Cox 2012, "Regular Expression Matching with a Trigram Index": from the
parsed regex, sets of strings are worked out, of each of which every match holds at least one.
Compiling a regex costs milliseconds; most are never compiled, as no text holds what they need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import fsum
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

MOST_STRINGS = 64
MOST_SETS = 3
FEWEST_LETTERS = 3
RARE_SIGNS = "«»„№§"
COMMON_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "he",
    "her", "his", "in", "is", "it", "its", "not", "of", "on", "said", "that", "the", "their",
    "they", "this", "to", "was", "were", "which", "who", "will", "with",
})  # fmt: skip
CLASS = re.compile(r"\\[pP](?:\{\^?\w+\}|[A-Z])")


@dataclass(frozen=True, slots=True)
class _Info:
    """``exact``: all strings that a part can match, ``None`` when too many or unknown;
    ``needed``: sets of strings of each of which one is in every match, the best first."""

    exact: frozenset[str] | None
    needed: tuple[frozenset[str], ...] = ()

    @property
    def telling(self) -> tuple[frozenset[str], ...]:
        """All sets of which every match holds a string."""
        return _best(*self.needed, self.exact)


_UNKNOWN = _Info(None)
_EMPTY = _Info(frozenset([""]))


def needed_literals(source: str) -> list[list[str]]:
    """Sets of case-folded strings: a text (case-folded) that the regex matches has one of each.

    At most ``MOST_SETS``, the most telling first; none for a regex of signs only.
    """
    if "[:" in source:
        return []
    try:
        tree = sre_parser.parse(CLASS.sub(lambda _: "\\w", source))
    except (re.error, OverflowError, RecursionError):
        return []
    return [sorted(strings) for strings in _sequence(tree).telling]


def _best(*sets: frozenset[str] | None) -> tuple[frozenset[str], ...]:
    """Those that tell enough, the cheapest to look for and most telling first."""
    known = {_shortest(s) for s in sets if s and all(map(_tells, s))}
    kept: list[frozenset[str]] = []
    for strings in sorted(known, key=lambda s: (fsum(map(_cost, s)), sorted(s))):
        if not any(_implies(other, strings) for other in kept):
            kept.append(strings)
    return tuple(kept[:MOST_SETS])


def _implies(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a text that has a string of one set has a string of the other."""
    return all(any(part in text for part in other) for text in one)


def _tells(text: str) -> bool:
    """Whether a text that holds the string is the exception."""
    return _letters(text) >= FEWEST_LETTERS or any(sign in RARE_SIGNS for sign in text)


@lru_cache(maxsize=50_000)
def _letters(text: str) -> int:
    return sum(len(word) for word in re.findall(r"\w+", text) if word not in COMMON_WORDS)


def _cost(text: str) -> float:
    """A guess of how often a text holds a string, and what it costs to look for it."""
    return 0.01 + 3.5 ** -_letters(text)


def _shortest(strings: frozenset[str]) -> frozenset[str]:
    """Without the strings that hold another one of the set."""
    kept: list[str] = []
    for text in sorted(strings, key=len):
        if not any(other in text for other in kept):
            kept.append(text)
    return frozenset(kept)


def _sequence(parts: Iterable[Any]) -> _Info:
    """Exact strings of neighbouring parts are joined; where that stops, they are a set."""
    running: frozenset[str] = frozenset([""])
    needed: tuple[frozenset[str], ...] = ()
    whole = True
    for info in _infos(parts):
        if info.needed:
            needed = _best(*needed, *info.needed)
        joined = _joined(running, info.exact)
        if joined is not None:
            running = joined
            continue
        needed = _best(*needed, running)
        whole = False
        running = info.exact if info.exact is not None else frozenset([""])
    if whole:
        return _Info(running, needed)
    return _Info(None, _best(*needed, running))


def _infos(parts: Iterable[Any]) -> Iterator[_Info]:
    """What is known of each part; characters that follow each other are one."""
    text = ""
    for kind, value in parts:
        if kind is sre.LITERAL:
            text += chr(value).casefold()
            continue
        if text:
            yield _Info(frozenset([text]))
            text = ""
        yield _part((kind, value))
    if text:
        yield _Info(frozenset([text]))


def _joined(left: frozenset[str], right: frozenset[str] | None) -> frozenset[str] | None:
    if right is None or len(left) * len(right) > MOST_STRINGS:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _part(part: Any) -> _Info:
    kind, value = part
    if kind is sre.AT:
        return _EMPTY
    if kind is sre.SUBPATTERN:
        return _sequence(value[3])
    if kind is sre.BRANCH:
        return _branch([_sequence(branch) for branch in value[1]])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return _repeat(*value)
    if kind is sre.IN:
        return _characters(value)
    return _UNKNOWN


def _branch(branches: list[_Info]) -> _Info:
    exact: frozenset[str] | None = frozenset()
    either: frozenset[str] | None = frozenset()
    for info in branches:
        exact = exact | info.exact if exact is not None and info.exact is not None else None
        own = info.telling
        either = either | own[0] if either is not None and own else None
    if exact is not None and len(exact) > MOST_STRINGS:
        exact = None
    return _Info(exact, _best(either))


def _repeat(least: int, most: int, body: Any) -> _Info:
    info = _sequence(body)
    if least == 0:
        if most == 1 and info.exact is not None:
            return _Info(info.exact | {""})
        return _UNKNOWN
    if least == most == 1:
        return info
    return _Info(None, info.telling)


def _characters(items: list[Any]) -> _Info:
    """A class of a few characters is as good as a choice of them."""
    if len(items) <= 8 and all(kind is sre.LITERAL for kind, _ in items):
        return _Info(frozenset(chr(value).casefold() for _, value in items))
    return _UNKNOWN
