"""Texts without which a regex cannot match: a cheap test before an expensive one.

After the prefilter of Cox 2012, "Regular Expression Matching with a Trigram Index": from the
parsed regex, a set of strings is worked out of which every match holds at least one. Compiling
a regex costs milliseconds; most are never compiled, as no text holds any of its strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

MOST_STRINGS = 64
FEWEST_CHARACTERS = 3
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
    ``needed``: strings of which one is in every match, ``None`` when there are no such."""

    exact: frozenset[str] | None
    needed: frozenset[str] | None


_UNKNOWN = _Info(None, None)
_EMPTY = _Info(frozenset([""]), None)


def needed_literals(source: str) -> list[str] | None:
    """Case-folded strings one of which is in every text (case-folded) that the regex matches.

    ``None`` when no useful set is known, as for one of signs only.
    """
    if "[:" in source:
        return None
    try:
        tree = sre_parser.parse(CLASS.sub(lambda _: "\\w", source))
    except (re.error, OverflowError, RecursionError):
        return None
    info = _sequence(tree)
    best = _better(info.needed, info.exact)
    return sorted(best) if best else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The set that is cheaper to look for and tells more; ``None`` if neither tells enough."""
    known = [_shortest(s) for s in (one, other) if s and all(map(_tells, s))]
    return min(known, key=lambda s: sum(map(_cost, s)), default=None)


def _tells(text: str) -> bool:
    return len(text) >= FEWEST_CHARACTERS or any(sign in RARE_SIGNS for sign in text)


def _cost(text: str) -> float:
    """A guess of how often a text holds a string, and what it costs to look for it."""
    letters = sum(len(word) for word in re.findall(r"\w+", text) if word not in COMMON_WORDS)
    return 0.01 + 3.5**-letters


def _shortest(strings: frozenset[str]) -> frozenset[str]:
    """Without the strings that hold another one of the set."""
    kept: list[str] = []
    for text in sorted(strings, key=len):
        if not any(other in text for other in kept):
            kept.append(text)
    return frozenset(kept)


def _sequence(parts: Iterable[Any]) -> _Info:
    """Exact strings of neighbouring parts are joined; where that stops, the best so far counts."""
    running: frozenset[str] = frozenset([""])
    needed: frozenset[str] | None = None
    whole = True
    for part in parts:
        info = _part(part)
        needed = _better(needed, info.needed)
        joined = _joined(running, info.exact)
        if joined is not None:
            running = joined
            continue
        needed = _better(needed, running)
        whole = False
        running = info.exact if info.exact is not None else frozenset([""])
    if whole:
        return _Info(running, needed)
    return _Info(None, _better(needed, running))


def _joined(left: frozenset[str], right: frozenset[str] | None) -> frozenset[str] | None:
    if right is None or len(left) * len(right) > MOST_STRINGS:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _part(part: Any) -> _Info:
    kind, value = part
    if kind is sre.LITERAL:
        return _Info(frozenset([chr(value).casefold()]), None)
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
    needed: frozenset[str] | None = frozenset()
    for info in branches:
        exact = exact | info.exact if exact is not None and info.exact is not None else None
        own = _better(info.needed, info.exact)
        needed = needed | own if needed is not None and own is not None else None
    if exact is not None and len(exact) > MOST_STRINGS:
        exact = None
    return _Info(exact, needed or None)


def _repeat(least: int, most: int, body: Any) -> _Info:
    info = _sequence(body)
    if least == 0:
        if most == 1 and info.exact is not None:
            return _Info(info.exact | {""}, None)
        return _UNKNOWN
    if least == most == 1:
        return info
    return _Info(None, _better(info.needed, info.exact))


def _characters(items: list[Any]) -> _Info:
    """A class of a few characters is as good as a choice of them."""
    if len(items) <= 8 and all(kind is sre.LITERAL for kind, _ in items):
        return _Info(frozenset(chr(value).casefold() for _, value in items), None)
    return _UNKNOWN
