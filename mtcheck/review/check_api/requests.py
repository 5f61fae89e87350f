"""What ``/api`` is asked, read and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtcheck.document import Document
from mtcheck.formats import decode_document, read_text
from mtcheck.model import MtcheckError

LONGEST_NAME = 1_000
_KEYS = ("text", "path", "format", "pedantic", "enable", "disable")


class Unacceptable(Exception):
    """A request that is not as the OpenAPI document has it: one line, and an HTTP status."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True)
class Wanted:
    """Documents, and what a request adds to the server's settings for them."""

    documents: tuple[Document, ...]
    pedantic: bool = False
    enable: frozenset[str] = frozenset()
    disable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form: its name, which is never opened, and its bytes."""

    name: str
    raw: bytes


def text_wanted(body: bytes) -> Wanted:
    """The text of ``/api/check``, a JSON object. Raises ``Unacceptable``."""
    given = _object(body)
    for key in given:
        if key not in _KEYS:
            raise Unacceptable(f"unknown key “{key[:40]}”; known: {', '.join(_KEYS)}")
    text = _string(given, "text", None)
    path = _string(given, "path", "<text>")[:LONGEST_NAME]
    try:
        document = read_text(text, path, _string(given, "format", "text"))
    except MtcheckError as error:
        raise Unacceptable(str(error)) from None
    pedantic = given.get("pedantic", False)
    if not isinstance(pedantic, bool):
        raise Unacceptable("“pedantic” has to be true or false")
    return Wanted((document,), pedantic, _names(given, "enable"), _names(given, "disable"))


def files_wanted(uploads: Sequence[Upload], fields: Mapping[str, Sequence[str]]) -> Wanted:
    """The files of ``/api/documents``, a form. Raises ``Unacceptable``."""
    if not uploads:
        raise Unacceptable("no file; send each as a part “file” with a file name")
    known = ("encoding", "pedantic", "enable", "disable")
    for key in fields:
        if key not in known:
            raise Unacceptable(f"unknown field “{key[:40]}”; known: file, {', '.join(known)}")
    encoding = next(iter(fields.get("encoding", ())), None)
    pedantic = next(iter(fields.get("pedantic", ())), "false")
    if pedantic not in ("true", "false"):
        raise Unacceptable("“pedantic” has to be true or false")
    try:
        documents = [decode_document(u.raw, u.name[:LONGEST_NAME], encoding) for u in uploads]
    except MtcheckError as error:
        raise Unacceptable(str(error)) from None
    return Wanted(
        tuple(documents),
        pedantic == "true",
        frozenset(fields.get("enable", ())),
        frozenset(fields.get("disable", ())),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Unacceptable("the body is no JSON in UTF-8") from None
    if not isinstance(given, dict):
        raise Unacceptable("the body has to be a JSON object")
    return given


def _string(given: Mapping[str, Any], key: str, default: str | None) -> str:
    value = given.get(key, default)
    if not isinstance(value, str):
        raise Unacceptable(f"“{key}” has to be a string" if key in given else f"“{key}” is missing")
    return value


def _names(given: Mapping[str, Any], key: str) -> frozenset[str]:
    names = given.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unacceptable(f"“{key}” has to be a list of strings")
    return frozenset(names)
