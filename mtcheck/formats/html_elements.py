"""What elements and attributes of HTML are to a reader of the page (HTML Living Standard)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mtcheck.document import SegmentKind

Attributes = Mapping[str, str | None]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLE = "title"
"""The notation of a page's title, in which there are no tags and no comments."""

UNREAD = _names(
    "script style template noscript svg math select textarea input datalist rt rp del s strike "
    "pre listing xmp plaintext iframe object embed canvas audio video frameset map"
)
"""Elements whose content is no prose of the article."""

VERBATIM = frozenset(("code", "kbd", "samp", "var", "tt"))
"""Inline elements whose words stand in a sentence and are to be left alone."""

BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "iframe legend li listing main menu nav object ol p plaintext pre search section summary "
    "table tbody td textarea tfoot th thead title tr ul video xmp"
)
"""Elements that end the sentence before them."""

KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), SegmentKind.HEADLINE),
    **dict.fromkeys(("li", "dt", "dd"), SegmentKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), SegmentKind.CAPTION),
    **dict.fromkeys(("td", "th"), SegmentKind.TABLE_CELL),
    **dict.fromkeys(("button", "legend"), SegmentKind.ATTRIBUTE),
}

_META = {
    "description": SegmentKind.BODY,
    "og:description": SegmentKind.BODY,
    "twitter:description": SegmentKind.BODY,
    "og:title": SegmentKind.HEADLINE,
    "twitter:title": SegmentKind.HEADLINE,
}
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡]+)[\])]?\s*")


def prose_attributes(name: str, attributes: Attributes) -> dict[str, SegmentKind]:
    """The attributes of an element that people read, with their kinds."""
    if name == "meta":
        told = attributes.get("name") or attributes.get("property") or ""
        kind = _META.get(told.lower())
        return {"content": kind} if kind else {}
    found = {"title": SegmentKind.CAPTION, "aria-label": SegmentKind.ATTRIBUTE}
    if name in ("img", "area"):
        found["alt"] = SegmentKind.CAPTION
    return {key: kind for key, kind in found.items() if (attributes.get(key) or "").strip()}


def other_language(attributes: Attributes) -> str | None:
    """The language of an element if it is another than English (BCP 47).

    Empty for English; ``None`` where the element does not say.
    """
    told = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().lower()
    if not told:
        return None
    return "" if re.match(r"en(?:[-_]|$)", told) else told


def untranslated(attributes: Attributes) -> bool | None:
    """Whether an element is marked as not to be translated; ``None`` where it does not say."""
    told = attributes.get("translate")
    if told is not None:
        return told.strip().lower() == "no"
    return True if "notranslate" in (attributes.get("class") or "").split() else None


def is_note_mark(name: str, text: str) -> bool:
    """True for a superscript that only points to a note."""
    return name == "sup" and _NOTE_MARK.fullmatch(text) is not None
