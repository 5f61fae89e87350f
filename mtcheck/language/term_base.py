"""Glossaries: what a Russian term has to be in English, and what it must not be.

Read from TBX (ISO 30042: TBX-Basic and its dialects, 2008 and 2019) and from CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ALTERNATIVES = "|"
COLUMNS = ("source", "target", "forbidden")
_FORBIDDEN = ("deprecated", "superseded", "obsolete", "forbidden", "not recommended")
_STATUS = ("administrativeStatus", "normativeAuthorization", "usageStatus")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its Russian terms, the English ones to use, best first, and those not to.

    ``russian`` may be empty: then ``forbidden`` are not to be used at all.
    """

    russian: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def read_terms(path: Path) -> tuple[Term, ...]:
    """The terms of a glossary, by the ending of its name.

    ``.tbx`` and ``.xml`` are TBX. Anything else is CSV, TSV or with semicolons: a header that
    names the columns source and target, perhaps forbidden, and ``|`` between alternatives.
    Raises ``MtcheckError`` for a file that cannot be read, is damaged or holds no term.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    found = _of_tbx(raw, path) if path.suffix.lower() in (".tbx", ".xml") else _of_csv(raw, path)
    terms = tuple(term for term in found if term.forbidden or (term.russian and term.wanted))
    if not terms:
        raise MtcheckError(f"{path}: no term in it has Russian and English; see docs/source.md")
    return terms


def _of_csv(raw: bytes, path: Path) -> Iterator[Term]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MtcheckError(f"{path}: not UTF-8: {error}; save it as UTF-8") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    named = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    if not {"source", "target"} <= set(named):
        raise MtcheckError(f"{path}:1: the columns have to be {', '.join(COLUMNS)}")
    rows.fieldnames = named
    try:
        for row in rows:
            cells = (_alternatives(row.get(column)) for column in COLUMNS)
            yield Term(*cells)
    except csv.Error as error:
        raise MtcheckError(f"{path}:{rows.line_num}: {error}") from None


def _alternatives(cell: str | None) -> tuple[str, ...]:
    return tuple(t for part in (cell or "").split(ALTERNATIVES) if (t := " ".join(part.split())))


def _of_tbx(raw: bytes, path: Path) -> Iterator[Term]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(raw, forbid_dtd=False)
    except ParseError as error:
        raise MtcheckError(f"{path}: not well-formed XML: {error}") from None
    except DefusedXmlException:
        raise MtcheckError(f"{path}: declares entities, which no TBX file needs") from None
    for entry in _named(root, "termEntry", "conceptEntry"):
        yield _of_entry(entry)


def _of_entry(entry: Element) -> Term:
    russian: list[str] = []
    wanted: list[str] = []
    forbidden: list[str] = []
    for section in _named(entry, "langSet", "langSec"):
        language = section.get(_LANG, "").lower().partition("-")[0]
        for group in _named(section, "tig", "ntig", "termSec"):
            words = [" ".join("".join(t.itertext()).split()) for t in _named(group, "term")]
            if language == "ru":
                russian += words
            elif language == "en":
                (forbidden if _is_forbidden(group) else wanted).extend(words)
    return Term(tuple(russian), tuple(wanted), tuple(forbidden))


def _is_forbidden(group: Element) -> bool:
    notes = (n for n in _named(group, "termNote") if n.get("type") in _STATUS)
    statuses = ["".join(note.itertext()) for note in (*notes, *_named(group, *_STATUS))]
    return any(status.strip().lower().startswith(_FORBIDDEN) for status in statuses)


def _named(element: Element, *names: str) -> Iterable[Element]:
    return (e for e in element.iter() if str(e.tag).rpartition("}")[2] in names)
