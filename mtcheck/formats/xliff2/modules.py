"""Constraints of the modules that their schemas do not hold (section 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import (
    CORE,
    FORMAT_STYLE,
    GLOSSARY,
    MATCHES,
    METADATA,
    RESERVED,
    RESOURCES,
    SIZES,
    VALIDATION,
    XML,
    Fault,
    ancestors,
    elements,
    empty,
    fault,
    local,
    named,
    namespace,
    repeated,
    speaks,
)
from mtcheck.formats.xliff2.units import content_faults

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

RESTRICTION = re.compile(r"\*|\d+|\d+,(?:\d+|\*)", re.ASCII)
INTEGER = re.compile(r"\d+", re.ASCII)
STANDARD_PROFILES = ("xliff:codepoints", "xliff:utf8", "xliff:utf16", "xliff:utf32")
OF_CODES = (f"{SIZES}equivStorage", f"{SIZES}sizeInfo", f"{SIZES}sizeInfoRef")
WAYS = ("isPresent", "isNotPresent", "startsWith", "endsWith")


def _matches(matches: Element) -> Iterator[Fault]:
    found = matches.findall(f"{MATCHES}match")
    yield from repeated(found, "among the matches")
    for match in found:
        sub_type = match.get("subType")
        if sub_type is not None and "type" not in match.attrib:
            yield fault(match, f"{named(match)}: subType without type")
        if sub_type is not None and sub_type.startswith(RESERVED):
            yield fault(match, f"{named(match)}: there is no subType “{sub_type}”")
        yield from content_faults(match)


def _glossary(glossary: Element) -> Iterator[Fault]:
    tags = (f"{GLOSSARY}glossEntry", f"{GLOSSARY}translation")
    yield from repeated(elements(glossary, *tags), "in the glossary")
    for entry in glossary.findall(f"{GLOSSARY}glossEntry"):
        if entry.find(tags[1]) is None and entry.find(f"{GLOSSARY}definition") is None:
            yield fault(entry, f"{named(entry)} has neither translation nor definition")


def _resources(data: Element) -> Iterator[Fault]:
    items = data.findall(f"{RESOURCES}resourceItem")
    yield from repeated(data.iterchildren("*"), "in the resource data")
    for item in items:
        contents = [item.find(f"{RESOURCES}{side}") for side in ("source", "target")]
        there = [c for c in contents if c is not None]
        if not there and item.find(f"{RESOURCES}reference") is None:
            yield fault(item, f"{named(item)} has no source, target or reference")
        if "mimeType" not in item.attrib and (not there or any(map(empty, there))):
            yield fault(item, f"{named(item)}: mimeType is missing")
        for content in there:
            if ("href" in content.attrib) != empty(content):
                yield fault(content, f"a resource <{local(content)}> has either content or href")
            told = content.get(f"{XML}lang")
            source_language = content.getroottree().getroot().get("srcLang", "")
            if local(content) == "source" and told and not speaks(told, source_language):
                yield fault(content, f"a resource <source> in “{told}”, not “{source_language}”")


def _metadata(metadata: Element) -> Iterator[Fault]:
    yield from repeated(metadata.iter(f"{METADATA}*"), "in the metadata")


def _rule(rule: Element) -> Iterator[Fault]:
    own = [way for way in WAYS if way in rule.attrib]
    custom = [str(key) for key in rule.attrib if namespace(str(key))]
    if len(own) + bool(custom) != 1:
        ways = ", ".join(WAYS)
        yield fault(rule, f"a validation rule has exactly one of {ways} or a rule of its own")
    if "occurs" in rule.attrib and not {"isPresent", "isNotPresent"} & {*own}:
        yield fault(rule, "occurs is for rules with isPresent")
    if rule.get("existsInSource") == "yes" and not {*own} - {"isNotPresent"}:
        yield fault(rule, "existsInSource is for isPresent, startsWith and endsWith")
    around = [local(e) for e in rule.iterancestors()]
    if rule.get("disabled") == "yes" and "group" not in around and "unit" not in around:
        yield fault(rule, "a rule of the whole file cannot be disabled")


BY_TAG: dict[str, Callable[[Element], Iterator[Fault]]] = {
    f"{MATCHES}matches": _matches,
    f"{GLOSSARY}glossary": _glossary,
    f"{RESOURCES}resourceData": _resources,
    f"{METADATA}metadata": _metadata,
    f"{VALIDATION}rule": _rule,
}


def module_faults(element: Element) -> Iterator[Fault]:
    """Faults of an element of a module, and of attributes of modules on any element."""
    if element.tag in BY_TAG:
        yield from BY_TAG[str(element.tag)](element)
    keys = [str(key) for key in element.attrib if str(key).startswith("{")]
    if f"{FORMAT_STYLE}subFs" in keys and f"{FORMAT_STYLE}fs" not in keys:
        yield fault(element, f"{named(element)}: subFs without fs")
    if f"{FORMAT_STYLE}subFs" in keys:
        yield from _sub_format(element)
    if any(namespace(key) == SIZES for key in keys):
        yield from _sizes(element)


def _sub_format(element: Element) -> Iterator[Fault]:
    """Pairs “attribute,value” parted by a backslash, which also stands before either sign."""
    value = element.get(f"{FORMAT_STYLE}subFs", "")
    pairs = re.sub(r"\\[\\,]", "", value).split("\\")
    if not all(pair.count(",") == 1 and pair.partition(",")[0].strip() for pair in pairs):
        yield fault(element, f"{named(element)}: subFs “{value}” is not “attribute,value”")


def _sizes(element: Element) -> Iterator[Fault]:
    profiles = next(
        (p for e in element.iterancestors(f"{CORE}file") for p in e.findall(f"{SIZES}profiles")),
        None,
    )
    checks = (
        ("sizeRestriction", "generalProfile", RESTRICTION),
        ("storageRestriction", "storageProfile", RESTRICTION),
        ("sizeInfo", "generalProfile", INTEGER),
        ("equivStorage", "storageProfile", INTEGER),
    )
    for key, profile, pattern in checks:
        value = element.get(f"{SIZES}{key}")
        named_profile = profiles.get(profile) if profiles is not None else None
        standard = named_profile is None or named_profile in STANDARD_PROFILES
        if value is not None and standard and not _keeps(value, pattern):
            yield fault(element, f"{named(element)}: {key} “{value}” is none of the profile’s")
    if local(element) == "ec" and element.get("isolated") != "yes":
        for key in (k for k in OF_CODES if k in element.attrib):
            name = key.rpartition("}")[2]
            yield fault(element, f"{named(element)}: {name} is for an isolated <ec> only")
    yield from _size_reference(element)


def _keeps(value: str, pattern: re.Pattern[str]) -> bool:
    if not pattern.fullmatch(value):
        return False
    least, comma, most = value.partition(",")
    return not comma or most == "*" or int(least) <= int(most)


def _size_reference(element: Element) -> Iterator[Fault]:
    reference = element.get(f"{SIZES}sizeInfoRef")
    if reference is None:
        return
    if f"{SIZES}sizeInfo" in element.attrib:
        yield fault(element, f"{named(element)} has both sizeInfo and sizeInfoRef")
    data = (d for e in ancestors(element) for d in e.itersiblings(f"{SIZES}data", preceding=True))
    behind = (d for e in ancestors(element) for d in e.itersiblings(f"{SIZES}data"))
    for place in (*data, *behind):
        if any(e.get("id") == reference for e in elements(place)):
            return
    yield fault(element, f"{named(element)}: sizeInfoRef=“{reference}” is not in its size data")
