"""Base of the formats that are XML: the declared encoding, and words written as XML wants them."""

from __future__ import annotations

import re

from mtcheck.document import Document, Segment
from mtcheck.formats.base import TextFormat
from mtcheck.formats.edits import Edit, in_encoding, segment_at
from mtcheck.model import MtcheckError, Span

_DECLARED = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)""")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[&<>]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class XmlFormat(TextFormat):
    """``target_tag`` names the element of a target, before which an instruction may stand."""

    target_tag: str

    def declared_encoding(self, raw: bytes) -> str:
        match = _DECLARED.match(raw)
        return match[1].decode("ascii") if match else ""

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        """A comment before the target, which holds for its unit."""
        segment = segment_at(document, place)
        if segment is None:
            return None
        tag = re.compile(rf"<(?:[\w.-]+:)?{self.target_tag}\b")
        before = tag.finditer(document.text, 0, segment.offsets.offset(0))
        at = max(found.start() for found in before)
        return Span(at, at), f"<!-- mtcheck: ignore {rule} -->"

    def notation(self, words: str, document: Document, segment: Segment | None, place: Span) -> str:
        if segment is None:
            return words
        if found := _FORBIDDEN.search(words):
            raise MtcheckError(f"{document.path}: XML has no place for the character {found[0]!r}")
        escaped = _SPECIAL.sub(lambda m: _SIGNS[m[0]], words)
        opened = document.text.rfind("<![CDATA[", 0, place.start)
        if opened >= 0 and document.text.find("]]>", opened, place.start) < 0:
            return f"]]>{escaped}<![CDATA[" if "]" in words or ">" in words else words
        if words.endswith("]"):  # before “>” it might end what is no section
            escaped = f"{escaped[:-1]}&#93;"
        return in_encoding(escaped, document.encoding)
