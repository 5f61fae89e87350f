"""The whole of an XLIFF 2.x file held against the schemas and the constraints beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.annotations import element_faults, extension_faults
from mtcheck.formats.xliff2.changes import change_faults
from mtcheck.formats.xliff2.faults import CHANGES, CORE, Fault, elements, namespace
from mtcheck.formats.xliff2.fragments import Resolver
from mtcheck.formats.xliff2.its import its_faults
from mtcheck.formats.xliff2.modules import module_faults
from mtcheck.formats.xliff2.units import document_faults, unit_faults
from mtcheck.resources import schema_path

if TYPE_CHECKING:
    from lxml.etree import XMLParser, XMLSchema

    from mtcheck.formats.xliff2.faults import Element

_BRACES = re.compile(r"\{[^{}]*\}")
_TOO_LONG = 200


def faults_in(text: str) -> list[Fault]:
    """What an XLIFF 2.0 or 2.1 file does against the specification, by line.

    ``text`` is well-formed and declares no entities (``read_xml`` has seen it); whatever
    encoding it declares is passed over. Sources: XLIFF 2.1 (OASIS Standard, 13 February 2018),
    for change tracking XLIFF 2.0.
    """
    from lxml.etree import XMLSyntaxError, fromstring

    try:
        root = fromstring(text.encode("utf-8"), _parser())
    except XMLSyntaxError as error:
        return [Fault(error.lineno or 0, error.msg or "not well-formed")]
    if not str(root.tag).startswith(CORE):
        return [
            Fault(
                root.sourceline or 0,
                f"namespace “{namespace(str(root.tag))[1:-1]}”, which is not checked",
            )
        ]
    found = {*_schema_faults(root), *_constraint_faults(root)}
    return sorted(found, key=lambda f: (f.line, f.text))


def _parser() -> XMLParser:
    """A parser that reads nothing but what it is given."""
    from lxml.etree import XMLParser

    return XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )


@cache
def _schema() -> XMLSchema:
    from lxml.etree import XMLSchema, parse

    return XMLSchema(parse(schema_path("xliff-2.1") / "all.xsd", _parser()))


def _schema_faults(root: Element) -> Iterator[Fault]:
    schema = _schema()
    if schema.validate(root):
        return
    for entry in schema.error_log:
        told = _BRACES.sub("", entry.message).rstrip(". ")
        if len(told) > _TOO_LONG:
            told = told[:_TOO_LONG].rsplit(" ", 1)[0] + " …"
        yield Fault(entry.line, told)


def _constraint_faults(root: Element) -> Iterator[Fault]:
    resolver = Resolver(root)
    yield from document_faults(root)
    yield from extension_faults(root)
    for element in elements(root):
        if element.tag == f"{CORE}unit":
            yield from unit_faults(element)
        elif element.tag == f"{CHANGES}changeTrack":
            yield from change_faults(element)
        yield from element_faults(element, resolver)
        yield from module_faults(element)
        yield from its_faults(element)
