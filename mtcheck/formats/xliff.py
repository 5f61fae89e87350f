"""XLIFF 1.2 and 2.x: the target is checked, the source stands beside it.

Each segment (``segment``, ``trans-unit``, or ``mrk mtype="seg"`` inside one) is a segment of
the document. Inline codes stay where they are. What is marked ``translate="no"`` and what
its state calls not yet translated is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtcheck.document import Document, Segment
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import assemble
from mtcheck.formats.edits import Edit, in_encoding, segment_at
from mtcheck.model import Finding, MtcheckError, Span

_DECLARED = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)""")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[&<>]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


MOST_FAULTS = 10
VALIDATED = "2."


class Xliff(TextFormat):
    """XLIFF; ``<note>mtcheck: ignore RULE — reason</note>`` and comments are instructions."""

    name = "xliff"
    suffixes: tuple[str, ...] = (".xlf", ".xliff", ".mqxliff", ".sdlxliff")

    def parse(self, text: str, path: str) -> Document:
        from mtcheck.formats.xliff_reader import XliffReader
        from mtcheck.formats.xml_events import read_xml

        reader = XliffReader(text, path)
        if text.strip():
            read_xml(text, path, reader)
        directions = reader.suppressing.finish(len(text))
        notes = [*_validity_notes(text, reader.version), *reader.all_notes()]
        return assemble(text, path, self.name, reader.blocks, directions, notes)

    def declared_encoding(self, raw: bytes) -> str:
        match = _DECLARED.match(raw)
        return match[1].decode("ascii") if match else ""

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        """A comment before the target, which holds for its unit."""
        segment = segment_at(document, place)
        if segment is None:
            return None
        at = document.text.rfind("<target", 0, segment.offsets.offset(0))
        return Span(at, at), f"<!-- mtcheck: ignore {rule} -->"

    def annotations(self, document: Document, findings: Iterable[Finding]) -> list[Edit]:
        """Notes and ITS marks; see ``mtcheck.formats.xliff_annotations``."""
        from mtcheck.formats.xliff_annotations import annotation_edits

        return annotation_edits(document, findings)

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


def _validity_notes(text: str, version: str) -> Iterator[str]:
    """What an XLIFF 2 file does against its specification; it is read all the same."""
    if not version.startswith(VALIDATED):
        return
    from mtcheck.formats.xliff2 import faults_in

    faults = faults_in(text)
    for fault in faults[:MOST_FAULTS]:
        yield f"line {fault.line}: not valid XLIFF: {fault.text}"
    if more := len(faults) - MOST_FAULTS if len(faults) > MOST_FAULTS else 0:
        yield f"not valid XLIFF in {more:,} more places"
