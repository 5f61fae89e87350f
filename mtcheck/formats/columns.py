"""Which columns of a table, or keys of records, hold the Russian, the English and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtcheck.formats.languages import is_english, is_russian
from mtcheck.formats.values import mostly_cyrillic
from mtcheck.model import MtcheckError

SOURCES = ("source", "src", "original", "russian", "msgid", "исходный текст", "оригинал")
TARGETS = (
    "target",
    "tgt",
    "trg",
    "mt",
    "translation",
    "hypothesis",
    "hyp",
    "output",
    "english",
    "msgstr",
    "перевод",
)
NOTES = ("note", "notes", "comment", "comments", "mtcheck", "комментарий", "примечание")
AFFIXES = re.compile(r"[\s_.-]*(?:text|sentence|sent|segment|seg)$", re.IGNORECASE)
SAMPLE = 200
SHAPE = "--columns SOURCE,TARGET"


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns or keys, or their numbers from 1; ``None`` where there is none."""

    source: str | None
    target: str
    note: str | None = None


def columns_named(words: str) -> Columns:
    """The columns that ``SOURCE,TARGET`` names. Raises ``MtcheckError`` for other words."""
    names = [name.strip() for name in words.split(",")]
    if len(names) != 2 or not all(names):
        raise MtcheckError(f"“{words}” names no two columns; write {SHAPE}, for instance ru,mt")
    return Columns(names[0], names[1])


def columns_of(names: Sequence[str]) -> Columns | None:
    """The columns that names in a header or a record tell; ``None`` when they do not."""
    target = _first(names, TARGETS) or _in_language(names, is_english)
    source = _first(names, SOURCES) or _in_language(names, is_russian)
    if target is None or source is None:
        return None
    return Columns(source, target, _first(names, NOTES))


def columns_by_letters(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table of two, one in Cyrillic and one in Latin letters."""
    sample = [row for row in rows[:SAMPLE] if any(cell.strip() for cell in row)]
    if not sample or any(len(row) != 2 for row in sample):
        return None
    cyrillic = [mostly_cyrillic([row[column] for row in sample]) for column in range(2)]
    if cyrillic[0] == cyrillic[1]:
        return None
    return Columns("1", "2") if cyrillic[0] else Columns("2", "1")


def assert_languages(path: str, sources: Sequence[str], targets: Sequence[str]) -> None:
    """Raises ``MtcheckError`` when the sources are not Russian or the targets are."""
    if sources and not mostly_cyrillic(sources):
        raise MtcheckError(f"{path}: its sources are not Russian; {SHAPE} names other columns")
    if targets and mostly_cyrillic(targets):
        raise MtcheckError(f"{path}: its translations are in Russian; {SHAPE} names other columns")


def _first(names: Sequence[str], known: Sequence[str]) -> str | None:
    bare = {_bare(name): name for name in reversed(names)}
    return next((bare[word] for word in known if word in bare), None)


def _in_language(names: Sequence[str], is_it: Callable[[str], bool]) -> str | None:
    """The first name that is, begins or ends with the tag of a language: ``ru``, ``text_ru``."""
    return next((n for n in names if is_it(_bare(n)) or any(map(is_it, _parts(n)))), None)


def _parts(name: str) -> tuple[str, str]:
    first, *rest = re.split(r"[\s_.-]+", name.strip())
    return first, rest[-1] if rest else ""


def _bare(name: str) -> str:
    return AFFIXES.sub("", name.strip().strip("\ufeff").rpartition(".")[2].lower()) or name.lower()
