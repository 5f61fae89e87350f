"""Token attributes of patterns as predicates over the columns of a token table.

The attribute names and operators are those of spaCy's ``Matcher``; every predicate is
compiled once and tested once for each different value of its column, so that its cost does
not grow with the text.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.rules.regexes import compile_regex_set

Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]
Predicate = tuple[str, int]

SYNONYMS = {"TEXT": "ORTH"}
OWN_COLUMNS = ("IS_SENT_START", "IS_SENT_END", "IS_SEGMENT_START", "IS_SEGMENT_END", "IN_SPEECH")
MEMORY = 100_000
NO_MORPHOLOGY = "_"
COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass
class Column:
    """The predicates on one attribute: numbers 0..size-1, by the values that fulfil them.

    ``operands`` are the values that fulfil a predicate, for those that list them.
    ``opposites`` are predicates that hold where another one does not; ``fulfilled`` leaves
    them out.
    """

    name: str
    size: int = 0
    equal: dict[int, list[int]] = field(default_factory=dict)
    tests: list[tuple[int, Callable[[Any], bool]]] = field(default_factory=list)
    regexes: _Regexes = field(default_factory=lambda: _Regexes())
    opposites: dict[int, int] = field(default_factory=dict)
    operands: dict[int, frozenset[int]] = field(default_factory=dict)
    _fulfilled: dict[int, frozenset[int]] = field(default_factory=dict)

    def grow(self) -> int:
        """The number of a new predicate; what was known of values no longer holds."""
        self.size += 1
        self._fulfilled.clear()
        return self.size - 1

    def fulfilled(self, value: int, strings: Any) -> frozenset[int]:
        """Numbers of the predicates that hold for a value as ``Doc.to_array`` gives it."""
        known = self._fulfilled.get(value)
        if known is not None:
            return known
        numbers = list(self.equal.get(value, ()))
        if self.tests or self.regexes:
            shown: Any = value if self.name == "LENGTH" else strings[value]
            numbers += [number for number, test in self.tests if test(shown)]
            if self.regexes:
                numbers += self.regexes.matching(value, shown)
        if len(self._fulfilled) > MEMORY:
            self._fulfilled.clear()
        self._fulfilled[value] = result = frozenset(numbers)
        return result


@dataclass
class _Regexes:
    """The predicates of a column that are regexes, matched all at once.

    Those that are added later become a set of their own: what is known of a value stays known.
    """

    _waiting: dict[int, str] = field(default_factory=dict)
    _sets: list[tuple[Any, tuple[int, ...]]] = field(default_factory=list)
    _matched: dict[int, tuple[int, list[int]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._waiting or self._sets)

    def add(self, number: int, source: str) -> None:
        """The predicate of that number holds where the regex is found."""
        self._waiting[number] = source

    def matching(self, value: int, shown: str) -> list[int]:
        """Numbers of the predicates that hold for a value, which as text is ``shown``."""
        if self._waiting:
            numbers = tuple(self._waiting)
            self._sets.append((compile_regex_set(self._waiting.values()), numbers))
            self._waiting.clear()
        sets, found = self._matched.get(value, (0, []))
        for regexes, numbers in self._sets[sets:]:
            found = found + [numbers[place] for place in regexes.Match(shown) or ()]
        if len(self._matched) > MEMORY:
            self._matched.clear()
        self._matched[value] = len(self._sets), found
        return found


class Attributes:
    """All predicates of a set of patterns.

    A token specification (the attributes of one token in a pattern) is known by its number;
    ``specifications`` has its predicates, each a column's name and a number in there. Patterns
    may be added at any time, also when tables have been made.
    """

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self.specifications: list[tuple[Predicate, ...]] = []
        self._known: dict[tuple[Predicate, ...], int] = {}
        self._numbers: dict[tuple[str, str, Any], int] = {}

    def specification(self, attributes: Mapping[str, Any]) -> int:
        """The number of a token dict's specification; that of ``{}`` fits any token."""
        predicates = []
        for name, value in attributes.items():
            column = SYNONYMS.get(name, name)
            conditions = value.items() if isinstance(value, dict) else [("=", value)]
            predicates += [self._predicate(column, op, operand) for op, operand in conditions]
        key = tuple(sorted(set(predicates)))
        if key not in self._known:
            self._known[key] = len(self.specifications)
            self.specifications.append(key)
        return self._known[key]

    def _predicate(self, name: str, op: str, operand: Any) -> Predicate:
        key = (name, op, tuple(operand) if isinstance(operand, list) else operand)
        if key in self._numbers:
            return name, self._numbers[key]
        column = self.columns.setdefault(name, Column(name))
        number = self._numbers[key] = column.grow()
        values = operand if isinstance(operand, list) else [operand]
        if op in ("=", "IN"):
            column.operands[number] = frozenset(stored(name, value) for value in values)
            for value in column.operands[number]:
                column.equal.setdefault(value, []).append(number)
        elif op == "NOT_IN":
            column.opposites[number] = self._predicate(name, "IN", operand)[1]
        elif op == "REGEX":
            column.regexes.add(number, operand)
        else:
            column.tests.append((number, _test(op, values)))
        return name, number


def stored(column: str, value: Any) -> int:
    """The value as ``Doc.to_array`` gives it: hashes of strings, flags and lengths as they are."""
    if not isinstance(value, str):
        return int(value)
    if column == "MORPH":
        value = "|".join(sorted(value.split("|")))
    value = value.lower() if column == "LOWER" else value
    return _string_id(value)


@cache
def _string_id(text: str) -> int:
    from spacy.strings import get_string_id

    number: int = get_string_id(text)
    return number


def _test(op: str, values: list[Any]) -> Callable[[Any], bool]:
    if op in COMPARISONS:
        compare, bound = COMPARISONS[op], values[0]
        return lambda value: compare(value, bound)
    wanted = set(values)
    if op == "IS_SUBSET":
        return lambda value: _features(value) <= wanted
    if op == "IS_SUPERSET":
        return lambda value: _features(value) >= wanted
    return lambda value: not wanted.isdisjoint(_features(value))


def _features(morph: str) -> set[str]:
    return set() if morph in ("", NO_MORPHOLOGY) else set(morph.split("|"))
