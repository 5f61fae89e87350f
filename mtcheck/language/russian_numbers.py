"""Numbers in Russian text: digits, numerals in any case, «12,5 тыс.», «пятилетний»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

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
from mtcheck.language.russian_text import analyses

_TOKEN = re.compile(
    rf"(?P<fraction>{FRACTION})|(?P<literal>\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*)"
    rf"|(?P<half>\bс[{BLANKS}]половиной\b)|(?P<word>{WORD})",
    re.IGNORECASE,
)
_GAP = re.compile(rf"\.?[{BLANKS}\n]*[{DASHES}]?[{BLANKS}\n]*")
_RANGE = re.compile(rf"[{BLANKS}]*(?:[{DASHES}…]|до|или|либо)[{BLANKS}]*")
_DECADE = re.compile(rf"[{DASHES}]?(?:е|х|м|ми|ые|ых)\b")
_AFTERNOON = re.compile(rf"(?:[{BLANKS}:]|час\w*|мин\w*|\d+)*(?:вечера|дня|ночи|пополудни)\b")
_HOUR = re.compile(rf"[:.]\d\d\b|[{BLANKS}]*(?:час|ч\.)")
_THOUSANDS = re.compile(r"[кk](?!\w)", re.IGNORECASE)
_IDIOM = re.compile(
    r"\bбез пяти минут\b(?! \d| час)|\bни два ни полтора\b|\bсеми пядей\b|\bв двух словах\b|"
    r"\bна все сто\b|\bза семью замками\b|\bв двух шагах\b|\bпять минут как\b|"
    r"\bкак дважды два\b|\bна седьмом небе\b|\bв трёх соснах\b|\bв трех соснах\b",
    re.IGNORECASE,
)
_SHORT = frozenset({"тыс", "млн", "млрд", "трлн"})
_AS_NUMERAL = {"семью": "семь"}
"""Forms that mean a numeral behind another one only («семью» is a family)."""
_RARER_READING = {"ноле": "ноль"}
"""Lemmas of numerals whose form is likelier that of another word (a town is called Nola)."""


@lru_cache(maxsize=2_000)
def russian_numbers(text: str) -> tuple[Mention, ...]:
    """The numbers, months and days of the week of a text, in order."""
    plain = _IDIOM.sub(lambda idiom: " " * len(idiom.group()), text)
    found = ordered(plain, _atoms)
    complete_years(text, found)
    share_multiplier(text, found, _RANGE, _times)
    return tuple(found)


def _atoms(text: str) -> Iterator[Atom]:
    end = -1
    for found in _TOKEN.finditer(text):
        close = end >= 0 and _GAP.fullmatch(text[end : found.start()]) is not None
        end = -1
        for atom in _of_token(text, found, close):
            yield replace(atom, close=close)
            close, end = True, atom.end


def _of_token(text: str, found: re.Match[str], close: bool) -> Iterator[Atom]:
    if found["fraction"]:
        yield from fraction_atoms(found["fraction"], found.start())
    elif found["literal"]:
        yield from _literal(text, found)
    elif found["half"]:
        yield Atom(Role.AND_HALF, Fraction(1, 2), found.start(), found.end())
    else:
        yield from _word(found, close)


def _literal(text: str, found: re.Match[str]) -> Iterator[Atom]:
    written, start, end = found["literal"], found.start(), found.end()
    before, after = text[:start], text[end:]
    parts = re.split(r"[.,]", written)
    if len(parts) > 2:
        for part in parts:
            yield Atom(Role.LITERAL, Fraction(part), start, end, soft=True)
        return
    value = _value(written)
    others: list[Fraction] = []
    others += clock_parts(written)
    if _THOUSANDS.match(after):
        others.append(value * 1000)
    if "." in written and len(parts[1]) == 3:
        others.append(Fraction("".join(parts)))
    hour = Fraction(parts[0]) if parts[0].isdigit() else Fraction(99)
    if hour <= 12 and _AFTERNOON.match(after):
        others.append((hour + 12) % 24)
    elif 12 < hour <= 24 and ("." in written or _HOUR.match(after)):
        others.append(hour - 12)
    if value < 100 and value % 10 == 0 and _DECADE.match(after):
        others.append(CENTURY + value)
    soft = is_part_of_name(before) or is_full_hour(written, before)
    yield Atom(Role.LITERAL, value, start, end, soft=soft, others=tuple(others))
    if after.lstrip(BLANKS).startswith("%"):
        yield Atom(Role.PERCENT, Fraction(1), end, end + 1, close=True)


def _times(word: str) -> Fraction | None:
    """What a word multiplies by."""
    return next((v for r, v in _meanings(word.lower()) if r is Role.TIMES), None)


def _value(written: str) -> Fraction:
    return Fraction(re.sub(rf"[{BLANKS}]", "", written).replace(",", "."))


def _word(found: re.Match[str], close: bool) -> Iterator[Atom]:
    """The numeral a word is; ``close`` says that it stands right behind another one."""
    word = found["word"]
    if word.isupper() and word.isascii():
        numeral = roman_atom(word, found.start())
        if numeral:
            yield numeral
        return
    form = word.lower()
    for role, value in _meanings(_AS_NUMERAL.get(form, form) if close else form):
        yield Atom(role, value, found.start(), found.end(), soft=role in _SOFT_ROLES)


_COMPOUNDED = frozenset({"ADJF", "ADJS", "NOUN", "ADVB"})
_SOFT_ROLES = frozenset({Role.SOFT, Role.PREFIX, Role.SOFT_MONTH, Role.WEEKDAY})


@lru_cache(maxsize=20_000)
def _meanings(form: str) -> tuple[tuple[Role, Fraction], ...]:
    """What a word form means as a number; empty for words that are none."""
    table = numerals("ru")
    plain = form.replace("ё", "е")
    if plain in _SHORT:
        return table[plain]
    best = analyses(form)[0] if analyses(form) else None
    if best is None or best.part_of_speech == "PREP":
        return ()
    lemma = _RARER_READING.get(plain, best.lemma.replace("ё", "е"))
    for role, value in table.get(lemma, ()):
        if role not in (Role.PREFIX, Role.MEASURE):
            return ((role, value),)
    return _compound(plain) if best.part_of_speech in _COMPOUNDED else ()


@cache
def _compounds() -> re.Pattern[str]:
    """One or two numerals and a measure: «двадцати-пяти-летний», «трёх-этажный»."""
    table = numerals("ru")
    prefixes = _alternatives(w for w, m in table.items() if any(r is Role.PREFIX for r, _ in m))
    measures = _alternatives(w for w, m in table.items() if any(r is Role.MEASURE for r, _ in m))
    return re.compile(rf"(?P<tens>{prefixes})(?P<ones>{prefixes})?(?:{measures})\w{{1,}}")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _compound(form: str) -> tuple[tuple[Role, Fraction], ...]:
    found = _compounds().fullmatch(form)
    if not found:
        return ()
    return ((Role.PREFIX, _prefix(found["tens"]) + _prefix(found["ones"] or "")),)


def _prefix(word: str) -> Fraction:
    meanings = numerals("ru").get(word, ())
    return next((value for role, value in meanings if role is Role.PREFIX), Fraction(0))
