"""Finding and reading the files of a run."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath

from mtcheck.document import Document
from mtcheck.formats.base import Format
from mtcheck.model import MtcheckError
from mtcheck.plugins import FORMATS, load_plugin, plugins

FALLBACK = "text"
LARGEST_FILE = 20_000_000
"""Bytes. Checking a file takes up to a hundred times its size in memory."""
SKIPPED_FOLDERS = frozenset({"node_modules", "venv", "env", "__pycache__", "site-packages"})


@cache
def format_named(name: str) -> Format:
    """The file format of that name. Raises ``MtcheckError`` when there is none.

    One that has columns may be followed by theirs, ``csv:ru,mt``: so every document tells how
    it is to be read again.
    """
    kind, _, columns = name.partition(":")
    factory = load_plugin(FORMATS, kind)
    made: Format = factory(columns) if columns else factory()
    return made


@cache
def known_suffixes() -> dict[str, str]:
    """File suffixes, lower case with the dot, to the name of their format."""
    return {s: name for name in plugins(FORMATS) for s in format_named(name).suffixes}


@cache
def folder_suffixes() -> frozenset[str]:
    """Suffixes of the files that are read where a folder is named, not they themselves."""
    return frozenset(
        suffix
        for suffix, name in known_suffixes().items()
        if not getattr(format_named(name), "named_only", False)
    )


def read_document(path: Path, encoding: str | None = None, columns: str = "") -> Document:
    """Read a file in the format its suffix names, or as plain text.

    ``columns``, ``SOURCE,TARGET``, are for formats that have them; others pass over them.
    Raises ``MtcheckError`` when the file is not there, cannot be read or is no text.
    """
    return decode_document(_read(path), str(path), encoding=encoding, columns=columns)


def decode_document(
    raw: bytes,
    path: str,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002
    columns: str = "",
) -> Document:
    """The document that bytes from anywhere hold; ``path`` names them and their format.

    Raises ``MtcheckError`` for more than ``LARGEST_FILE``.
    """
    _assert_bearable(len(raw), path)
    name = format or known_suffixes().get(PurePath(path).suffix.lower(), FALLBACK)
    if columns and getattr(format_named(name), "takes_columns", False):
        name = f"{name}:{columns}"
    return format_named(name).read(raw, path, encoding)


def read_text(text: str, path: str = "<text>", format: str = FALLBACK) -> Document:  # noqa: A002
    """The document of a text that is a string already; offsets point into that string.

    Raises ``MtcheckError`` for half a surrogate pair and for formats there are not.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MtcheckError(
            f"{path}: half a surrogate pair at character {error.start}; decode the text anew"
        ) from None
    return format_named(format).parse(text, path)


def collect(paths: Iterable[Path], exclude: Iterable[str] = ()) -> Iterator[Path]:
    """The files that ``paths`` mean: files as named, folders with what they hold.

    In folders, files with a known suffix, sorted, without hidden ones and folders of version
    control and packages; tables and records, which need not be translations, have to be named;
    links to folders are not followed. ``exclude`` are patterns of file or folder names or of
    paths. Each file comes once. Raises ``MtcheckError`` for what does not exist or cannot be
    read, and for a folder without any file to check.
    """
    patterns = tuple(exclude)
    seen: set[Path] = set()
    for path in paths:
        files = _in_folder(path, patterns) if _exists(path).is_dir() else [path]
        for file in files:
            real = file.resolve()
            if real not in seen and not _excluded(file, patterns):
                seen.add(real)
                yield file


def _in_folder(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = list(_walk(folder, patterns))
    if not found:
        suffixes = ", ".join(sorted(folder_suffixes()))
        raise MtcheckError(f"{folder}: no text to check in this folder (looked for {suffixes})")
    return found


def _walk(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise _unreadable(Path(error.filename or folder), error)

    for place, folders, names in os.walk(folder, onerror=fail):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in SKIPPED_FOLDERS
            and not _excluded(here / name, patterns)
        )
        for name in sorted(names):
            path = here / name
            wanted = path.suffix.lower() in folder_suffixes() and not name.startswith(".")
            if wanted and path.is_file() and not _excluded(path, patterns):
                yield path


def _excluded(path: Path, patterns: tuple[str, ...]) -> bool:
    return any(path.match(pattern.rstrip("/")) for pattern in patterns)


def _exists(path: Path) -> Path:
    try:
        path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    return path


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise MtcheckError(f"{path}: a folder, not a file")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise MtcheckError(f"{path}: a device, not a file")
        _assert_bearable(path.stat().st_size, str(path))
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(path, error) from None


def _assert_bearable(size: int, path: str) -> None:
    if size > LARGEST_FILE:
        raise MtcheckError(
            f"{path}: larger than the {LARGEST_FILE // 1_000_000} MB that mtcheck reads at once; "
            "split it"
        )


def _unreadable(path: Path, error: OSError) -> MtcheckError:
    if isinstance(error, FileNotFoundError):
        return MtcheckError(f"{path}: there is no such file or folder")
    if isinstance(error, PermissionError):
        return MtcheckError(f"{path}: no permission to read it")
    return MtcheckError(f"{path}: cannot be read: {error.strerror or error}")
