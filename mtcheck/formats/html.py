"""HTML, parsed by JustHTML as browsers do, with every character's place in the file kept.

Prose are the words of the page, of its title and description, and of the attributes that
people read (``alt``, ``title``); what runs, draws or is filled in is not, nor are parts
in another language (``lang``) or marked ``translate="no"``.
"""

from __future__ import annotations

import re

from mtcheck.document import Document, Segment
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import assemble
from mtcheck.formats.edits import Edit, comment_behind, in_encoding
from mtcheck.formats.html_elements import TITLE
from mtcheck.model import Span

PRESCANNED = 1024
LONGEST_NAME = 40

_OPEN_MARKUP = re.compile(r"(?:<|&#?\w*)\Z")
"""What is text, but might become a tag or a reference by what comes behind it."""
_DECLARED = re.compile(
    rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?P<xml>[\w.:-]+)
    |<meta\s[^>]*?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MORE_SIGNS = {
    "": re.compile(r"[&<>]"),
    TITLE: re.compile(r"[&<>]"),
    "attribute, double": re.compile(r'[&<>"]'),
    "attribute, single": re.compile(r"[&<>']"),
    "attribute, bare": re.compile(r"[&<>\"'=`\s]"),
}


class Html(TextFormat):
    """HTML pages and fragments; comments ``<!-- mtcheck: … -->`` are instructions."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def parse(self, text: str, path: str) -> Document:
        from justhtml import JustHTML

        from mtcheck.formats.html_reader import HtmlReader

        reader = HtmlReader(text)
        reader.read(JustHTML(text, sanitize=False, track_node_locations=True).root)
        directions = reader.suppressing.finish(len(text))
        return assemble(text, path, self.name, reader.blocks, directions, reader.notes)

    def declared_encoding(self, raw: bytes) -> str:
        """What the XML declaration or the first ``meta`` element says (WHATWG: prescan)."""
        match = _DECLARED.search(raw[:PRESCANNED])
        return (match["xml"] or match["meta"]).decode("ascii") if match else ""

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        return comment_behind(document, place, rule)

    def notation(self, words: str, document: Document, segment: Segment | None, place: Span) -> str:
        if segment is None:
            return words
        signs = _MORE_SIGNS[segment.notation]
        written = signs.sub(_reference, words)
        before = document.text[max(0, place.start - LONGEST_NAME) : place.start]
        if _OPEN_MARKUP.search(before) and not signs.match(words):
            written = f"&#{ord(words[0])};{written[1:]}"
        return in_encoding(written, document.encoding)


def _reference(match: re.Match[str]) -> str:
    return _SIGNS.get(match[0], f"&#{ord(match[0])};")
