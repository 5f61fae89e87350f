"""How HTML writes words so that they are read as just these words."""

from __future__ import annotations

import re

from mtcheck.document import Document, Segment
from mtcheck.formats.edits import in_encoding
from mtcheck.formats.html_elements import TITLE
from mtcheck.model import Span

IN_MARKDOWN = "html"
"""The notation of text of HTML inside a file of another format."""
LONGEST_NAME = 40

_OPEN_MARKUP = re.compile(r"(?:<|&#?\w*)\Z")
"""What is text, but might become a tag or a reference by what comes behind it."""
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MORE_SIGNS = {
    "": re.compile(r"[&<>]"),
    IN_MARKDOWN: re.compile(r"[&<>]"),
    TITLE: re.compile(r"[&<>]"),
    "attribute, double": re.compile(r'[&<>"]'),
    "attribute, single": re.compile(r"[&<>']"),
    "attribute, bare": re.compile(r"[&<>\"'=`\s]"),
}


def notation(words: str, document: Document, segment: Segment, place: Span) -> str:
    """``words`` as they have to be written where they replace ``place``."""
    signs = _MORE_SIGNS[segment.notation]
    written = signs.sub(_reference, words)
    before = document.text[max(0, place.start - LONGEST_NAME) : place.start]
    if _OPEN_MARKUP.search(before) and not signs.match(words):
        written = f"&#{ord(words[0])};{written[1:]}"
    return in_encoding(written, document.encoding)


def writes(segment: Segment) -> bool:
    """True for a segment with a notation of HTML."""
    return segment.notation in _MORE_SIGNS and segment.notation != ""


def _reference(match: re.Match[str]) -> str:
    return _SIGNS.get(match[0], f"&#{ord(match[0])};")
