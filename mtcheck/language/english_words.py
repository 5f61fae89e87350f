"""What is an English word: by wordfreq's list, by derivation, by being nearly one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from mtcheck.language.word_frequency import UNSEEN, zipf, zipf_frequencies

DOUBTFUL = 2.0
"""Zipf value below which the list holds much that is not English at all."""

_CLITICS = re.compile(r"(?:n't|'(?:s|ll|re|ve|d|m|em))$|'$")
_PREFIXES = (
    "anti", "auto", "bio", "co", "counter", "cyber", "de", "dis", "ex", "extra", "hyper", "inter",
    "mega", "micro", "mid", "mini", "mis", "mono", "multi", "neo", "non", "out", "over", "poly",
    "post", "pre", "pro", "pseudo", "radio", "re", "semi", "sub", "super", "techno", "trans",
    "ultra", "un", "under",
)  # fmt: skip
_SUFFIXES = (
    "able", "dom", "ed", "er", "ers", "es", "esque", "est", "free", "ful", "hood", "ing", "ise",
    "ised", "ish", "ism", "ist", "ists", "ization", "ize", "ized", "less", "like", "ly", "ness",
    "s", "ship", "ward", "wise",
)  # fmt: skip
_SHORTEST_BASE = 5
_SHORTEST_PART = 4
_PART_ZIPF = 3.8
_FUNCTION_WORD_ZIPF = 6.2


def normalise(token: str) -> str:
    """Lower case, straight apostrophes, no soft hyphens, no possessive or contracted end."""
    plain = token.lower().replace("’", "'").replace("\u00ad", "")
    return _CLITICS.sub("", plain)


def english_zipf(token: str) -> float:
    """Zipf value of a token of any case; possessive and contraction may be on it.

    ``UNSEEN`` when wordfreq's large list lacks it, which then is read at first need.
    """
    plain = token.lower().replace("’", "'")
    value = _common_zipf(plain) or zipf(plain, "en")
    if value == UNSEEN and (bare := normalise(token)) != plain:
        return _common_zipf(bare) or zipf(bare, "en")
    return value


def _common_zipf(word: str) -> float:
    """Zipf value of a word that has at least 3.0, else ``UNSEEN``."""
    return zipf_frequencies("en", "small").get(word, UNSEEN)


def is_english_word(token: str) -> bool:
    """True for a word of English: listed, or made of such by affixes or compounding.

    A hyphenated token is one when all its parts are (parts of one or two letters pass).
    Words of other languages that English text uses are in the list too.
    """
    if english_zipf(token) > UNSEEN:
        return True
    parts = normalise(token).split("-")
    if len(parts) > 1:
        return all(len(part) <= 2 or is_english_word(part) for part in parts)
    return _is_derived(parts[0]) or _is_compound(parts[0])


def _is_derived(word: str) -> bool:
    return any(_common_zipf(base) > UNSEEN for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    """What may be left of ``word`` without a prefix or suffix, five letters at the least."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            stem = word.removesuffix(suffix)
            yield from (s for s in (stem, stem + "e", stem + "y") if len(stem) >= _SHORTEST_BASE)
    for prefix in _PREFIXES:
        base = word.removeprefix(prefix)
        if len(base) != len(word) and len(base) >= _SHORTEST_BASE:
            yield base


def _is_compound(word: str) -> bool:
    """True for two common words written as one, also by a lost space (“ofthe”)."""
    for cut in range(2, len(word) - 1):
        left, right = _common_zipf(word[:cut]), _common_zipf(word[cut:])
        if min(cut, len(word) - cut) >= _SHORTEST_PART and min(left, right) >= _PART_ZIPF:
            return True
        if min(left, right) >= _FUNCTION_WORD_ZIPF:
            return True
    return False


@lru_cache(maxsize=2_000)
def resembles_english(word: str) -> bool:
    """True when one letter more, less, other or swapped makes a fairly common word of it.

    The first letter stays: it is the one that is hardly ever mistyped (Yannakoudakis and
    Fawthrop 1983, "The rules of spelling errors").
    """
    return any(_common_zipf(other) > UNSEEN for other in _one_edit_away(word))


def _one_edit_away(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
