"""Inline codes and markers: pairs, references to data, editing hints (section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import CORE, RESERVED, Fault, fault, local, named, repeated

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

HINTS = ("canCopy", "canDelete", "canOverlap")
DATA = ("dataRef", "dataRefStart", "dataRefEnd")
PAIRED = (("dataRefStart", "dataRefEnd"), ("equivStart", "equivEnd"))
FIXED = ("no", "firstNo")
SUB_TYPES = {"lb": "fmt", "pb": "fmt", "b": "fmt", "i": "fmt", "u": "fmt", "var": "ui"}
_HEX = re.compile(r"[0-9A-Fa-f]{4,6}")


@dataclass(frozen=True, slots=True)
class Side:
    """The inline elements of all sources, or of all targets, of a unit or a match, in order.

    ``data`` are the ids of its original data, ``codes`` all elements of both sides by id.
    """

    inline: Sequence[Element]
    data: frozenset[str]
    codes: dict[str, Element]

    def of(self, kind: str) -> list[Element]:
        return [e for e in self.inline if e.tag == f"{CORE}{kind}"]


def side_faults(side: Side) -> Iterator[Fault]:
    """All that can be said of one side without the other."""
    yield from repeated(side.inline, "among the inline elements")
    yield from _start_codes(side)
    yield from _end_codes(side)
    yield from _markers(side)
    yield from _order_hints(side)
    for element in side.inline:
        yield from _references(element, side)
        yield from _hints(element)
        yield from _types(element)
        yield from _character(element)


def _start_codes(side: Side) -> Iterator[Fault]:
    places = {id(e): at for at, e in enumerate(side.inline)}
    ends: dict[str, list[Element]] = {}
    for end in side.of("ec"):
        ends.setdefault(end.get("startRef", ""), []).append(end)
    for start in side.of("sc"):
        found = ends.get(start.get("id", ""), [])
        behind = [e for e in found if places[id(e)] > places[id(start)]]
        if start.get("isolated") == "yes":
            if found:
                yield fault(start, f"{named(start)} is isolated, yet its <ec> is in the unit")
        elif len(behind) != 1:
            how_many = "several" if behind else "no"
            yield fault(start, f"{named(start)} has {how_many} <ec> behind it and is not isolated")
        else:
            yield from _agreement(start, behind[0])


def _agreement(start: Element, end: Element) -> Iterator[Fault]:
    for hint in HINTS:
        if start.get(hint, "yes") != end.get(hint, "yes"):
            yield fault(end, f"{named(end)}: {hint} differs from that of its <sc>")
    wanted = "no" if start.get("canReorder") in FIXED else "yes"
    if end.get("canReorder", "yes") != wanted:
        yield fault(end, f"{named(end)}: canReorder has to be “{wanted}”, as its <sc> says")


def _end_codes(side: Side) -> Iterator[Fault]:
    opened: set[str] = set()
    for element in side.inline:
        if element.tag == f"{CORE}sc" and element.get("isolated") != "yes":
            opened.add(element.get("id", ""))
        if element.tag != f"{CORE}ec":
            continue
        isolated = element.get("isolated") == "yes"
        wanted, other = ("id", "startRef") if isolated else ("startRef", "id")
        if wanted not in element.attrib or other in element.attrib:
            kind = "isolated <ec>" if isolated else "<ec>"
            yield fault(element, f"an {kind} has {wanted} and no {other}")
        if isolated:
            continue
        if "dir" in element.attrib:
            yield fault(element, f"{named(element)}: dir is for an isolated <ec> only")
        if element.get("startRef", "") not in opened:
            yield fault(element, f"{named(element)} has no <sc> before it")


def _markers(side: Side) -> Iterator[Fault]:
    starts = {e.get("id", ""): e for e in side.of("sm")}
    opened: set[str] = set()
    ended: set[str] = set()
    for element in side.inline:
        if element.tag == f"{CORE}sm":
            opened.add(element.get("id", ""))
        elif element.tag == f"{CORE}em":
            mark = element.get("startRef", "")
            if mark not in opened:
                yield fault(element, f"{named(element)} has no <sm> before it")
            elif mark in ended:
                yield fault(element, f"{named(element)}: its <sm> has ended already")
            ended.add(mark)
    for mark, start in starts.items():
        if mark not in ended:
            yield fault(start, f"{named(start)} has no <em> behind it")


def _references(element: Element, side: Side) -> Iterator[Fault]:
    for key in DATA:
        mark = element.get(key)
        if mark is not None and mark not in side.data:
            yield fault(element, f"{named(element)}: {key}=“{mark}” is no <data> of its unit")
    for one, other in PAIRED:
        if (one in element.attrib) != (other in element.attrib):
            yield fault(element, f"{named(element)}: {one} and {other} go together")
    copied = element.get("copyOf")
    if copied is None:
        return
    base = side.codes.get(copied)
    if base is None:
        yield fault(element, f"{named(element)}: copyOf=“{copied}” is no code of its unit")
    elif base.get("canCopy") == "no":
        yield fault(element, f"{named(element)} copies a code that may not be copied")
    if any(key in e.attrib for e in (element, base) if e is not None for key in DATA):
        yield fault(element, f"{named(element)}: copyOf is for codes without original data")


def _hints(element: Element) -> Iterator[Fault]:
    if element.get("canReorder") in FIXED and not all(
        element.get(hint) == "no" for hint in ("canCopy", "canDelete")
    ):
        yield fault(
            element,
            f"{named(element)}: where canReorder is “{element.get('canReorder')}”, canCopy and "
            "canDelete have to be “no”",
        )


def _order_hints(side: Side) -> Iterator[Fault]:
    running = False
    for element in side.inline:
        if local(element) not in ("pc", "ph", "sc"):
            continue
        hint = element.get("canReorder", "yes")
        if hint == "no" and not running:
            yield fault(element, f"{named(element)}: no code with canReorder “firstNo” leads here")
        running = hint in FIXED


def fixed_runs(side: Side) -> list[list[str]]:
    """The ids of each run of codes that may not be put in another order."""
    runs: list[list[str]] = []
    for element in side.inline:
        hint = element.get("canReorder", "yes")
        if hint == "firstNo":
            runs.append([element.get("id", "")])
        elif hint == "no" and runs and local(element) != "ec":
            runs[-1].append(element.get("id", ""))
    return runs


def _types(element: Element) -> Iterator[Fault]:
    sub_type = element.get("subType")
    if sub_type is None:
        return
    if "type" not in element.attrib:
        yield fault(element, f"{named(element)}: subType without type")
    elif sub_type.startswith(RESERVED):
        wanted = SUB_TYPES.get(sub_type.removeprefix(RESERVED))
        if wanted is None:
            yield fault(element, f"{named(element)}: there is no subType “{sub_type}”")
        elif element.get("type") != wanted:
            yield fault(element, f"{named(element)}: subType “{sub_type}” is of type “{wanted}”")


def _character(element: Element) -> Iterator[Fault]:
    if element.tag != f"{CORE}cp":
        return
    hexadecimal = element.get("hex", "")
    if not _HEX.fullmatch(hexadecimal) or not _beyond_xml(int(hexadecimal, 16)):
        yield fault(element, f"<cp hex=“{hexadecimal}”> is for characters XML cannot hold")


def _beyond_xml(code: int) -> bool:
    """True for code points that are not of XML 1.0's ``Char``."""
    controls = code < 0x20 and code not in (0x9, 0xA, 0xD)
    return controls or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
