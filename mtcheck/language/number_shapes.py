"""How numbers look in digits: grouped thousands, decimals, dates, clock times, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from mtcheck.language.quantities import YEARS, Atom, Kind, Mention, Role, combine

BLANKS = " \u00a0\u2009\u202f"
DASHES = "-‐‑–—−"
WORD = r"[^\W\d_]+"

_YEAR_JOINTS = frozenset(f"{DASHES}/")
_NAME_BEFORE = re.compile(rf"[^\W\d_]+[{DASHES}]?$")
_ROMAN = re.compile(r"(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d|8)[\s\-(]*\d{3,4}[\s\-)]*(?:\d[\s-]?){5,7}\d?(?!\d)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)[@#]\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:ru|com|org|net|рф)\b\S*"
)
_POINTED_TIME = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_DATE = re.compile(r"(?<![\d.,/])(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
FRACTION = rf"(?:\d+[{BLANKS}])?(?<![\d/.,])\d{{1,2}}/\d{{1,2}}(?![\d/])|\d*[½⅓⅔¼¾]"
_LARGEST_DENOMINATOR = 10
_FRACTION_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}


def ordered(text: str, atoms: Callable[[str], Iterator[Atom]]) -> list[Mention]:
    """The numbers of a text in order: those of special shape, and what the atoms make."""
    plain = masked(text)
    special = list(special_mentions(plain))
    for mention in special:
        blank = " " * (mention.end - mention.start)
        plain = f"{plain[: mention.start]}{blank}{plain[mention.end :]}"
    found = [*special, *combine(atoms(plain))]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def complete_years(text: str, mentions: list[Mention]) -> None:
    """In "2021–22", «сезон-2019/20» the second number may be the whole year."""
    for first, second in pairwise(mentions):
        between = text[first.end : second.start].strip(BLANKS)
        if first.value in YEARS and second.value < 100 and between in _YEAR_JOINTS:
            second.values[first.value // 100 * 100 + second.value] = None


def share_multiplier(
    text: str,
    mentions: list[Mention],
    between: re.Pattern[str],
    times: Callable[[str], Fraction | None],
) -> None:
    """In «3—4 тыс.», "3 to 4 thousand", the first number may be three thousand."""
    for first, second in pairwise(mentions):
        if first.kind is not Kind.NUMBER or not between.fullmatch(text[first.end : second.start]):
            continue
        for word in re.findall(WORD, text[second.start : second.end]):
            factor = times(word)
            if factor:
                first.values |= dict.fromkeys(value * factor for value in list(first.values))


def is_part_of_name(before: str) -> bool:
    """True when letters with a capital stand right before a number: «Ту-», "COVID-", "G"."""
    found = _NAME_BEFORE.search(before[-20:])
    return found is not None and any(letter.isupper() for letter in found.group())


def masked(text: str) -> str:
    """The text with addresses of the net made blank, lengths kept: their digits are no numbers."""
    return _ADDRESS.sub(lambda found: " " * len(found.group()), text)


def special_mentions(text: str) -> Iterator[Mention]:
    """Numbers that are more than one: telephone numbers and whole dates."""
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if len(digits) >= 10:
            yield _literal(found, Fraction(("7" if digits[0] == "8" else digits[0]) + digits[1:]))
    for found in _DATE.finditer(text):
        yield from _date(found, int(found[1]), int(found[3]), int(found[4]))
    for found in _ISO_DATE.finditer(text):
        yield from _date(found, int(found[3]), int(found[2]), int(found[1]))


def fraction_atoms(written: str, start: int) -> Iterator[Atom]:
    """Atoms of what ``FRACTION`` finds: "2 1/2" is one number, "24/7" are two."""
    end = start + len(written)
    for sign, meant in _FRACTION_SIGNS.items():
        written = written.replace(sign, f" {meant}")
    *whole, fraction = written.split()
    above, below = (int(part) for part in fraction.split("/"))
    if 0 < above < below <= _LARGEST_DENOMINATOR:
        value = Fraction(above, below) + int(whole[0] if whole else 0)
        yield Atom(Role.LITERAL, value, start, end, soft=not whole)
        return
    for number in (*map(int, whole), above, below):
        yield Atom(Role.LITERAL, Fraction(number), start, end, soft=True)


def is_full_hour(written: str, before: str) -> bool:
    """True for the minutes of "5:00", which other clocks leave out."""
    return written == "00" and before.rstrip(BLANKS).endswith(":")


def clock_parts(written: str) -> list[Fraction]:
    """Hour and minutes of a literal that may be a time with a point: «в 17.30»."""
    found = _POINTED_TIME.fullmatch(written)
    return [Fraction(found[1]), Fraction(found[2])] if found else []


def roman(word: str) -> int | None:
    """The value of a Roman numeral below 100 in capitals, else ``None``."""
    if not _ROMAN.fullmatch(word):
        return None
    digits = [_ROMAN_VALUES[letter] for letter in word]
    return sum(
        -digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits)
    )


def roman_atom(word: str, start: int) -> Atom | None:
    """A Roman numeral as an atom; a single letter is too often something else."""
    value = roman(word)
    if value is None or word in ("C", "L"):
        return None
    return Atom(Role.SOFT, Fraction(value), start, start + len(word), soft=True)


def _date(found: re.Match[str], day: int, month: int, year: int) -> Iterator[Mention]:
    if not (1 <= day <= 31 and 1 <= month <= 31):
        return
    year += 2000 if year < 100 else 0
    may_swap = day <= 12 or month > 12
    days = dict.fromkeys((Fraction(day), Fraction(month)) if may_swap else (Fraction(day),))
    months = dict.fromkeys((Fraction(month), Fraction(day)) if may_swap else (Fraction(month),))
    yield Mention(found.start(), found.end(), days, literal=True)
    yield Mention(found.start(), found.end(), months, Kind.MONTH, soft=True)
    yield Mention(found.start(), found.end(), {Fraction(year): None}, literal=True)


def _literal(found: re.Match[str], value: Fraction) -> Mention:
    return Mention(found.start(), found.end(), {value: None}, literal=True)
