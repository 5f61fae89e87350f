"""Letters of Cyrillic and Greek that look like Latin ones.

The pairs are those of Unicode Technical Standard 39 (``confusables.txt``) that occur in
Russian, Ukrainian, Belarusian, Serbian and Greek text.
"""

from __future__ import annotations

import re

_CYRILLIC_PAIRS = (
    "аa еe ѕs іi јj оo рp сc уy хx һh ԁd ԛq ԝw ѵv ӏl "
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW"
)
_GREEK_PAIRS = "οo νv αa ιi κk ρp υu ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX"
TO_LATIN = {pair[0]: pair[1] for pair in f"{_CYRILLIC_PAIRS} {_GREEK_PAIRS}".split()}
TO_RUSSIAN = {pair[1]: pair[0] for pair in _CYRILLIC_PAIRS.split() if "А" <= pair[0] <= "я"}

CYRILLIC = r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
GREEK = r"\u0370-\u03ff\u1f00-\u1fff"
LATIN = r"A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ"
_CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]")
_LATIN_LETTER = re.compile(f"[{LATIN}]")
_FOREIGN_LETTER = re.compile(f"[{CYRILLIC}{GREEK}]")


def has_cyrillic(text: str) -> bool:
    """True when at least one character is a Cyrillic letter."""
    return bool(_CYRILLIC_LETTER.search(text))


def has_latin(text: str) -> bool:
    """True when at least one character is a Latin letter."""
    return bool(_LATIN_LETTER.search(text))


def to_latin(text: str) -> str | None:
    """``text`` with look-alikes made Latin; ``None`` when a Cyrillic or Greek letter stays."""
    latin = "".join(TO_LATIN.get(letter, letter) for letter in text)
    return None if _FOREIGN_LETTER.search(latin) else latin


def to_russian(text: str) -> str | None:
    """``text`` with Latin look-alikes made Cyrillic; ``None`` when a Latin letter stays."""
    cyrillic = "".join(TO_RUSSIAN.get(letter, letter) for letter in text)
    return None if has_latin(cyrillic) else cyrillic
