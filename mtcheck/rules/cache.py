"""Validated packs as plain JSON in the user's cache, keyed by the content they came from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from mtcheck.resources import cache_dir, schema_path
from mtcheck.rules.rule import Record
from mtcheck.rules.validation import SCHEMA_NAME

KEPT = 8


def cached_records(inputs: Iterable[Path], read: Callable[[], list[Record]]) -> list[Record]:
    """The records of ``read()``, from the cache when no byte of ``inputs`` has changed.

    A cache that is broken, or cannot be written, is as good as none.
    """
    folder = cache_dir() / "rules"
    key = _key(inputs)
    file = folder / f"{key}.json"
    try:
        stored = json.loads(file.read_bytes())
        if stored["key"] == key:
            return list(stored["records"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    records = read()
    with suppress(OSError):
        _write(folder, file, json.dumps({"key": key, "records": records}, ensure_ascii=False))
    return records


def _key(inputs: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.glob("*.py"))
    for path in (*inputs, *code, schema_path(SCHEMA_NAME)):
        digest.update(f"{path}\0".encode())
        with suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _write(folder: Path, file: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    old = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]
    for path in old:
        path.unlink(missing_ok=True)
