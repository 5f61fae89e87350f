"""Annotations, what they refer to, and what may stand on an element (sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import (
    CHANGES,
    CORE,
    FORMAT_STYLE,
    GLOSSARY,
    MATCHES,
    METADATA,
    PARTS,
    RESERVED,
    RESOURCES,
    SIZES,
    VALIDATION,
    XML,
    Fault,
    ancestors,
    container,
    fault,
    local,
    named,
    namespace,
)
from mtcheck.formats.xliff2.fragments import Resolver, why_not_a_fragment

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

MODULES = (CORE, MATCHES, GLOSSARY, RESOURCES, SIZES, VALIDATION, METADATA, CHANGES)
CODES = ("pc", "ph", "sc", "ec")
REFERRING = (f"{MATCHES}match", f"{GLOSSARY}glossEntry", f"{GLOSSARY}translation")


def element_faults(element: Element, resolver: Resolver) -> Iterator[Fault]:
    """Faults of one element of the core or a module, seen by itself."""
    if element.tag in (f"{CORE}mrk", f"{CORE}sm"):
        yield from _annotation(element, resolver)
    elif element.tag in REFERRING:
        found = yield from _reference(element, resolver)
        if found is not None and not _is_text_beside(found, element):
            yield fault(element, f"{named(element)}: ref points to no text of the unit")
    if namespace(str(element.tag)) == CORE and local(element) in CODES:
        paired_end = local(element) == "ec" and element.get("isolated") != "yes"
        allowed = (SIZES,) if paired_end else (SIZES, FORMAT_STYLE)
        for key in map(str, element.attrib):
            if namespace(key) not in ("", *allowed):
                yield fault(element, f"{named(element)} cannot have {key.rpartition('}')[2]} here")


def _annotation(element: Element, resolver: Resolver) -> Iterator[Fault]:
    kind = element.get("type", "generic")
    told = [key for key in ("value", "ref") if key in element.attrib]
    foreign = any(namespace(str(key)) for key in element.attrib)
    if kind.startswith(RESERVED):
        yield fault(element, f"{named(element)}: types that begin with “xlf:” are reserved")
    if kind == "generic" and "translate" not in element.attrib and not foreign:
        yield fault(element, f"{named(element)} annotates nothing: neither type nor translate")
    if kind == "comment" and len(told) != 1:
        yield fault(element, f"{named(element)}: a comment has either value or ref")
    if kind == "mtc:match" and "ref" in told:
        yield fault(element, f"{named(element)}: a match annotation has no ref")
    elif "ref" in told:
        found = yield from _reference(element, resolver)
        if kind == "comment" and found is not None and not _is_note_beside(found, element):
            yield fault(element, f"{named(element)}: ref points to no note of the unit")


def _reference(element: Element, resolver: Resolver) -> Generator[Fault, None, Element | None]:
    """Faults of its ``ref``; returns what that points to, if it is a sound fragment."""
    reference = element.get("ref")
    if reference is None:
        return None
    if not reference.startswith("#"):
        if element.tag == f"{MATCHES}match" or (element.tag in REFERRING and "#" not in reference):
            yield fault(element, f"{named(element)}: ref=“{reference}” is no fragment (#…)")
        elif element.get("type") == "comment":
            yield fault(element, f"{named(element)}: ref points to no note of the unit")
        return None
    if problem := why_not_a_fragment(reference):
        yield fault(element, f"{named(element)}: ref=“{reference}”: {problem}")
        return None
    found = resolver.resolve(reference, element)
    if found is None:
        yield fault(element, f"{named(element)}: ref=“{reference}” points to nothing")
    return found


def _is_note_beside(found: Element, element: Element) -> bool:
    return found.tag == f"{CORE}note" and container(found) is container(element)


def _is_text_beside(found: Element, element: Element) -> bool:
    return container(found) is container(element) and any(e.tag in PARTS for e in ancestors(found))


def extension_faults(root: Element) -> Iterator[Fault]:
    """Ids of extensions: unique by namespace within the next file, group or unit."""
    seen: set[tuple[Element | None, str, str]] = set()
    for element in root.iter("*"):
        space = namespace(str(element.tag))
        mark = element.get("id") or element.get(f"{XML}id")
        if space in MODULES or mark is None:
            continue
        key = (container(element), space, mark)
        if key in seen:
            yield fault(element, f"{named(element)}: the id is used twice by the extension here")
        seen.add(key)
