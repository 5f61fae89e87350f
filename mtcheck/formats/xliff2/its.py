"""The ITS module: quality issues and ratings, text analysis, provenance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.formats.xliff2.faults import (
    CORE,
    ITS,
    ITSM,
    XML,
    Fault,
    ancestors,
    container,
    elements,
    fault,
    local,
    named,
    namespace,
)

if TYPE_CHECKING:
    from mtcheck.formats.xliff2.faults import Element

GENERIC = "its:generic"
ISSUE = tuple(
    f"locQualityIssue{x}" for x in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")
)
PROVENANCE = ("org", "person", "revOrg", "revPerson", "revTool", "tool")
RECORDS = {"locQualityIssuesRef": "locQualityIssues", "provenanceRecordsRef": "provenanceRecords"}
ANNOTATORS = {
    "mtConfidence": "mt-confidence",
    "taConfidence": "text-analysis",
    "termConfidence": "terminology",
}
CATEGORIES = frozenset(
    {
        "allowed-characters",
        "directionality",
        "domain",
        "elements-within-text",
        "external-resource",
        "id-value",
        "language-information",
        "locale-filter",
        "localization-note",
        "localization-quality-issue",
        "localization-quality-rating",
        "mt-confidence",
        "preserve-space",
        "provenance",
        "storage-size",
        "target-pointer",
        "terminology",
        "text-analysis",
        "translate",
    }
)
WITH_OWN_TYPE = frozenset({"term", "comment"})


def its_faults(element: Element) -> Iterator[Fault]:
    """Faults of ITS attributes on an element, and of ITS's own elements."""
    if namespace(str(element.tag)) == ITS:
        yield from _stand_off(element)
        return
    told = {str(k).rpartition("}")[2] for k in element.attrib if namespace(str(k)) in (ITS, ITSM)}
    if not told:
        return
    if element.tag in (f"{CORE}mrk", f"{CORE}sm"):
        yield from _annotation(element, told)
    yield from _thresholds(element)
    yield from _annotators(element, told)


def _annotation(element: Element, told: set[str]) -> Iterator[Fault]:
    kind = element.get("type", GENERIC)
    if kind != GENERIC and kind not in WITH_OWN_TYPE:
        yield fault(element, f"{named(element)}: with ITS its type is “{GENERIC}”")
    provenance = {*PROVENANCE, *(f"{name}Ref" for name in PROVENANCE)}
    for reference, inline in (
        ("locQualityIssuesRef", {*ISSUE}),
        ("provenanceRecordsRef", provenance),
    ):
        if reference not in told:
            continue
        if both := sorted(inline & told):
            yield fault(element, f"{named(element)} has both {reference} and {both[0]}")
        if not _has_record(element, element.get(f"{ITS}{reference}", ""), RECORDS[reference]):
            yield fault(element, f"{named(element)}: {reference} points to no record of the unit")
    if {*ISSUE} & told and not {"locQualityIssueType", "locQualityIssueComment"} & told:
        yield fault(element, f"{named(element)}: a quality issue has a type or a comment")
    if {"locQualityRatingScore", "locQualityRatingVote"} <= told:
        yield fault(element, f"{named(element)}: a quality rating is a score or a vote")
    if ("taSource" in told) != ("taIdent" in told):
        yield fault(element, f"{named(element)}: taSource and taIdent go together")
    if "taIdentRef" in told and "taIdent" in told:
        yield fault(element, f"{named(element)} has both taIdent and taIdentRef")


def _has_record(element: Element, reference: str, kind: str) -> bool:
    """True for references outside the file, and when the unit has the record."""
    if not reference.startswith("#"):
        return True
    mark = reference.rpartition("=")[2].removeprefix("#")
    unit = container(element)
    records = elements(unit, f"{ITS}{kind}") if unit is not None else iter(())
    return "f=" in reference or any(r.get(f"{XML}id") == mark for r in records)


def _thresholds(element: Element) -> Iterator[Fault]:
    for kind in ("Score", "Vote"):
        name = f"{ITS}locQualityRating{kind}"
        if f"{name}Threshold" in element.attrib and not any(
            name in e.attrib for e in ancestors(element)
        ):
            yield fault(element, f"{named(element)}: a threshold without the {kind.lower()}")


def _annotators(element: Element, told: set[str]) -> Iterator[Fault]:
    for value in [element.get(f"{ITS}annotatorsRef")] if "annotatorsRef" in told else []:
        names = [entry.partition("|")[0] for entry in (value or "").split()]
        for name in names:
            if name not in CATEGORIES or names.count(name) > 1:
                yield fault(element, f"annotatorsRef: “{name}” is no ITS category, or there twice")
                break
    for attribute, category in ANNOTATORS.items():
        if attribute in told and not any(
            f"{category}|" in e.get(f"{ITS}annotatorsRef", "") for e in ancestors(element)
        ):
            yield fault(element, f"{named(element)}: {attribute} without an annotatorsRef for it")


def _stand_off(element: Element) -> Iterator[Fault]:
    keys = {str(key) for key in element.attrib}
    if local(element) == "locQualityIssue" and not {*ISSUE[:2]} & keys:
        yield fault(element, "a quality issue has a type or a comment")
    if local(element) == "provenanceRecord" and not keys - {"version"}:
        yield fault(element, "a provenance record names a person, an organisation or a tool")
