"""PO, the catalogues of GNU gettext (its manual, “The Format of PO Files”)."""

from __future__ import annotations

import re

from mtcheck.document import Document, Segment
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import assemble
from mtcheck.formats.edits import Edit, segment_at
from mtcheck.formats.values import escaped
from mtcheck.model import Span

_CHARSET = re.compile(rb"^\"Content-Type:[^\n\"]*charset=([\w.:-]+)", re.MULTILINE)
_ENTRY = re.compile(r'^(?:msgctxt\s[^\n]*\n(?:"[^\n]*\n)*)?msgid\s', re.MULTILINE)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'["\\\n\r\t]')
_LINE_END = re.compile(r"\r\n|\n|\r")
HEAD = 20_000


class Po(TextFormat):
    """PO; ``# mtcheck: ignore RULE -- reason`` among an entry's comments is an instruction."""

    name = "po"
    suffixes: tuple[str, ...] = (".po",)

    def parse(self, text: str, path: str) -> Document:
        from mtcheck.formats.po_reader import PoReader

        reader = PoReader(text, path)
        reader.read()
        directions = reader.directions.suppressing.finish(len(text))
        notes = reader.directions.all_notes()
        return assemble(text, path, self.name, reader.blocks, directions, notes)

    def declared_encoding(self, raw: bytes) -> str:
        match = _CHARSET.search(raw[:HEAD])
        return match[1].decode("ascii") if match else ""

    def notation(
        self,
        words: str,
        document: Document,  # noqa: ARG002
        segment: Segment | None,
        place: Span,  # noqa: ARG002
    ) -> str:
        if segment is None:
            return words
        return _SPECIAL.sub(lambda m: _ESCAPES[m[0]], escaped(words, segment.notation))

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        """A translator's comment before the entry."""
        segment = segment_at(document, place)
        if segment is None:
            return None
        entries = _ENTRY.finditer(document.text, 0, segment.offsets.offset(0))
        at = max((entry.start() for entry in entries), default=None)
        line_end = _LINE_END.search(document.text)
        if at is None or line_end is None:
            return None
        return Span(at, at), f"# mtcheck: ignore {rule}{line_end[0]}"
