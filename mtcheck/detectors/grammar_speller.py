"""Which of the speller's complaints are worth an editor's time."""

from __future__ import annotations

import re

from mtcheck.language.russian import back_transliterate

_PARTS = re.compile(r"[-–'’]")


def is_worth_saying(word: str) -> bool:
    """False for what may well be a name: unknown to the speller, yet no misspelling.

    That is a word with a capital letter or a digit, and one with a part that reads, letter
    by letter, as a Russian given or family name, place or organisation.
    """
    if not word.islower() or any(c.isdigit() for c in word):
        return False
    return not any(_is_russian_name(part) for part in _PARTS.split(word) if part)


def _is_russian_name(word: str) -> bool:
    return any(reading.is_name for reading in back_transliterate(word))
