"""Rows of the store's tables, in and out; every function works inside a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from mtcheck.model import Finding, Span
from mtcheck.review.records import (
    Choice,
    Decision,
    Item,
    Kind,
    State,
    Stored,
    Taken,
    dump_finding,
    dump_rows,
    load_finding,
    load_rows,
)


class Conflict(Exception):
    """The decision was made on a state that is no more; the text says why, for the reader."""


def snapshot_id(connection: sqlite3.Connection, document: int) -> int:
    row = connection.execute("SELECT snapshot FROM documents WHERE id = ?", (document,)).fetchone()
    return int(row["snapshot"] or 0) if row else 0


def version_of(connection: sqlite3.Connection, document: int) -> int:
    row = connection.execute(
        "SELECT max(id) FROM decisions WHERE document = ?", (document,)
    ).fetchone()
    return int(row[0] or 0)


def current(connection: sqlite3.Connection, document: int, snapshot: int) -> list[Item]:
    """The items, for a decision made on ``snapshot``."""
    if snapshot_id(connection, document) != snapshot:
        raise Conflict("the file has changed on disk; load the page again")
    return items_of(connection, document)


def is_recorded(connection: sqlite3.Connection, request: str) -> int | None:
    """The item of the decision that a request made already."""
    row = connection.execute("SELECT item FROM decisions WHERE request = ?", (request,)).fetchone()
    return int(row["item"]) if row else None


def refuse_overlap(items: Iterable[Item], item: Item, replacement: str) -> None:
    span = item.finding.span
    for other in items:
        if other.id == item.id or other.state is not State.HERE or other.replacement is None:
            continue
        if other.replacement != other.finding.text and _collide(span, other.finding.span):
            raise Conflict(
                f"“{other.finding.text}” is already replaced by “{other.replacement}”, which "
                f"overlaps; undo that first, or write “{replacement}” there"
            )


def _collide(a: Span, b: Span) -> bool:
    return a == b or (a.start < b.end and b.start < a.end)


def items_of(connection: sqlite3.Connection, document: int) -> list[Item]:
    history: dict[int, list[Decision]] = defaultdict(list)
    for row in connection.execute(
        "SELECT * FROM decisions WHERE document = ? ORDER BY id", (document,)
    ):
        history[row["item"]].append(_decision(row))
    rows = connection.execute(
        "SELECT * FROM items WHERE document = ? AND state != ?", (document, State.GONE)
    )
    items = [
        Item(r["id"], load_finding(r["finding"]), State(r["state"]), tuple(history[r["id"]]))
        for r in rows
    ]
    return sorted(items, key=lambda i: (i.finding.span.start, -i.finding.span.end, i.id))


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["id"],
        item=row["item"],
        reader=row["reader"],
        kind=Kind(row["kind"]),
        replacement=row["replacement"],
        reason=row["reason"],
        made=row["made"],
        request=row["request"],
        undoes=row["undoes"],
    )


def insert_item(
    connection: sqlite3.Connection, document: int, snapshot: int, finding: Finding
) -> int:
    cursor = connection.execute(
        "INSERT INTO items (document, snapshot, state, finding) VALUES (?, ?, ?, ?)",
        (document, snapshot, State.HERE, dump_finding(finding)),
    )
    return int(cursor.lastrowid or 0)


def insert_decision(
    connection: sqlite3.Connection,
    document: int,
    choice: Choice,
    item: int | None = None,
    undoes: int | None = None,
) -> None:
    connection.execute(
        "INSERT INTO decisions (document, item, reader, kind, replacement, reason, undoes, "
        "request, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document,
            item or choice.item,
            choice.reader,
            choice.kind,
            choice.replacement,
            choice.reason,
            undoes,
            choice.request,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )


def insert_snapshot(connection: sqlite3.Connection, document: int, taken: Taken) -> int:
    report = {"words": taken.words, "notes": taken.notes, "complete": taken.complete}
    cursor = connection.execute(
        "INSERT INTO snapshots (document, digest, signature, encoding, raw, report, rows, taken) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document,
            taken.digest,
            taken.signature,
            taken.encoding,
            taken.raw,
            json.dumps(report, ensure_ascii=False),
            dump_rows(taken.rows),
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )
    return int(cursor.lastrowid or 0)


def stored(row: sqlite3.Row) -> Stored:
    report = json.loads(row["report"])
    taken = Taken(
        digest=row["digest"],
        signature=row["signature"],
        encoding=row["encoding"],
        raw=row["raw"],
        words=report["words"],
        rows=load_rows(row["rows"]),
        notes=tuple(report["notes"]),
        complete=report["complete"],
    )
    return Stored(row["id"], taken)
