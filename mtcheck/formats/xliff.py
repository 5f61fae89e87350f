"""XLIFF 1.2 and 2.x: the target is checked, the source stands beside it.

Each segment (``segment``, ``trans-unit``, or ``mrk mtype="seg"`` inside one) is a segment of
the document. Inline codes stay where they are. What is marked ``translate="no"`` and what
its state calls not yet translated is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.document import Document
from mtcheck.formats.blocks import assemble
from mtcheck.formats.edits import Edit
from mtcheck.formats.xml_format import XmlFormat
from mtcheck.model import Finding

MOST_FAULTS = 10
VALIDATED = "2."


class Xliff(XmlFormat):
    """XLIFF; ``<note>mtcheck: ignore RULE — reason</note>`` and comments are instructions."""

    name = "xliff"
    suffixes: tuple[str, ...] = (".xlf", ".xliff", ".mqxliff", ".sdlxliff")
    target_tag = "target"

    def parse(self, text: str, path: str) -> Document:
        from mtcheck.formats.xliff_reader import XliffReader
        from mtcheck.formats.xml_events import read_xml

        reader = XliffReader(text, path)
        if text.strip():
            read_xml(text, path, reader)
        directions = reader.directions.suppressing.finish(len(text))
        notes = [*_validity_notes(text, reader.version), *reader.directions.all_notes()]
        return assemble(text, path, self.name, reader.blocks, directions, notes)

    def annotations(self, document: Document, findings: Iterable[Finding]) -> list[Edit]:
        """Notes and ITS marks; see ``mtcheck.formats.xliff_annotations``."""
        from mtcheck.formats.xliff_annotations import annotation_edits

        return annotation_edits(document, findings)


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
