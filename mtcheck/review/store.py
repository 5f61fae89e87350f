"""What readers decided, kept so that nothing acknowledged is ever lost or overwritten.

Decisions are only ever added. What holds for a finding is read from its decisions, so undo
and the history cost nothing, and who decides on a state that somebody else has changed
since is told so instead of winning silently.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mtcheck.model import Finding
from mtcheck.review.database import Database
from mtcheck.review.records import (
    Choice,
    Decision,
    Item,
    Kind,
    State,
    Stored,
    Taken,
    alike,
    dump_finding,
)
from mtcheck.review.tables import (
    Conflict,
    current,
    insert_decision,
    insert_item,
    insert_snapshot,
    is_recorded,
    items_of,
    refuse_overlap,
    snapshot_id,
    stored,
    version_of,
)

PRESENT_SECONDS = 20.0
SEEN_SECONDS = 8.0


class Store:
    """The decisions of a desk, in one SQLite file. Raises as ``Database`` does."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)

    def close(self) -> None:
        self.database.close()

    def document(self, path: str) -> int:
        """The number of the document at ``path``, which is new to the store or known."""
        with self.database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO documents (path) VALUES (?)", (path,))
            row = connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
            return int(row["id"])

    def snapshot(self, document: int) -> Stored | None:
        """The file as it was last checked; ``None`` when it never was."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT s.* FROM snapshots s JOIN documents d ON d.snapshot = s.id WHERE d.id = ?",
                (document,),
            ).fetchone()
        return stored(row) if row else None

    def snapshot_id(self, document: int) -> int:
        """The number of the snapshot that counts; 0 when there is none."""
        with self.database.reading() as connection:
            return snapshot_id(connection, document)

    def put_snapshot(
        self,
        document: int,
        before: tuple[int, int],
        taken: Taken,
        placed: Iterable[tuple[int, State, Finding]],
        new: Iterable[Finding],
    ) -> bool:
        """Make ``taken`` the snapshot that counts.

        ``placed`` are the known items with what became of them, ``new`` the findings that are
        none of them; both were worked out from the snapshot and the version ``before``. False,
        and nothing done, when another snapshot or decision came in between.
        """
        with self.database.writing() as connection:
            now = snapshot_id(connection, document), version_of(connection, document)
            if now != before:
                return False
            number = insert_snapshot(connection, document, taken)
            connection.executemany(
                "UPDATE items SET state = ?, finding = ?, snapshot = ? WHERE id = ?",
                [(state, dump_finding(f), number, item) for item, state, f in placed],
            )
            for finding in new:
                insert_item(connection, document, number, finding)
            connection.execute("UPDATE documents SET snapshot = ? WHERE id = ?", (number, document))
            connection.execute(
                "UPDATE snapshots SET raw = NULL, rows = NULL WHERE document = ? AND id < ?",
                (document, number),
            )
        return True

    def items(self, document: int) -> list[Item]:
        """Findings and marks of a document with all their decisions, in order of the text.

        Those that were found in an earlier state of the file, and on which nobody decided,
        are left out.
        """
        with self.database.reading() as connection:
            return items_of(connection, document)

    def decide(self, document: int, choice: Choice) -> None:
        """Record a decision; it is on disk when this returns. Raises ``Conflict``."""
        with self.database.writing() as connection:
            if is_recorded(connection, choice.request):
                return
            items = {item.id: item for item in current(connection, document, choice.snapshot)}
            item = items.get(choice.item)
            if item is None or (item.state is not State.HERE and choice.kind is not Kind.CLEAR):
                raise Conflict("this finding is no longer in the file")
            if item.seen != choice.seen:
                raise Conflict(f"{item.history[-1].reader} has decided on this meanwhile")
            if choice.replacement is not None:
                refuse_overlap(items.values(), item, choice.replacement)
            insert_decision(connection, document, choice)

    def mark(self, document: int, finding: Finding, choice: Choice) -> int:
        """Record an error that was missed; the number of its item. Raises ``Conflict``.

        ``choice.item`` and ``choice.seen`` say nothing here.
        """
        with self.database.writing() as connection:
            known = is_recorded(connection, choice.request)
            if known:
                return known
            items = current(connection, document, choice.snapshot)
            number = insert_item(connection, document, choice.snapshot, finding)
            if choice.replacement is not None:
                item = Item(number, finding, State.HERE)
                refuse_overlap(items, item, choice.replacement)
            insert_decision(connection, document, choice, item=number)
            return number

    def repeat(self, document: int, number: int, choice: Choice) -> int:
        """Decide on all open findings like item ``number`` as was decided on that.

        One of them that overlaps another replacement is left open. Returns how many were
        decided. Of ``choice`` only the reader, the snapshot and the request count. Raises
        ``Conflict``.
        """
        with self.database.writing() as connection:
            items = current(connection, document, choice.snapshot)
            like = next((item for item in items if item.id == number), None)
            if like is None or like.decision is None or like.marked:
                raise Conflict("there is no decision to repeat")
            done = 0
            for item in alike(items, like):
                with contextlib.suppress(Conflict):
                    if like.replacement is not None:
                        refuse_overlap(items, item, like.replacement)
                    insert_decision(connection, document, _copy(like.decision, choice, item))
                    done += 1
            return done

    def undo(self, document: int, reader: str, snapshot: int, request: str) -> int | None:
        """Undo the last decision of ``reader``; its item, ``None`` when there is none left.

        Those that one wish made are undone together. What somebody else has decided on since
        is left alone; raises ``Conflict`` when there is nothing else.
        """
        with self.database.writing() as connection:
            known = is_recorded(connection, request)
            if known:
                return known
            own = _standing(current(connection, document, snapshot), reader)
            holding = [(d, item) for d, item in own if item.standing[-1].id == d.id]
            if own and not holding:
                item = own[-1][1]
                other = item.standing[-1].reader
                raise Conflict(f"{other} has decided on “{item.finding.text}” since")
            if not own:
                return None
            last = max(holding, key=lambda pair: pair[0].id)[0]
            free = [(d, item) for d, item in holding if d.wish == last.wish]
            for number, (decision, item) in enumerate(free):
                wish = f"{request}#{number}" if number else request
                undoing = Choice(item.id, Kind.UNDO, reader, item.seen, snapshot, wish)
                insert_decision(connection, document, undoing, undoes=decision.id)
            self._refuse_restored(connection, document, {item.id for _, item in free})
            return free[0][1].id

    def _refuse_restored(
        self, connection: sqlite3.Connection, document: int, numbers: set[int]
    ) -> None:
        """Raise ``Conflict`` when a replacement that undoing brought back overlaps another."""
        after = items_of(connection, document)
        for item in after:
            if item.id in numbers and item.replacement is not None:
                refuse_overlap(after, item, item.replacement)

    def version(self, document: int) -> int:
        """A number that grows with every decision on the document."""
        with self.database.reading() as connection:
            return version_of(connection, document)

    def see(self, document: int, tab: str, reader: str) -> list[str]:
        """Note that a page is open; the readers of the other pages on the same document."""
        now = time.time()
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT tab, reader, seen FROM presence WHERE document = ? AND seen > ?",
                (document, now - PRESENT_SECONDS),
            ).fetchall()
        own = next((row for row in rows if row["tab"] == tab), None)
        if own is None or own["reader"] != reader or own["seen"] < now - SEEN_SECONDS:
            with self.database.writing() as connection:
                connection.execute(
                    "INSERT OR REPLACE INTO presence VALUES (?, ?, ?, ?)",
                    (tab, document, reader, now),
                )
                connection.execute("DELETE FROM presence WHERE seen < ?", (now - 3600,))
        return sorted(row["reader"] for row in rows if row["tab"] != tab)

    def leave(self, tab: str) -> None:
        """Note that a page was closed."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM presence WHERE tab = ?", (tab,))


def _standing(items: Iterable[Item], reader: str) -> list[tuple[Decision, Item]]:
    """The reader's decisions that can be undone, with their items."""
    return [
        (decision, item)
        for item in items
        if item.state is State.HERE
        for decision in item.standing
        if decision.reader == reader
    ]


def _copy(decision: Decision, choice: Choice, item: Item) -> Choice:
    request = f"{choice.request}#{item.id}"
    return replace(
        choice,
        item=item.id,
        kind=decision.kind,
        request=request,
        replacement=decision.replacement,
        reason=decision.reason,
    )
