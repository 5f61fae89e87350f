"""CSV and TSV: a column with the Russian, one with the English."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtcheck.document import Document, Segment
from mtcheck.formats import cells
from mtcheck.formats import edits as editing
from mtcheck.formats.blocks import Block
from mtcheck.formats.cells import Cell
from mtcheck.formats.columns import (
    SHAPE,
    Columns,
    columns_by_letters,
    columns_of,
)
from mtcheck.formats.edits import Edit
from mtcheck.formats.records import RecordFormat, pair_blocks
from mtcheck.formats.units import UnitDirections, legible
from mtcheck.formats.values import escaped
from mtcheck.model import MtcheckError, Span

SHOWN_NAMES = 8


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the header, and the indices of the columns."""

    rows: list[list[Cell]]
    source: int | None
    target: int
    note: int | None


class Csv(RecordFormat):
    """CSV with ``,``, ``;``, ``|`` or tabs; a column “note” may hold instructions."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def blocks(self, text: str, path: str, directions: UnitDirections) -> Iterator[Block]:
        found = self._table(text, path)
        for row in found.rows:
            if found.note is not None and found.note < len(row):
                note = row[found.note]
                directions.instruct(note.value(text).text, Span(note.start, note.end))
            yield from _row_blocks(text, row, found, directions)
            directions.close(Span(row[0].start, row[-1].end))

    def notation(
        self,
        words: str,
        document: Document,  # noqa: ARG002
        segment: Segment | None,
        place: Span,  # noqa: ARG002
    ) -> str:
        return escaped(words, segment.notation) if segment else words

    def text_edits(self, document: Document, edits: Iterable[Edit]) -> list[Edit]:
        """A cell without quotation marks gets them where the new words need them."""
        made = editing.text_edits(document, edits, self.notation)
        if not made:
            return made
        delimiter, quotes = self._dialect(document.text)
        every = [cell for row in cells.rows_of(document.text, delimiter, quotes) for cell in row]
        inside: dict[Cell | None, list[Edit]] = {}
        for edit in made:
            inside.setdefault(_cell_at(every, edit[0]), []).append(edit)
        written: list[Edit] = []
        for cell, group in inside.items():
            if cell is None:
                written += group
            else:
                written += self._in_cell(document, cell, group, delimiter, quotes)
        return sorted(written, key=lambda edit: edit[0])

    def _in_cell(
        self, document: Document, cell: Cell, edits: list[Edit], delimiter: str, quotes: bool
    ) -> list[Edit]:
        if cell.quoted:
            return [(span, words.replace('"', '""')) for span, words in edits]
        special = {delimiter, "\n", "\r"}
        needed = any(special & {*words} for _, words in edits)
        if not needed and not (quotes and _changed(document.text, cell, edits).startswith('"')):
            return edits
        if not quotes:
            raise MtcheckError(
                f"{document.path}: a cell of this table has no place for a tab or a line break"
            )
        text, done = document.text, cell.start
        kept: list[Edit] = []
        for span, words in [*edits, (Span(cell.end, cell.end), "")]:
            marks = (at for at in range(done, span.start) if text[at] == '"')
            kept += [(Span(at, at + 1), '""') for at in marks]
            kept.append((span, words.replace('"', '""')))
            done = span.end
        first, last = Span(cell.start, cell.start), Span(cell.end, cell.end)
        return [(first, '"'), *kept[:-1], (last, '"')]

    def _dialect(self, text: str) -> tuple[str, bool]:
        return cells.delimiter_of(text), True

    def _table(self, text: str, path: str) -> _Table:
        rows = cells.table(text, path, *self._dialect(text))
        header = [cell.value(text).text.strip() for cell in rows[0]] if rows else []
        if self._columns is not None:
            return _named(rows, header, self._columns, path)
        columns = columns_of(header)
        if columns is not None:
            return _named(rows, header, columns, path)
        sample = [[cell.value(text).text for cell in row] for row in rows]
        columns = columns_by_letters(sample)
        if columns is None:
            shown = legible(", ".join(header[:SHOWN_NAMES]))
            raise MtcheckError(
                f"{path}: no columns of Russian and English among “{shown}”; name them with {SHAPE}"
            )
        return _named(rows, header, columns, path)


class Tsv(Csv):
    """TSV; quotation marks are the text's own unless they have to be a cell's."""

    name = "tsv"
    suffixes = (".tsv", ".tab")

    def _dialect(self, text: str) -> tuple[str, bool]:
        return "\t", cells.uses_quotes(text)

    def text_edits(self, document: Document, edits: Iterable[Edit]) -> list[Edit]:
        made = super().text_edits(document, edits)
        if any('"' in words for _, words in made):
            changed = editing.apply_edits(document.text, made)
            if cells.uses_quotes(changed) != cells.uses_quotes(document.text):
                raise MtcheckError(
                    f"{document.path}: with these quotation marks the cells of the table would "
                    "be read in another way; write “ and ”"
                )
        return made


def _named(rows: list[list[Cell]], header: list[str], columns: Columns, path: str) -> _Table:
    """The table by names in its header, or by numbers from 1 where there is none."""

    def index(name: str | None) -> int | None:
        if name is None:
            return None
        if name in header:
            return header.index(name)
        if name.isascii() and name.isdigit() and int(name):
            return int(name) - 1
        shown = legible(", ".join(header[:SHOWN_NAMES]))
        raise MtcheckError(f"{path}: no column “{name}”; there are {shown}")

    target = index(columns.target)
    with_header = columns_of(header) is not None or {columns.source, columns.target} & {*header}
    below = rows[1:] if with_header else rows
    return _Table(below, index(columns.source), target or 0, index(columns.note))


def _row_blocks(
    text: str, row: list[Cell], found: _Table, directions: UnitDirections
) -> Iterator[Block]:
    target = row[found.target].value(text) if found.target < len(row) else None
    there = found.source is not None and found.source < len(row)
    source = row[found.source].value(text) if there and found.source is not None else None
    yield from pair_blocks(text, target, source, directions)


def _changed(text: str, cell: Cell, edits: list[Edit]) -> str:
    """What stands in a cell after its edits."""
    moved = [(Span(s.start - cell.start, s.end - cell.start), words) for s, words in edits]
    return editing.apply_edits(text[cell.start : cell.end], moved)


def _cell_at(every: list[Cell], place: Span) -> Cell | None:
    index = bisect_right(every, place.start, key=lambda cell: cell.start) - 1
    if index < 0 or every[index].end < place.end:
        return None
    return every[index]
