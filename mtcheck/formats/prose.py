"""Text that is no English prose, and why."""

from __future__ import annotations

import re

from mtcheck.formats.folding import ADDRESS, TEMPLATE_TAG

FEWEST_FOREIGN_WORDS = 5
FOREIGN_SHARE = 0.6
CODE_SHARE = 0.12
LONGEST_WORD = 200

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_CODE_SIGN = re.compile(r"([{}<>=;\\|_\[\]#$^`~])(?: ?\1)*|\(\)|->|::")
_NUMBER = re.compile(r"[-+]?\d[\d.,:/%]*")


def why_not_prose(text: str) -> str | None:
    """What ``text`` is if it is not worth analysing as English; ``None`` when it is.

    A few words of Cyrillic are no reason: they may be what a translation left over.
    """
    letters = len(_LETTER.findall(text))
    if letters and not _LETTER.search(TEMPLATE_TAG.sub("", text)):
        return "program code or markup"
    if not letters:
        return "no words" if _DIGIT.search(text) is None else "figures only"
    words = text.split()
    latin = len(_LATIN.findall(text))
    if latin < (1 - FOREIGN_SHARE) * letters and (
        len(words) >= FEWEST_FOREIGN_WORDS or letters >= 40
    ):
        cyrillic = len(_CYRILLIC.findall(text))
        return "mostly Cyrillic" if cyrillic > letters / 2 else "not in Latin letters"
    if all(len(word) > LONGEST_WORD for word in words):
        return "no words, only one run of characters without a space"
    if _is_table_of_figures(words, letters, text):
        return "figures only"
    if _is_code(text):
        return "program code or markup"
    return None


def _is_table_of_figures(words: list[str], letters: int, text: str) -> bool:
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
    return numbers >= 4 and numbers > len(words) * 0.6 and letters < len(_DIGIT.findall(text))


def _is_code(text: str) -> bool:
    """True where signs of code are many; a ruled line counts as one, addresses not at all."""
    bare = ADDRESS.sub("", text)
    signs = sum(1 for _ in _CODE_SIGN.finditer(bare))
    return signs >= 6 and signs > CODE_SHARE * (len(bare) - bare.count(" "))
