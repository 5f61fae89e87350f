"""The cells of CSV and TSV files (RFC 4180) with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from mtcheck.formats.columns import SAMPLE, columns_of
from mtcheck.formats.values import Value
from mtcheck.model import MtcheckError

LINE_END = re.compile(r"\r\n|\n|\r")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that the text writes at ``start``..``end``, its quotation marks included."""

    start: int
    end: int
    quoted: bool

    def value(self, text: str) -> Value:
        value = Value()
        if not self.quoted:
            value.take(text, self.start, self.end)
            return value
        done, last = self.start + 1, self.end - 1
        while (at := text.find('""', done, last)) >= 0:
            value.take(text, done, at)
            value.put('"', at, at + 2)
            done = at + 2
        value.take(text, done, last)
        return value


class Broken(ValueError):
    """A quotation mark that opens a cell and never ends it; ``at`` is where it stands."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def rows_of(text: str, delimiter: str, quotes: bool) -> Iterator[list[Cell]]:
    """The rows of a table, blank lines left out.

    With ``quotes`` a cell may stand in quotation marks and then hold line breaks. Raises
    ``Broken`` for one whose quotation marks do not end where a cell ends.
    """
    stop = re.compile(f"{re.escape(delimiter)}|\r\n|\n|\r")
    row: list[Cell] = []
    at = 0
    while at <= len(text):
        quoted = quotes and text.startswith('"', at)
        end = _quoted_end(text, at) if quoted else at
        found = stop.search(text, end)
        last = found.start() if found else len(text)
        if quoted and last != end:
            raise Broken(at)
        row.append(Cell(at, last, quoted))
        if found is None or found[0] != delimiter:
            if len(row) > 1 or row[0].end > row[0].start:
                yield row
            row = []
        if found is None:
            return
        at = found.end()


def _quoted_end(text: str, start: int) -> int:
    at = start + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            raise Broken(start)
        if not text.startswith('"', at + 1):
            return at + 1
        at += 2


def delimiter_of(text: str) -> str:
    """The sign that parts the cells: where a header names columns, else where rows are alike."""
    return max(DELIMITERS, key=lambda sign: (*_fitness(text, sign), -DELIMITERS.index(sign)))


def _fitness(text: str, delimiter: str) -> tuple[bool, bool, int]:
    rows: list[list[Cell]] = []
    with suppress(Broken):
        rows += islice(rows_of(text, delimiter, True), SAMPLE)
    widths = {len(row) for row in rows}
    header = [cell.value(text).text for cell in rows[0]] if rows else []
    alike = len(widths) == 1 and widths != {1}
    return columns_of(header) is not None, alike, min(widths, default=0)


def uses_quotes(text: str) -> bool:
    """True for a TSV in which quotation marks enclose cells, False where they are words' own.

    They enclose when every cell that begins with one ends with one, and one of those holds
    what needs it: a tab, a line break, a doubled quotation mark.
    """
    try:
        cells = [cell for row in rows_of(text, "\t", True) for cell in row if cell.quoted]
    except Broken:
        return False
    return any(re.search(r'[\t\r\n"]', text[cell.start + 1 : cell.end - 1]) for cell in cells)


def table(text: str, path: str, delimiter: str, quotes: bool) -> list[list[Cell]]:
    """All rows. Raises ``MtcheckError``, with the line, for quotation marks that do not end."""
    try:
        return list(rows_of(text, delimiter, quotes))
    except Broken as error:
        line = len(LINE_END.findall(text, 0, error.at)) + 1
        raise MtcheckError(
            f"{path}: line {line}: a quotation mark opens a cell and does not end it; "
            "inside a cell it has to be doubled"
        ) from None
