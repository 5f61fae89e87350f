"""Numbers named in a text, in whatever shape: the parts both languages share.

A scanner of one language cuts a text into atoms (literals, numerals, multipliers, …); here
they are combined: «два с половиной миллиона», "two and a half million", "2.5m" are one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from mtcheck.language.english_forms import read_table
from mtcheck.resources import rules_dir

COLUMNS = ("word", "role", "value")
HALF = Fraction(1, 2)
SURE_FROM = 3
"""Smaller numbers in words come and go in translation: «один», «оба», "a", "both"."""
YEARS = range(1500, 2100)
CENTURY = 1900
DOZEN = 12
"""A dozen is mostly a ten of the Russian («два десятка»)."""


class Role(StrEnum):
    """What an atom does to the number it stands in."""

    LITERAL = "literal"
    CARDINAL = "card"
    ORDINAL = "ord"
    TIMES = "times"
    AND_HALF = "and-half"
    PART = "part"
    DECADE = "decade"
    UNIT = "unit"
    PERCENT = "percent"
    SOFT = "soft"
    PREFIX = "prefix"
    MONTH = "month"
    SOFT_MONTH = "soft-month"
    WEEKDAY = "weekday"
    MEASURE = "measure"


class Kind(StrEnum):
    """Months and days of the week are compared among themselves."""

    NUMBER = "number"
    MONTH = "month"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or literal; ``others`` are further values it may have, ``close`` that nothing but
    a blank or a hyphen parts it from the one before."""

    role: Role
    value: Fraction
    start: int
    end: int
    close: bool = False
    soft: bool = False
    others: tuple[Fraction, ...] = ()


@dataclass(slots=True)
class Mention:
    """A number in a text, offsets in the text it was read from.

    ``values`` are all it may mean (the hour 5 of an afternoon is 17 too), the first being
    what is written. A ``soft`` one may go without a counterpart; one that is only ``implied``
    («за сутки» is in 24 hours) is a counterpart to others and nothing more.
    """

    start: int
    end: int
    values: dict[Fraction, None]
    kind: Kind = Kind.NUMBER
    soft: bool = False
    literal: bool = False
    implied: bool = False

    @property
    def value(self) -> Fraction:
        return next(iter(self.values))

    def may_be(self, other: Mention) -> bool:
        """True when both may mean the same number."""
        return self.kind is other.kind and not self.values.keys().isdisjoint(other.values)


@cache
def numerals(language: str) -> Mapping[str, tuple[tuple[Role, Fraction], ...]]:
    """The words of ``rules/numerals/<language>.tsv``, ``ё`` written ``е``, with what they mean."""
    table: dict[str, tuple[tuple[Role, Fraction], ...]] = {}
    for word, role, value in read_table(rules_dir() / "numerals" / f"{language}.tsv", COLUMNS):
        key = word.replace("ё", "е")
        table[key] = (*table.get(key, ()), (Role(role), Fraction(value)))
    return table


@dataclass(slots=True)
class _Group:
    """A number as it is being read."""

    start: int
    end: int
    total: Fraction = Fraction(0)
    current: Fraction | None = None
    room: Fraction = Fraction(10**18)
    last_times: Fraction = Fraction(10**18)
    others: list[Fraction] = field(default_factory=list)
    soft: bool = True
    literal: bool = False
    complete: bool = False

    @property
    def value(self) -> Fraction:
        return self.total + (self.current or 0)


def combine(atoms: Iterable[Atom]) -> Iterator[Mention]:
    """The mentions that atoms in order make."""
    group: _Group | None = None
    for atom in atoms:
        if atom.role in _BY_THEMSELVES:
            yield from _closed(group)
            group = None
            yield _by_itself(atom)
        elif atom.role is Role.PERCENT or atom.role is Role.UNIT:
            yield from _measured(group, atom)
            group = None
        else:
            if group is not None and not (atom.close and _joins(group, atom)):
                yield from _closed(group)
                group = None
            group = _with(group or _Group(atom.start, atom.end), atom)
    yield from _closed(group)


_BY_THEMSELVES = {
    Role.SOFT: Kind.NUMBER,
    Role.PREFIX: Kind.NUMBER,
    Role.DECADE: Kind.NUMBER,
    Role.MONTH: Kind.MONTH,
    Role.SOFT_MONTH: Kind.MONTH,
    Role.WEEKDAY: Kind.WEEKDAY,
}


