"""Unified patches that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from mtcheck.model import MtcheckError

_PLAIN_NAME = re.compile(rb"[\x20-\x21\x23-\x5b\x5d-\x7e]+")
_NO_LINE_END = b"\n\\ No newline at end of file\n"


def patch_of(path: str, before: bytes, after: bytes) -> bytes:
    """The patch of one file, empty when nothing changed; lines end as they do in the file.

    Raises ``MtcheckError`` for UTF-16 and UTF-32, which have no lines to ``patch``.
    """
    if before == after:
        return b""
    if b"\0" in before:
        raise MtcheckError(f"{path}: no patch is made of UTF-16 or UTF-32; use --fix alone")
    name = os.path.relpath(path) if Path(path).is_absolute() else path
    shown = os.fsencode(Path(name).as_posix())
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), b"", b"", lineterm=b"\n"
    )
    head = [b"--- " + _name(b"a/" + shown) + b"\n", b"+++ " + _name(b"b/" + shown) + b"\n"]
    body = [line if line.endswith(b"\n") else line + _NO_LINE_END for line in lines]
    return b"".join([*head, *body[2:]])


def _lines(data: bytes) -> list[bytes]:
    """Lines as patches count them: only a line feed ends one."""
    return [line for line in re.split(rb"(?<=\n)", data) if line]


def _name(path: bytes) -> bytes:
    """The file name as git writes it in a patch."""
    if _PLAIN_NAME.fullmatch(path):
        return path + b"\t" if b" " in path else path
    quoted = (bytes([b]) if _PLAIN_NAME.fullmatch(bytes([b])) else b"\\%03o" % b for b in path)
    return b'"' + b"".join(quoted) + b'"'
