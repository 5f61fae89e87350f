"""The bilingual lexicon: what a Russian lemma may be in English, and which English words are kin.

The tables are in ``lexicon`` of the rules folder, compressed; ``training/lexicon.py`` makes them.
Lemmas are pymorphy3's, with е for ё; English words are lemmas in small letters.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mtcheck.language.english_forms import read_table
from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir

_NOTHING: frozenset[str] = frozenset()
_SHORTEST_PART = 4
_SMALL = frozenset({"of", "the", "and", "de", "la", "al", "el"})


@dataclass(frozen=True, slots=True)
class Translations:
    """English words of one lemma: ``sure`` ones, and ``possible`` ones out of phrases and kin."""

    sure: frozenset[str] = _NOTHING
    possible: frozenset[str] = _NOTHING

    def __bool__(self) -> bool:
        return bool(self.sure)


@dataclass(frozen=True, slots=True)
class Kin:
    """Words near an English one (synonyms, derivations), wider in meaning, and opposite.

    ``sources`` counts the Russian lemmas that it surely translates.
    """

    near: frozenset[str] = _NOTHING
    wider: frozenset[str] = _NOTHING
    opposite: frozenset[str] = _NOTHING
    sources: int = 0


@lru_cache(maxsize=20_000)
def translations(lemma: str) -> Translations:
    """What ``lemma`` may be in English; empty when the lexicon lacks it.

    Raises ``MtcheckError`` when the lexicon cannot be read.
    """
    return Translations(*_cells("ru-en.tsv.gz", lemma.replace("ё", "е")))


@lru_cache(maxsize=20_000)
def kin(word: str) -> Kin:
    """The kin of an English lemma. Raises ``MtcheckError`` when the table cannot be read."""
    cells = _cells("english-kin.tsv.gz", word)
    if not cells:
        return Kin()
    near, wider, opposite, sources = cells
    return Kin(near, wider, opposite, int(*sources))


@cache
def names() -> dict[str, frozenset[str]]:
    """Words of the English names of places, bodies and people, by the Russian lemma; small letters.

    Every word of a name stands for the whole: ``ООН`` is United as well as Nations.
    Raises ``MtcheckError`` when a table cannot be read.
    """
    header = ("russian", "english")
    rows = [*_table("places.tsv.gz").items()]
    rows += [(russian, english) for russian, english in read_table(_folder() / "names.tsv", header)]
    found: dict[str, set[str]] = {}
    for russian, english in rows:
        parts = english.lower().split("; ")
        words = {w for name in parts for w in (*name.split(), *name.split("-"))}
        for part in {russian, *(w for w in russian.split() if len(w) >= _SHORTEST_PART)}:
            found.setdefault(part, set()).update(words - _SMALL)
    return {name: frozenset(words) for name, words in found.items()}


def is_ordinary(word: str) -> bool:
    """True for an English lemma in small letters that is more than a name."""
    return word in _table("english-kin.tsv.gz")


def _cells(table: str, key: str) -> tuple[frozenset[str], ...]:
    found = _table(table).get(key)
    return () if found is None else tuple(frozenset(c.split()) for c in found.split("\t"))


def _folder() -> Path:
    return rules_dir() / "lexicon"


@cache
def _table(name: str) -> dict[str, str]:
    path = _folder() / name
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MtcheckError(f"cannot read {path}: {error}; install mtcheck again") from error
    pairs = (line.partition("\t") for line in lines[1:])
    return {key: rest for key, _, rest in pairs}
