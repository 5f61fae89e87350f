"""JSON Lines: a record a line, a key with the Russian, one with the English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mtcheck.document import Document, Segment
from mtcheck.formats.blocks import Block
from mtcheck.formats.columns import (
    SHAPE,
    Columns,
    columns_of,
)
from mtcheck.formats.json_strings import decoded, strings_of
from mtcheck.formats.records import RecordFormat, pair_blocks
from mtcheck.formats.units import WITHOUT_TARGET, UnitDirections, legible
from mtcheck.formats.values import escaped
from mtcheck.model import MtcheckError, Span

_LINE = re.compile(r"[^\r\n]+")
_BYTE_ESCAPES = re.compile(r"\\u[0-9A-Fa-f]{4}")
SHOWN_KEYS = 8

_Places = dict[str, tuple[int, int]]


class JsonLines(RecordFormat):
    """JSON Lines; a key “note” may hold instructions, ``mtcheck: ignore RULE — reason``."""

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def notation(
        self,
        words: str,
        document: Document,
        segment: Segment | None,
        place: Span,  # noqa: ARG002
    ) -> str:
        if segment is None:
            return words
        ascii_only = document.text.isascii() and _BYTE_ESCAPES.search(document.text) is not None
        return json.dumps(escaped(words, segment.notation), ensure_ascii=ascii_only)[1:-1]

    def blocks(self, text: str, path: str, directions: UnitDirections) -> Iterator[Block]:
        columns, unknown = self._columns, None
        for line in _LINE.finditer(text):
            if not line[0].strip():
                continue
            places = _record(text, line.span(), path, directions)
            columns = columns or columns_of(list(places))
            if columns is None:
                unknown = unknown or legible(", ".join(list(places)[:SHOWN_KEYS]))
                directions.pass_over(WITHOUT_TARGET)
                continue
            yield from _record_blocks(text, places, columns, directions)
            directions.close(Span(*line.span()))
        if columns is None and unknown is not None:
            raise MtcheckError(
                f"{path}: no keys of Russian and English among “{unknown}”; name them with {SHAPE}"
            )


def _record(text: str, span: tuple[int, int], path: str, directions: UnitDirections) -> _Places:
    """Where the strings of one record stand, by key."""
    number = directions.line(span[0])
    try:
        record = json.loads(text[slice(*span)])
    except json.JSONDecodeError as error:
        raise MtcheckError(
            f"{path}: line {number}: not JSON: {error.msg} at character {error.pos + 1}"
        ) from None
    except RecursionError:
        raise MtcheckError(f"{path}: line {number}: values stand too deep inside others") from None
    if not isinstance(record, dict):
        raise MtcheckError(f"{path}: line {number}: not an object with keys")
    return {key: (start, end) for key, start, end in strings_of(text, *span)}


def _record_blocks(
    text: str, places: _Places, columns: Columns, directions: UnitDirections
) -> Iterator[Block]:
    if columns.note in places:
        start, end = places[columns.note]
        directions.instruct(decoded(text, start, end).text, Span(start, end))
    target = places.get(columns.target)
    source = places.get(columns.source or "")
    words = decoded(text, *target) if target else None
    beside = decoded(text, *source) if source else None
    yield from pair_blocks(text, words, beside, directions)
