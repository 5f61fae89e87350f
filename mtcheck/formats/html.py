"""HTML, parsed by JustHTML as browsers do, with every character's place in the file kept.

Prose are the words of the page, of its title and description, and of the attributes that
people read (``alt``, ``title``); what runs, draws or is filled in is not, nor are parts
in another language (``lang``) or marked ``translate="no"``.
"""

from __future__ import annotations

import re
from typing import Any

from mtcheck.document import Document, Segment
from mtcheck.formats import html_notation
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import assemble
from mtcheck.formats.edits import Edit, comment_behind
from mtcheck.model import Span

PRESCANNED = 1024

_DECLARED = re.compile(
    rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?P<xml>[\w.:-]+)
    |<meta\s[^>]*?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]+)""",
    re.VERBOSE | re.IGNORECASE,
)


class Html(TextFormat):
    """HTML pages and fragments; comments ``<!-- mtcheck: … -->`` are instructions."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def parse(self, text: str, path: str) -> Document:
        from mtcheck.formats.html_reader import HtmlReader

        reader = HtmlReader(text)
        reader.read(parsed(text))
        directions = reader.suppressing.finish(len(text))
        return assemble(text, path, self.name, reader.blocks, directions, reader.notes)

    def declared_encoding(self, raw: bytes) -> str:
        """What the XML declaration or the first ``meta`` element says (WHATWG: prescan)."""
        match = _DECLARED.search(raw[:PRESCANNED])
        return (match["xml"] or match["meta"]).decode("ascii") if match else ""

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        return comment_behind(document, place, rule)

    def notation(self, words: str, document: Document, segment: Segment | None, place: Span) -> str:
        return words if segment is None else html_notation.notation(words, document, segment, place)


def parsed(text: str) -> Any:
    """The root of the tree that JustHTML makes of a text, its nodes with their places."""
    from justhtml import JustHTML

    return JustHTML(text, sanitize=False, track_node_locations=True).root
