"""Files, groups, units and their segments: ids, languages, order, notes (section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.codes import Side, fixed_runs, side_faults
from mtcheck.formats.xliff2.faults import (
    CORE,
    PARTS,
    RESERVED,
    XML,
    Fault,
    ancestors,
    children_with,
    elements,
    empty,
    fault,
    local,
    named,
    repeated,
    speaks,
)

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

# RFC 5646, well-formed: a language, then script, region, variants, extensions.
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z0-9]{1,8})*"
    r"|[xXiI](?:-[A-Za-z0-9]{1,8})+"
)
_USER_VALUE = re.compile(r"[^\s:]+:[^\s:]+")
VERSIONS = ("2.0", "2.1")
WITH_TARGET = ("translated", "reviewed", "final")


def document_faults(root: Element) -> Iterator[Fault]:
    """Faults of the file as a whole and of its files and groups."""
    if root.get("version") not in VERSIONS:
        yield fault(root, f"version “{root.get('version')}” is none of {', '.join(VERSIONS)}")
    for key in ("srcLang", "trgLang"):
        language = root.get(key)
        if language is not None and not _LANGUAGE.fullmatch(language):
            yield fault(root, f"{key}=“{language}” is no language tag")
    targets = (t for part in elements(root, *PARTS) for t in children_with(part, f"{CORE}target"))
    if "trgLang" not in root.attrib and (first := next(targets, None)) is not None:
        yield fault(first, "a <target>, but <xliff> has no trgLang")
    yield from repeated(root.findall(f"{CORE}file"), "among the files")
    for file in root.findall(f"{CORE}file"):
        yield from _file_faults(file)


def _file_faults(file: Element) -> Iterator[Fault]:
    yield from repeated(elements(file, f"{CORE}group"), "among the groups of the file")
    yield from repeated(elements(file, f"{CORE}unit"), "among the units of the file")
    for notes in elements(file, f"{CORE}notes"):
        yield from repeated(notes.findall(f"{CORE}note"), "among its notes")
    for skeleton in file.findall(f"{CORE}skeleton"):
        if ("href" in skeleton.attrib) != empty(skeleton):
            yield fault(skeleton, "a <skeleton> has either content or href")
    for element in elements(file, f"{CORE}group", f"{CORE}unit"):
        if (element.get("type") or "").startswith(RESERVED):
            yield fault(element, f"{named(element)}: types that begin with “xlf:” are reserved")
    units = {unit.get("id") for unit in elements(file, f"{CORE}unit")}
    for code in elements(file, f"{CORE}ph", f"{CORE}pc", f"{CORE}sc", f"{CORE}ec"):
        yield from _sub_flows(code, units)


def _sub_flows(code: Element, units: set[str | None]) -> Iterator[Fault]:
    for key in ("subFlows", "subFlowsStart", "subFlowsEnd"):
        for unit in (code.get(key) or "").split():
            if unit not in units:
                yield fault(code, f"{named(code)}: {key} names “{unit}”, no unit of the file")
    if ("subFlowsStart" in code.attrib) != ("subFlowsEnd" in code.attrib):
        yield fault(code, f"{named(code)}: subFlowsStart and subFlowsEnd go together")


def unit_faults(unit: Element) -> Iterator[Fault]:
    """Faults of one unit."""
    parts = children_with(unit, *PARTS)
    if not any(local(part) == "segment" for part in parts):
        yield fault(unit, f"{named(unit)} has no segment")
    for part in parts:
        yield from _part_faults(part)
    yield from _places_of_targets(parts)
    contents = {
        side: [c for part in parts for c in children_with(part, f"{CORE}{side}")]
        for side in ("source", "target")
    }
    yield from _inline_faults(unit, contents["source"], contents["target"], parts)


def _part_faults(part: Element) -> Iterator[Fault]:
    sub_state, state = part.get("subState"), part.get("state")
    if sub_state is not None and state is None:
        yield fault(part, f"{named(part)}: subState without state")
    if sub_state is not None and (
        not _USER_VALUE.fullmatch(sub_state) or sub_state.startswith(RESERVED)
    ):
        yield fault(part, f"{named(part)}: subState “{sub_state}” is not of the form prefix:value")
    if state in WITH_TARGET and part.find(f"{CORE}target") is None:
        yield fault(part, f"{named(part)}: state “{state}”, but there is no target")
    for side, key in (("source", "srcLang"), ("target", "trgLang")):
        for content in part.findall(f"{CORE}{side}"):
            yield from _language_faults(content, key)


def _language_faults(content: Element, key: str) -> Iterator[Fault]:
    told = next((e.get(f"{XML}lang") for e in ancestors(content) if f"{XML}lang" in e.attrib), None)
    wanted = content.getroottree().getroot().get(key)
    if told is None or wanted is None:
        return
    if not speaks(told, wanted):
        yield fault(content, f"a <{local(content)}> in “{told}”, but {key} is “{wanted}”")


def _places_of_targets(parts: list[Element]) -> Iterator[Fault]:
    taken: set[int] = set()
    for position, part in enumerate(parts, 1):
        target = part.find(f"{CORE}target")
        if target is None:
            continue
        told = target.get("order", str(position))
        order = int(told) if told.isascii() and told.isdigit() else position
        if not 1 <= order <= len(parts):
            yield fault(target, f"order=“{order}” in a unit of {len(parts)} parts")
        if order in taken:
            yield fault(target, f"two targets of the unit are to stand at place {order}")
        taken.add(order)


def content_faults(owner: Element) -> Iterator[Fault]:
    """Faults of a proposed translation: one source, one target, data of its own."""
    sources, targets = owner.findall(f"{CORE}source"), owner.findall(f"{CORE}target")
    yield from _inline_faults(owner, sources, targets, [])


def _inline_faults(
    owner: Element, sources: list[Element], targets: list[Element], parts: list[Element]
) -> Iterator[Fault]:
    data = owner.findall(f"{CORE}originalData/{CORE}data")
    yield from repeated(data, "among the data")
    marks = frozenset(d.get("id", "") for d in data)
    inline = [list(chain.from_iterable(elements(c) for c in each)) for each in (sources, targets)]
    codes = {e.get("id", ""): e for each in reversed(inline) for e in each if "id" in e.attrib}
    source, target = (Side(each, marks, codes) for each in inline)
    for side in (source, target):
        yield from side_faults(side)
    parts_by_id = {part.get("id") for part in parts if "id" in part.attrib}
    yield from repeated(parts, "in the unit")
    for element in chain(source.inline, target.inline):
        if element.get("id") in parts_by_id:
            yield fault(element, f"{named(element)}: the id is that of a part of its unit")
    yield from _two_sides(source, target)
    for content in sources if parts else ():
        yield from _lost_codes(content, target)


def _two_sides(source: Side, target: Side) -> Iterator[Fault]:
    of_source = {e.get("id"): e for e in source.inline if "id" in e.attrib}
    for element in target.inline:
        twin = of_source.get(element.get("id"))
        if "id" in element.attrib and twin is not None and _family(twin) != _family(element):
            yield fault(element, f"{named(element)}: in the source this id is of {named(twin)}")
    wanted = {run[0]: run for run in fixed_runs(source)}
    for run in fixed_runs(target):
        if run[0] in wanted and run != wanted[run[0]]:
            first = next(e for e in target.inline if e.get("id") == run[0])
            yield fault(first, "codes that may not be put in another order stand in another order")


def _family(element: Element) -> str:
    kind = local(element)
    return {"sc": "pc", "ec": "pc", "sm": "mrk"}.get(kind, kind)


def _lost_codes(content: Element, target: Side) -> Iterator[Fault]:
    part = content.getparent()
    if part is None or part.find(f"{CORE}target") is None:
        return
    there = {e.get("id") or e.get("startRef") for e in target.inline}
    for element in elements(content):
        mark = element.get("id") or element.get("startRef")
        if element.get("canDelete") == "no" and mark not in there:
            yield fault(element, f"{named(element)} may not be deleted, yet no target has it")
