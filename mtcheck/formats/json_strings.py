"""The strings of a JSON value with their places in the text (RFC 8259)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.formats.values import Value

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+')
_ESCAPE = re.compile(
    r"\\(?:u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))"
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def strings_of(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The string values of the objects of a valid JSON value at ``start``..``end``.

    Each with the keys that lead to it, joined by dots, and where it stands, quotation marks
    included. Strings in arrays are left out.
    """
    path: list[str] = []
    inside: list[str] = []
    key, wants_key = "", False
    for token in _TOKEN.finditer(text, start, end):
        sign = token[0]
        if sign in ("{", "["):
            inside.append(sign)
            path.append(key)
            wants_key = sign == "{"
        elif sign in ("}", "]"):
            inside.pop()
            path.pop()
        elif sign == ",":
            wants_key = inside[-1] == "{"
        elif sign.startswith('"') and wants_key:
            key, wants_key = decoded(text, token.start(), token.end()).text, False
        elif sign.startswith('"') and inside and "[" not in inside:
            yield ".".join([*path[1:], key]), token.start(), token.end()


def decoded(text: str, start: int, end: int) -> Value:
    """The string that stands at ``start``..``end``, quotation marks included."""
    value, done = Value(), start + 1
    for escape in _ESCAPE.finditer(text, start + 1, end - 1):
        value.take(text, done, escape.start())
        value.put(_shown(*escape.groups()), *escape.span())
        done = escape.end()
    value.take(text, done, end - 1)
    return value


def _shown(high: str | None, low: str | None, code: str | None, sign: str | None) -> str:
    """The character of an escape; half a surrogate pair is a replacement character."""
    if high and low:
        return bytes.fromhex(high + low).decode("utf-16-be")
    if code:
        number = int(code, 16)
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    return _NAMED.get(sign or "", sign or "")