def _by_itself(atom: Atom) -> Mention:
    values = [atom.value, *atom.others]
    if atom.role is Role.DECADE:
        values.append(CENTURY + atom.value)
    return Mention(
        atom.start,
        atom.end,
        dict.fromkeys(values),
        _BY_THEMSELVES[atom.role],
        soft=atom.role is not Role.DECADE,
        implied=atom.role is Role.SOFT and atom.value == 1,
    )


def _measured(group: _Group | None, atom: Atom) -> Iterator[Mention]:
    """A number with its unit: two decades are twenty years, fifty percent a half."""
    if group is None or not atom.close:
        yield from _closed(group)
        if atom.role is Role.UNIT:
            yield Mention(atom.start, atom.end, {atom.value: None}, soft=True, implied=True)
        return
    for mention in _closed(group):
        if atom.role is Role.PERCENT:
            mention.values |= dict.fromkeys(value / 100 for value in list(mention.values))
        elif atom.value in (10, 100) or mention.value <= 2 or mention.value.denominator > 1:
            mention.values |= dict.fromkeys(value * atom.value for value in list(mention.values))
        yield mention


def _joins(group: _Group, atom: Atom) -> bool:
    """True when the atom goes on with the number."""
    if group.complete:
        return False
    if atom.role is Role.TIMES:
        return group.current is not None and atom.value < group.last_times
    if atom.role is Role.AND_HALF:
        return group.current is not None or group.last_times < 10**18
    if atom.role is Role.PART:
        return group.current is not None and group.total == 0
    if atom.role is Role.LITERAL:
        return group.current is None and atom.value < group.last_times and not atom.soft
    return 0 < atom.value < group.room


def _with(group: _Group, atom: Atom) -> _Group:
    group.end = atom.end
    group.others += atom.others
    if atom.role is Role.TIMES:
        _multiply(group, atom)
    elif atom.role is Role.AND_HALF and group.start == atom.start:
        group.current = 1 + HALF
        group.others.append(HALF)
        group.complete = True
    elif atom.role is Role.AND_HALF:
        after_times = group.current is None and group.last_times < 10**18
        group.current = (group.current or 0) + HALF * (group.last_times if after_times else 1)
        group.room = Fraction(0)
        group.soft = False
    elif atom.role is Role.PART:
        if group.current is not None:
            group.others += [group.current, 1 / atom.value]
        else:
            group.others.append(1 / atom.value)
        group.current = (group.current or 1) * atom.value
        group.complete = True
    else:
        group.current = (group.current or Fraction(0)) + atom.value
        group.room = Fraction(0) if atom.role is Role.LITERAL else _room_below(atom.value)
        group.literal |= atom.role is Role.LITERAL
        group.complete = atom.role is Role.ORDINAL
        group.soft = group.soft and (atom.soft or not _is_sure(atom))
    return group


def _multiply(group: _Group, atom: Atom) -> None:
    if group.current is None:
        group.current = Fraction(1)
    else:
        group.soft = False
    group.others += [other * atom.value for other in group.others]
    if atom.value == DOZEN:
        group.others.append(group.current * 10)
    if atom.value == 100:
        group.current *= atom.value
        group.room = atom.value
        return
    group.total += group.current * atom.value
    group.current = None
    group.last_times = group.room = atom.value


def _room_below(value: Fraction) -> Fraction:
    """What still goes behind a numeral: ones behind tens, less than a hundred behind hundreds."""
    if value >= 100:
        return Fraction(100)
    return Fraction(10) if value >= 20 and value % 10 == 0 else Fraction(0)


def _is_sure(atom: Atom) -> bool:
    if atom.role is Role.LITERAL and atom.value != 1:
        return True
    if atom.role is Role.ORDINAL and atom.value == SURE_FROM:
        return False
    return atom.value >= SURE_FROM or atom.value.denominator > 1


def _closed(group: _Group | None) -> Iterator[Mention]:
    if group is not None:
        yield Mention(
            group.start,
            group.end,
            dict.fromkeys((group.value, *group.others)),
            soft=group.soft,
            literal=group.literal,
        )
