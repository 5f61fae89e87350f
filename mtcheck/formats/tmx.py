"""TMX 1.4 (LISA OSCAR, 26 April 2005): the English variant of each unit beside its Russian one.

Which of the two is the translation the file need not say: the English is checked.
"""

from __future__ import annotations

from mtcheck.document import Document
from mtcheck.formats.blocks import assemble
from mtcheck.formats.xml_format import XmlFormat


class Tmx(XmlFormat):
    """TMX; ``<note>mtcheck: ignore RULE — reason</note>`` and comments are instructions."""

    name = "tmx"
    suffixes: tuple[str, ...] = (".tmx",)
    target_tag = "tuv"

    def parse(self, text: str, path: str) -> Document:
        from mtcheck.formats.tmx_reader import TmxReader
        from mtcheck.formats.xml_events import read_xml

        reader = TmxReader(text, path)
        if text.strip():
            read_xml(text, path, reader)
            reader.assert_both_languages()
        directions = reader.directions.suppressing.finish(len(text))
        notes = reader.directions.all_notes()
        return assemble(text, path, self.name, reader.blocks, directions, notes)
