"""Fragment identifiers: ``#f=file/u=unit/n=note`` (section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import (
    CORE,
    GLOSSARY,
    ITS,
    MATCHES,
    METADATA,
    PARTS,
    RESOURCES,
    XML,
    container,
    elements,
)

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

AROUND = ("f", "g", "u")
LEAVES = ("n", "d", "t", "")
MODULES = {
    "gls": (f"{GLOSSARY}glossEntry", f"{GLOSSARY}translation"),
    "mtc": (f"{MATCHES}match",),
    "res": (f"{RESOURCES}resourceItem", f"{RESOURCES}resourceItemRef"),
    "mda": (f"{METADATA}metadata", f"{METADATA}metaGroup"),
    "its": (f"{ITS}locQualityIssues", f"{ITS}provenanceRecords"),
}
_NMTOKEN = re.compile(r"[\w:.\-·]+")
_PREFIXES = {f"{CORE}file": "f", f"{CORE}group": "g", f"{CORE}unit": "u"}


def why_not_a_fragment(reference: str) -> str:
    """What breaks the syntax of a fragment identifier (``#…``); empty when nothing does."""
    parts = _selectors(reference)
    for prefix, mark in parts:
        if not _NMTOKEN.fullmatch(mark) or (prefix and not _NMTOKEN.fullmatch(prefix)):
            return f"“{prefix}={mark}” is no selector" if prefix else f"“{mark}” is no id"
    prefixes = [prefix for prefix, _ in parts]
    if unknown := next((p for p in prefixes if len(p) == 1 and p not in (*AROUND, *LEAVES)), ""):
        return f"there is no “{unknown}=”; prefixes of extensions have two letters or more"
    around = [p for p in prefixes if p in AROUND]
    if any(p not in AROUND for p in prefixes[:-1]):
        return "only its last part may name what is in a unit"
    if around != sorted(set(around)):
        return "its parts go from file to group to unit"
    if prefixes[-1] in ("d", "t", "") and around and around[-1] in ("f", "g"):
        return f"“{reference}” names no unit"
    return ""


def _selectors(reference: str) -> list[tuple[str, str]]:
    inside = reference.removeprefix("#").removeprefix("/")
    found = [part.rpartition("=") for part in inside.split("/")]
    return [(prefix, mark) for prefix, _, mark in found]


class Resolver:
    """Finds what the fragment identifiers of one file point to."""

    def __init__(self, root: Element) -> None:
        self._places: dict[tuple[Element | None, str, str], Element] = {}
        for element in root.iter(*_PREFIXES):
            prefix = _PREFIXES[str(element.tag)]
            around = None if prefix == "f" else _file(element)
            self._places.setdefault((around, prefix, element.get("id", "")), element)

    def resolve(self, reference: str, element: Element) -> Element | None:
        """What a well-formed fragment identifier in ``element`` points to.

        Which namespace the prefix of an extension stands for is not known; any will do.
        """
        place, file = container(element), _file(element)
        for prefix, mark in _selectors(reference):
            if prefix not in AROUND:
                return _leaf(place, prefix, mark)
            place = self._places.get((None if prefix == "f" else file, prefix, mark))
            file = place if prefix == "f" else file
            if place is None:
                return None
        return place


def _file(element: Element) -> Element | None:
    return next(element.iterancestors(f"{CORE}file"), None)


def _leaf(place: Element | None, prefix: str, mark: str) -> Element | None:
    if place is None:
        return None
    return next((e for e in _candidates(place, prefix) if mark in _marks(e)), None)


def _candidates(place: Element, prefix: str) -> Iterator[Element]:
    if prefix == "n":
        yield from (n for notes in place.findall(f"{CORE}notes") for n in notes.findall("{*}note"))
    elif prefix == "d":
        yield from (d for o in place.findall(f"{CORE}originalData") for d in o.findall("{*}data"))
    elif prefix not in LEAVES and prefix not in MODULES:
        foreign = (e for e in elements(place) if not str(e.tag).startswith(CORE))
        yield from (e for e in foreign if container(e) is place)
    elif prefix in MODULES:
        yield from (e for e in elements(place, *MODULES[prefix]) if container(e) is place)
    else:
        side = "target" if prefix == "t" else "source"
        for part in (p for p in place if p.tag in PARTS):
            if prefix == "":
                yield part
            for content in part.findall(f"{CORE}{side}"):
                yield from elements(content)


def _marks(element: Element) -> tuple[str | None, str | None]:
    return element.get("id"), element.get(f"{XML}id")
