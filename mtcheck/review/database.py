"""The SQLite file that holds what readers decided: its schema and how it is opened.

Write-ahead log with ``synchronous=FULL``: a transaction that has been committed survives the
death of the process and of the machine (SQLite documentation, "Write-Ahead Logging").
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mtcheck.config import Config
from mtcheck.model import MtcheckError

APPLICATION_ID = 0x6D746368  # "mtch"
BUSY_SECONDS = 10.0
STORE_NAME = "review.sqlite3"

MIGRATIONS = (
    """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        snapshot INTEGER REFERENCES snapshots (id)
    );
    CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (id),
        digest TEXT NOT NULL,
        signature TEXT NOT NULL,
        encoding TEXT,
        raw BLOB,
        report TEXT,
        rows TEXT,
        taken TEXT NOT NULL
    );
    CREATE TABLE items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (id),
        snapshot INTEGER NOT NULL REFERENCES snapshots (id),
        state TEXT NOT NULL CHECK (state IN ('here', 'applied', 'lost', 'gone')),
        finding TEXT NOT NULL
    );
    CREATE INDEX items_of_document ON items (document, state);
    CREATE TABLE decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (id),
        item INTEGER NOT NULL REFERENCES items (id),
        reader TEXT NOT NULL,
        kind TEXT NOT NULL,
        replacement TEXT,
        reason TEXT NOT NULL,
        undoes INTEGER REFERENCES decisions (id),
        request TEXT NOT NULL UNIQUE,
        made TEXT NOT NULL
    );
    CREATE INDEX decisions_of_item ON decisions (item, id);
    CREATE INDEX decisions_of_document ON decisions (document, id);
    CREATE TABLE presence (
        tab TEXT PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents (id),
        reader TEXT NOT NULL,
        seen REAL NOT NULL
    );
    CREATE TABLE forgotten (
        rule TEXT PRIMARY KEY,
        decision INTEGER NOT NULL
    );
    """,
)


class Database:
    """One open store; may be used from any thread, transactions wait for each other.

    Makes the file, readable for its owner only, when it is not there. Raises
    ``MtcheckError`` when it cannot be opened, is no store of mtcheck, is damaged, or was made
    by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._prepare()
        except OSError as error:
            raise MtcheckError(f"{path}: cannot be opened: {error.strerror or error}") from None
        except sqlite3.Error as error:
            raise MtcheckError(
                f"{path}: cannot be used to store decisions: {error}; name another with --store"
            ) from None

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection whose queries all see the same state."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else writes beside; on disk when the block is left.

        An exception in the block undoes all of it.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute(begin)
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _prepare(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA foreign_keys = ON")
        mode = execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise sqlite3.OperationalError("no write-ahead log on this file system")
        execute("PRAGMA synchronous = FULL")
        with self.writing() as connection:
            self._migrate(connection)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and owner != APPLICATION_ID:
            raise MtcheckError(f"{self.path}: a database of another program; name another --store")
        if version > len(MIGRATIONS):
            raise MtcheckError(
                f"{self.path}: made by a newer mtcheck (schema {version}, this one knows "
                f"{len(MIGRATIONS)}); update mtcheck"
            )
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            for statement in script.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def store_path(given: Path | None, config: Config) -> Path:
    """Where the store lies: as given, else as the settings say, else with the user's data."""
    if given or config.store:
        return (given or config.store or Path()).expanduser()
    from platformdirs import user_data_path

    return user_data_path("mtcheck", appauthor=False) / STORE_NAME
