"""Files and folders that are whole or untouched, whatever happens while they are written."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from mtcheck.model import MtcheckError


def write_whole(path: Path, data: bytes) -> None:
    """Write ``path`` so that it is complete or untouched; its mode stays.

    A link stays a link, what it leads to is written; a pipe or device is written to as it
    is. Raises ``MtcheckError``.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MtcheckError(f"{path}: cannot be written: {reason}") from None


def put_folder_in_place(made: Path, place: Path) -> None:
    """Make the folder ``made``, which lies beside ``place``, the one there. Raises ``OSError``."""
    old = place.with_name(f"{place.name}.old-{os.getpid()}")
    if place.exists():
        place.rename(old)
    made.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode_for(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
