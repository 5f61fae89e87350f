"""The relations of spaCy's ``DependencyMatcher``, over a whole table and for one token.

``A > B``: A is the head of B; ``>>`` an ancestor; ``.`` comes right before, ``.*`` before in the
sentence; ``;`` right after; ``$+`` is the sibling right before B, ``$++`` one before; ``>+`` is
the head right before B, ``>++`` the head somewhere before; ``-`` for the other side, ``<`` for
the other direction. Unlike spaCy, a root is no sibling of its own children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from mtcheck.rules.attributes import Bools, Integers
from mtcheck.rules.table import TokenTable


def having(table: TokenTable, relation: str, right: Bools) -> Bools:
    """Which tokens stand in a relation to at least one of the tokens ``right``."""
    return _HAVING[relation](table, right)


def related(table: TokenTable, relation: str, token: int) -> Iterable[int]:
    """The tokens B for which ``token`` *relation* B holds, in order of the text."""
    low, high = table.sentence_range(token)
    head = int(table.head[token])
    if relation == ".":
        return range(token + 1, min(token + 2, high))
    if relation == ";":
        return range(max(token - 1, low), token)
    if relation == ".*":
        return range(token + 1, high)
    if relation == ";*":
        return range(low, token)
    if relation == "<<":
        return _ancestors(table, token)
    if relation == ">>":
        return [t for t in range(low, high) if token in _ancestors(table, t)]
    if relation[0] == "<":
        return [head] if head != token and _on_side(relation[1:], token, head) else []
    parent = token if relation[0] == ">" else head
    if relation[0] == "$" and head == token:
        return []
    children = (np.flatnonzero(table.head[low:high] == parent) + low).tolist()
    return [t for t in children if t not in (parent, token) and _on_side(relation[1:], token, t)]


def _on_side(side: str, token: int, other: int) -> bool:
    """Whether the other token lies on the side that the rest of a relation says."""
    distance = other - token
    return {
        "": True,
        "+": distance == 1,
        "-": distance == -1,
        "++": distance > 0,
        "--": distance < 0,
    }[side]


def _ancestors(table: TokenTable, token: int) -> list[int]:
    found = []
    while (head := int(table.head[token])) != token:
        found.append(head)
        token = head
    return found


def _places(table: TokenTable) -> Integers:
    return np.arange(table.size)


def _sided(side: str, distance: Integers) -> Bools:
    """Whether distances (other minus token) are on a side."""
    if side == "":
        return np.ones(len(distance), dtype=bool)
    if len(side) == 1:
        return np.asarray(distance == (1 if side == "+" else -1))
    return np.asarray(distance > 0 if side == "++" else distance < 0)


def _head_of(side: str) -> Callable[[TokenTable, Bools], Bools]:
    def has(table: TokenTable, right: Bools) -> Bools:
        children = right & table.is_child
        if side:
            children = children & _sided(side, _places(table) - table.head)
        found = np.zeros(table.size, dtype=bool)
        found[table.head[children]] = True
        return found

    return has


def _child_of(side: str) -> Callable[[TokenTable, Bools], Bools]:
    def has(table: TokenTable, right: Bools) -> Bools:
        found = right[table.head] & table.is_child
        if side:
            found = found & _sided(side, table.head - _places(table))
        return np.asarray(found)

    return has


def _sibling_of(side: str) -> Callable[[TokenTable, Bools], Bools]:
    """By the first and last of the wanted tokens among the children of each head."""

    def has(table: TokenTable, right: Bools) -> Bools:
        if len(side) == 1:
            step = 1 if side == "+" else -1
            beside = np.roll(right & table.is_child, -step)
            same_head = np.roll(table.head, -step) == table.head
            beside[-1 if step == 1 else 0] = False
            return np.asarray(beside & same_head & table.is_child)
        wanted = np.flatnonzero(right & table.is_child)
        edge = np.full(table.size, -1 if side == "++" else table.size)
        gather = np.maximum if side == "++" else np.minimum
        gather.at(edge, table.head[wanted], wanted)
        beyond = edge[table.head]
        places = _places(table)
        return np.asarray(table.is_child & (beyond > places if side == "++" else beyond < places))

    return has


def _ancestor_of(table: TokenTable, right: Bools) -> Bools:
    found = np.zeros(table.size, dtype=bool)
    wave = right & table.is_child
    while wave.any():
        heads = np.zeros(table.size, dtype=bool)
        heads[table.head[wave]] = True
        wave = heads & ~found & table.is_child
        found |= heads
    return found


def _descendant_of(table: TokenTable, right: Bools) -> Bools:
    found = right[table.head] & table.is_child
    while True:
        more = found | (found[table.head] & table.is_child)
        if (more == found).all():
            return np.asarray(found)
        found = more


def _right_before(table: TokenTable, right: Bools) -> Bools:
    found = np.zeros(table.size, dtype=bool)
    found[:-1] = right[1:] & ~table.sentence_start[1:]
    return found


def _right_after(table: TokenTable, right: Bools) -> Bools:
    found = np.zeros(table.size, dtype=bool)
    found[1:] = right[:-1] & ~table.sentence_start[1:]
    return found


def _before(table: TokenTable, right: Bools) -> Bools:
    last = np.full(len(table.sentence_bounds), -1)
    wanted = np.flatnonzero(right)
    last[table.sentence[wanted]] = wanted
    return np.asarray(last[table.sentence] > _places(table))


def _after(table: TokenTable, right: Bools) -> Bools:
    first = np.full(len(table.sentence_bounds), table.size)
    wanted = np.flatnonzero(right)[::-1]
    first[table.sentence[wanted]] = wanted
    return np.asarray(first[table.sentence] < _places(table))


_SIDES = ("", "+", "-", "++", "--")
_HAVING: dict[str, Callable[[TokenTable, Bools], Bools]] = {
    **{f">{side}": _head_of(side) for side in _SIDES},
    **{f"<{side}": _child_of(side) for side in _SIDES},
    **{f"${side}": _sibling_of(side) for side in _SIDES[1:]},
    ">>": _ancestor_of,
    "<<": _descendant_of,
    ".": _right_before,
    ";": _right_after,
    ".*": _before,
    ";*": _after,
}
RELATIONS = frozenset(_HAVING)
