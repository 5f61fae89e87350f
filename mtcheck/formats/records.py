"""What tables and records have in common: columns that are named, and a pair of values a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.document import Document
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import Block, assemble
from mtcheck.formats.columns import assert_languages, columns_named
from mtcheck.formats.units import WITHOUT_SOURCE, WITHOUT_TARGET, UnitDirections
from mtcheck.formats.values import Value, parts_of


class RecordFormat(TextFormat):
    """Base of formats whose columns or keys may be named, ``SOURCE,TARGET``."""

    named_only = True
    takes_columns = True

    def __init__(self, options: str = "") -> None:
        self._columns = columns_named(options) if options else None
        if options:
            self.name = f"{self.name}:{options}"

    def blocks(self, text: str, path: str, directions: UnitDirections) -> Iterator[Block]:
        """The paragraphs of all rows. Raises ``MtcheckError`` for what is not of the format."""
        raise NotImplementedError

    def parse(self, text: str, path: str) -> Document:
        directions = UnitDirections(text)
        blocks = list(self.blocks(text, path, directions)) if text.strip() else []
        _assert_from_russian(path, blocks)
        suppressions = directions.suppressing.finish(len(text))
        return assemble(text, path, self.name, blocks, suppressions, directions.all_notes())


def pair_blocks(
    text: str, target: Value | None, source: Value | None, directions: UnitDirections
) -> Iterator[Block]:
    """The paragraphs of a target, each with its source; one without its partner is counted."""
    if target is None or not target.text.strip():
        directions.pass_over(WITHOUT_TARGET)
    elif source is None or not source.text.strip():
        directions.pass_over(WITHOUT_SOURCE)
    else:
        for part in parts_of(text, target, source):
            yield Block(part.folded, notation=part.notation, source=part.source)


def _assert_from_russian(path: str, blocks: Sequence[Block]) -> None:
    sources = [block.source or "" for block in blocks]
    assert_languages(path, sources, [block.folded.text for block in blocks])
