"""The change tracking module of XLIFF 2.0 (its section 5.6), which has no schema any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import (
    CHANGES,
    CORE,
    PARTS,
    Fault,
    elements,
    fault,
    local,
    repeated,
)

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

INSIDE = {"changeTrack": "revisions", "revisions": "revision", "revision": "item"}
_DATE_TIME = re.compile(
    r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)


def change_faults(track: Element) -> Iterator[Fault]:
    """Faults of one ``changeTrack``."""
    owner = track.getparent()
    for element in track.iter(f"{CHANGES}*"):
        inside = INSIDE.get(local(element))
        if inside and element.find(f"{CHANGES}{inside}") is None:
            yield fault(element, f"a <{local(element)}> has at least one <{inside}>")
    for revisions in track.findall(f"{CHANGES}revisions"):
        if owner is not None:
            yield from _revisions(revisions, owner)


def _revisions(revisions: Element, owner: Element) -> Iterator[Fault]:
    kind, reference = revisions.get("appliesTo"), revisions.get("ref")
    if kind is None:
        yield fault(revisions, "<revisions> without appliesTo")
        return
    around = list(_around(owner))
    meant = [e for e in around if local(e) == kind]
    if not meant:
        yield fault(revisions, f"<revisions>: there is no <{kind}> beside it")
    if reference is not None:
        found = [e for e in around if e.get("id") == reference]
        meant = [e for e in found if local(e) == kind]
        if not found:
            yield fault(revisions, f"<revisions>: ref=“{reference}” is no id beside it")
    elif len(meant) > 1 and any("id" in e.attrib for e in meant):
        yield fault(revisions, f"<revisions>: ref has to say which <{kind}> is meant")
    versions = revisions.findall(f"{CHANGES}revision")
    yield from repeated(versions, "among the revisions", "version")
    current = revisions.get("currentVersion")
    if current is not None and current not in {v.get("version") for v in versions}:
        yield fault(revisions, f"<revisions>: currentVersion “{current}” is none of its versions")
    for revision in versions:
        yield from _revision(revision, meant)


def _around(owner: Element) -> Iterator[Element]:
    """The elements of the unit, group or file that revisions may be about."""
    yield owner
    nested = (f"{CORE}unit", f"{CORE}group")
    for child in owner.iterchildren("*"):
        if child.tag not in nested and not str(child.tag).startswith(CHANGES):
            yield child
            yield from elements(child)
        elif child.tag in (*nested, *PARTS):
            yield child


def _revision(revision: Element, meant: list[Element]) -> Iterator[Fault]:
    moment = revision.get("datetime")
    if moment is not None and not _DATE_TIME.fullmatch(moment):
        yield fault(revision, f"a revision’s datetime “{moment}” is no date and time")
    yield from repeated(revision.findall(f"{CHANGES}item"), "in the revision", "property")
    for item in revision.findall(f"{CHANGES}item"):
        name = item.get("property")
        if name is None:
            yield fault(item, "a revision’s <item> without property")
        elif (
            name not in ("content", "id") and meant and not any(name in [*e.attrib] for e in meant)
        ):
            yield fault(item, f"property “{name}” is no attribute of what was revised")
