"""Which Latin letters stand for which Cyrillic ones, in every scheme of romanisation.

The letters of the published schemes (BGN/PCGN, ISO 9, GOST 7.79, ICAO Doc 9303, ALA-LC,
Wikipedia, Yandex …) come from iuliia. Two more schemes are derived for each: with its
diacritics and signs left out, as text loses them on the way through machines. Machine
translation and people also mix: the *informal* scheme is the union of what they write.

A set of schemes is an ``int`` with one bit a scheme, so that a search can follow in one
``&`` which schemes explain a word from its first letter to its last.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SIGN = "'"
HYPHEN = "-"
_SIGNS = dict.fromkeys('’‘ʼ`´′ʹʺ″“”"', SIGN)
_JOINERS = dict.fromkeys("\u0361\u00b7\ufe20\ufe21", "")
_FOLD = str.maketrans(_SIGNS | _JOINERS | {"ё": "ë", "ı": "i"})

_NOT_FOR_ENGLISH = {"mvd_310_fr", "uz"}

_INFORMAL = {
    "а": "a", "б": "b", "в": "v w", "г": "g", "д": "d", "е": "e ye je ie", "ж": "zh j ž",
    "ё": "e yo jo io ye ë o", "з": "z", "и": "i", "й": "y i j", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f ph",
    "х": "kh h x", "ц": "ts c tz cz tc", "ч": "ch tch č", "ш": "sh sch š",
    "щ": "shch sch shh sh šč ŝ š",
    "ъ": "'", "ы": "y i", "ь": "'", "э": "e eh", "ю": "yu iu ju", "я": "ya ia ja",
    HYPHEN: HYPHEN, "ий": "y iy ii", "ый": "y iy yi", "ия": "ia", "ию": "iu", "кс": "x",
}  # fmt: skip
INFORMAL = "informal"

Letters = dict[str, set[str]]
"""The Latin renderings of each Cyrillic letter or pair of letters in one scheme."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """``latin`` stands for the letters ``cyrillic`` in the schemes of the bits ``schemes``.

    ``latin`` is folded (see :func:`fold`) and never empty: letters that a scheme drops
    are in :attr:`Alphabet.silent`.
    """

    latin: str
    cyrillic: str
    schemes: int


@dataclass(frozen=True, slots=True)
class Alphabet:
    """All correspondences, by the first Latin letter.

    ``names`` are the schemes in the order of their bits, ``silent`` the schemes that leave
    a Cyrillic letter out. ``in_use`` are the published schemes that keep the letters
    apart: without those in which a lost diacritic makes one letter of two.
    """

    by_first_letter: dict[str, tuple[Correspondence, ...]]
    silent: dict[str, int]
    names: tuple[str, ...]
    in_use: int

    def scheme_names(self, schemes: int) -> tuple[str, ...]:
        """The names behind the bits."""
        return tuple(name for bit, name in enumerate(self.names) if schemes >> bit & 1)


def fold(text: str) -> str:
    """Lower-case ``text`` with one kind of sign (``'``), without ties, composed (NFC)."""
    return unicodedata.normalize("NFC", text.lower()).translate(_FOLD).replace("''", SIGN)


def strip_diacritics(text: str) -> str:
    """``text`` without combining marks: ``š`` becomes ``s``."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


@cache
def alphabet() -> Alphabet:
    """The correspondences of all schemes, read once."""
    schemes: list[tuple[str, Letters]] = []
    in_use = 0
    for scheme in _published_schemes():
        name, letters = scheme["name"], _letters(scheme)
        for variant, forms in ((name, letters), (f"{name} (plain)", _plain(letters))):
            if forms["ж"].isdisjoint(forms["з"]):
                in_use |= 1 << len(schemes)
            schemes.append((variant, forms))
    informal = {cyrillic: set(latin.split()) for cyrillic, latin in _INFORMAL.items()}
    schemes.append((INFORMAL, informal | {sign: {SIGN, ""} for sign in "ьъ"}))
    return _alphabet(schemes, in_use)


def latin_forms(word: str) -> set[str]:
    """A Cyrillic ``word`` in every published scheme, also without diacritics and signs."""
    import iuliia

    forms = set()
    for scheme in _published_schemes():
        latin = iuliia.schemas.get(scheme["name"]).translate(word.lower())
        forms |= {latin, strip_diacritics(fold(latin)).replace(SIGN, "")}
    return forms


def romanised(text: str) -> str:
    """Cyrillic ``text`` as English news writes it (the scheme of Wikipedia), case kept."""
    import iuliia

    return str(iuliia.WIKIPEDIA.translate(text))


@cache
def _published_schemes() -> list[dict[str, Any]]:
    """The schemes for Russian in English text: not the Uzbek one, not the French passport."""
    import iuliia.repo

    files = sorted(Path(iuliia.repo.SCHEMA_DIR).glob("*.json"))
    schemes: Iterator[dict[str, Any]] = (json.loads(file.read_text("utf-8")) for file in files)
    return [scheme for scheme in schemes if scheme["name"] not in _NOT_FOR_ENGLISH]


def _letters(scheme: dict[str, Any]) -> Letters:
    """Every Latin rendering of a letter (or pair of letters) in any context of a scheme."""
    letters: Letters = {HYPHEN: {HYPHEN}}

    def add(cyrillic: str, latin: str) -> None:
        letters.setdefault(cyrillic, set()).add(fold(latin))

    before, after, endings = (
        scheme.get(key) or {} for key in ("next_mapping", "prev_mapping", "ending_mapping")
    )
    for cyrillic, latin in (*scheme["mapping"].items(), *endings.items()):
        add(cyrillic, latin)
    for pair, latin in after.items():
        add(*((pair, before[pair] + latin) if pair in before else (pair[-1], latin)))
    for pair, latin in before.items():
        if pair not in after:
            add(pair[0], latin)
    letters["ё"] |= letters["е"]
    return letters


def _plain(letters: Letters) -> Letters:
    return {
        cyrillic: {strip_diacritics(form).replace(SIGN, "") for form in latin}
        for cyrillic, latin in letters.items()
    }


def _alphabet(schemes: list[tuple[str, Letters]], in_use: int) -> Alphabet:
    bits: dict[tuple[str, str], int] = {}
    for bit, (_, letters) in enumerate(schemes):
        for cyrillic, forms in letters.items():
            for latin in forms:
                bits[latin, cyrillic] = bits.get((latin, cyrillic), 0) | 1 << bit
    first: dict[str, list[Correspondence]] = {}
    silent: dict[str, int] = {}
    for (latin, cyrillic), mask in bits.items():
        if latin:
            first.setdefault(latin[0], []).append(Correspondence(latin, cyrillic, mask))
        else:
            silent[cyrillic] = mask
    names = tuple(name for name, _ in schemes)
    return Alphabet({k: tuple(v) for k, v in first.items()}, silent, names, in_use)
