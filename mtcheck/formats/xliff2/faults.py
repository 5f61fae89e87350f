"""What is wrong with an XLIFF 2.x file, and the words all rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element

OASIS = "urn:oasis:names:tc:xliff:"
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
MATCHES = f"{{{OASIS}matches:2.0}}"
GLOSSARY = f"{{{OASIS}glossary:2.0}}"
RESOURCES = f"{{{OASIS}resourcedata:2.0}}"
SIZES = f"{{{OASIS}sizerestriction:2.0}}"
VALIDATION = f"{{{OASIS}validation:2.0}}"
METADATA = f"{{{OASIS}metadata:2.0}}"
FORMAT_STYLE = f"{{{OASIS}fs:2.0}}"
CHANGES = f"{{{OASIS}changetracking:2.0}}"
ITS = "{http://www.w3.org/2005/11/its}"
ITSM = f"{{{OASIS}itsm:2.1}}"
XML = "{http://www.w3.org/XML/1998/namespace}"

PARTS = (f"{CORE}segment", f"{CORE}ignorable")
CONTAINERS = (f"{CORE}unit", f"{CORE}group", f"{CORE}file")
RESERVED = "xlf:"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the specification forbids, and on which line it stands."""

    line: int
    text: str


def fault(element: Element, text: str) -> Fault:
    return Fault(element.sourceline or 0, text)


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def namespace(name: str) -> str:
    """The namespace of a tag or an attribute, in braces; empty for none."""
    return name[: name.index("}") + 1] if name.startswith("{") else ""


def named(element: Element) -> str:
    """The element as a reader finds it: ``<sc id="1">``."""
    key = next((k for k in ("id", "startRef", f"{XML}id") if k in element.attrib), None)
    mark = f' {key.rpartition("}")[2]}="{element.get(key)}"' if key else ""
    return f"<{local(element)}{mark}>"


def elements(parent: Element, *tags: str) -> Iterator[Element]:
    """Elements at any depth below ``parent``, without comments and instructions."""
    return (e for e in parent.iter(*(tags or ("*",))) if e is not parent)


def ancestors(element: Element) -> Iterator[Element]:
    """The element and those around it, from the inside out."""
    yield element
    yield from element.iterancestors()


def container(element: Element) -> Element | None:
    """The unit, group or file an element stands in."""
    return next((e for e in element.iterancestors() if e.tag in CONTAINERS), None)


def speaks(tag: str, language: str) -> bool:
    """True when a language tag is the language or a variety of it."""
    return f"{tag.lower()}-".startswith(f"{language.lower()}-")


def children_with(parent: Element, *tags: str) -> list[Element]:
    return [child for child in parent if child.tag in tags]


def empty(element: Element) -> bool:
    """True when there is neither an element nor anything but white space inside."""
    return not any(True for _ in elements(element)) and not "".join(element.itertext()).strip()


def repeated(found: Iterable[Element], what: str, key: str = "id") -> Iterator[Fault]:
    """Elements whose id another before them has; ``what`` says where it must be unique."""
    seen: set[str] = set()
    for element in found:
        mark = element.get(key)
        if mark is None:
            continue
        if mark in seen:
            yield fault(element, f"{named(element)}: {key} “{mark}” is used twice {what}")
        seen.add(mark)
