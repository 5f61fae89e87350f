"""Numbers in English text: digits, words, "$2.5bn", "two and a half million", "the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from mtcheck.language.number_shapes import (
    BLANKS,
    DASHES,
    FRACTION,
    WORD,
    clock_parts,
    complete_years,
    fraction_atoms,
    is_full_hour,
    is_part_of_name,
    ordered,
    roman_atom,
    share_multiplier,
)
from mtcheck.language.quantities import CENTURY, Atom, Mention, Role, numerals

_TOKEN = re.compile(
    rf"(?P<fraction>{FRACTION})|(?P<literal>\d{{1,3}}(?:[,{BLANKS}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)*)"
    rf"|(?P<half>\band[{BLANKS}\-]a[{BLANKS}\-]half\b)|(?P<word>{WORD}(?:['’]s\b)?)",
    re.IGNORECASE,
)
_GAP = re.compile(rf"[{BLANKS}\n]*[{DASHES}]?[{BLANKS}\n]*")
_AND = re.compile(rf",?[{BLANKS}\n]+(?:and[{BLANKS}\n]+)?$")
_RANGE = re.compile(rf"[{BLANKS}]*(?:[{DASHES}]|to|or)[{BLANKS}]*(?:[$€£₽][{BLANKS}]*)?")
_AFTERNOON = re.compile(
    rf"(?:[:.]\d\d)?[{BLANKS}]?p\.?[{BLANKS}]?m\b|"
    rf"(?:[:.]\d\d)?[{BLANKS}](?:o['’]clock[{BLANKS}])?(?:in the (?:afternoon|evening)|at night)",
    re.I,
)
_NIGHT = re.compile(rf"(?:[:.]\d\d)?[{BLANKS}]?a\.?[{BLANKS}]?m\b", re.I)
_MILLIONS = re.compile(r"m(?!\w)")
_MONEY_BEFORE = re.compile(rf"[$€£₽][{BLANKS}]?$|\b(?:USD|EUR|RUB)[{BLANKS}]?$")
_FOLD = re.compile(r"(\w+?)-?fold")
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "dec", "jan"})
_MILLION = Fraction(10**6)
_SOFT_ROLES = frozenset({Role.SOFT, Role.WEEKDAY})


@lru_cache(maxsize=2_000)
def english_numbers(text: str) -> tuple[Mention, ...]:
    """The numbers, months and days of the week of a text, in order."""
    found = ordered(text, _atoms)
    complete_years(text, found)
    share_multiplier(text, found, _RANGE, _times)
    return tuple(found)


def _atoms(text: str) -> Iterator[Atom]:
    end, times = -1, False
    for found in _TOKEN.finditer(text):
        between = text[end : found.start()] if end >= 0 else ""
        if times and found["word"] and found["word"].lower() == "and":
            continue
        joined = times and found["word"] and _AND.match(between)
        close = end >= 0 and bool(joined or _GAP.fullmatch(between))
        end, times = -1, False
        for atom in _of_token(text, found):
            yield replace(atom, close=close)
            close, end, times = True, atom.end, atom.role is Role.TIMES


def _of_token(text: str, found: re.Match[str]) -> Iterator[Atom]:
    if found["fraction"]:
        yield from fraction_atoms(found["fraction"], found.start())
    elif found["literal"]:
        yield from _literal(text, found)
    elif found["half"]:
        yield Atom(Role.AND_HALF, Fraction(1, 2), found.start(), found.end())
    else:
        yield from _word(found)


def _literal(text: str, found: re.Match[str]) -> Iterator[Atom]:
    written, start, end = found["literal"], found.start(), found.end()
    before, after = text[:start], text[end:]
    parts = written.split(".")
    if len(parts) > 2:
        for part in parts:
            if part.isdigit():
                yield Atom(Role.LITERAL, Fraction(part), start, end, soft=True)
        return
    value = _value(written)
    others = list(_other_values(value, after))
    if _MILLIONS.match(after):
        others.append(value * _MILLION)
    others += clock_parts(written)
    soft = is_part_of_name(before) or is_full_hour(written, before)
    yield Atom(Role.LITERAL, value, start, end, soft=soft, others=tuple(others))
    if after.lstrip(BLANKS).startswith("%"):
        yield Atom(Role.PERCENT, Fraction(1), end, end + 1, close=True)


def _other_values(value: Fraction, after: str) -> Iterator[Fraction]:
    """The hour of an afternoon on a clock of 24 hours, the years of a decade."""
    if value <= 12 and _AFTERNOON.match(after):
        yield (value + 12) % 24
    if value == 12 and _NIGHT.match(after):
        yield Fraction(0)
    if value % 10 == 0 and re.match(r"['’]?s\b", after):
        yield CENTURY + value if value < 100 else value % 100


def _value(written: str) -> Fraction:
    """Commas part thousands; one that cannot is a decimal comma left from the Russian."""
    plain = re.sub(rf"[{BLANKS}]", "", written)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        return Fraction(plain.replace(",", ""))
    whole, comma, rest = plain.partition(",")
    return Fraction(f"{whole}.{re.sub(r'[.,]', '', rest)}" if comma else plain)


def _word(found: re.Match[str]) -> Iterator[Atom]:
    word, start, end = found["word"], found.start(), found.end()
    if word.isupper() and len(word) > 1:
        numeral = roman_atom(word, start)
        if numeral:
            yield numeral
            return
    for role, value in _meanings(word.lower()):
        is_date = role in (Role.MONTH, Role.WEEKDAY)
        if is_date and not word[0].isupper():
            continue
        yield Atom(role, value, start, end, soft=role in _SOFT_ROLES)


@lru_cache(maxsize=20_000)
def _meanings(word: str) -> tuple[tuple[Role, Fraction], ...]:
    """What a word means as a number, in small letters; empty for words that are none."""
    table = numerals("en")
    plain = re.sub(r"['’]s$", "", word)
    if plain in table:
        return table[plain][:1]
    fold = _FOLD.fullmatch(plain)
    if fold and fold[1] in table:
        return ((Role.SOFT, table[fold[1]][0][1]),)
    return ()


def _times(word: str) -> Fraction | None:
    """What a word multiplies by."""
    return next((v for r, v in _meanings(word.lower()) if r is Role.TIMES), None)
