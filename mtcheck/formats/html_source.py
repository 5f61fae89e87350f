"""Where in its source the parsed text of an HTML document is written.

The parser tells where a text starts. From there source and text are followed together:
references stand for characters, tags that the parser passed over stand for none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

_RUN = re.compile(r"[^<&\r]+")
_REFERENCE = re.compile(r"&(?:#(?:(?P<decimal>\d+)|[xX](?P<hex>[0-9A-Fa-f]+));?|(?P<name>\w+;?))")
_TAG = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<[!?][^>]*>|<(?P<raw>script|style)\b.*?</(?P=raw)[^>]*>|"
    r"</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>|</[^A-Za-z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=][^\s/>=]*)
    (?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>][^\s>]*)))?""",
    re.VERBOSE,
)


class NotFound(LookupError):
    """A text is not written where the parser says; it was moved together from several places."""


@dataclass(frozen=True, slots=True)
class Written:
    """Text and the place ``start``..``end`` of the source that writes it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """The place of an attribute's value; ``quoting`` is ``double``, ``single`` or ``bare``."""

    start: int
    end: int
    quoting: str


def written(source: str, start: int, text: str, tags: bool = True) -> Iterator[Written]:
    """The pieces of ``text`` in order, found in ``source`` from ``start`` on.

    ``tags`` is false where the source has none (attributes, titles). Raises ``NotFound``.
    """
    at, done = start, 0
    while done < len(text):
        piece = _reference(source, at, text, done) or _line_end(source, at, text, done)
        tag = _TAG.match(source, at) if tags and piece is None else None
        if tag:
            at = tag.end()
            continue
        piece = piece or _literal(source, at, text, done)
        yield piece
        at = piece.end
        done += len(piece.text)


def attribute_values(source: str, start: int) -> dict[str, Value]:
    """The places of the values in the tag that starts at ``start``, by name in lower case."""
    tag = _TAG.match(source, start)
    if tag is None:
        return {}
    values: dict[str, Value] = {}
    name_end = re.compile(r"[\s/>]").search(source, start + 1)
    for match in _ATTRIBUTE.finditer(
        source, name_end.start() if name_end else start, tag.end() - 1
    ):
        quoting = match.lastgroup or ""
        if quoting != "name":
            values.setdefault(match["name"].lower(), Value(*match.span(quoting), quoting))
    return values


def _reference(source: str, at: int, text: str, done: int) -> Written | None:
    match = _REFERENCE.match(source, at)
    if match is None:
        return None
    if name := match["name"]:
        for length in range(len(name), 1, -1):
            value = html5.get(name[:length])
            if value and text.startswith(value, done):
                return Written(value, at, at + 1 + length)
        return None
    value = html.unescape(match[0])
    if not value or not text.startswith(value, done):
        value = text[done]
    return Written(value, at, match.end())


def _line_end(source: str, at: int, text: str, done: int) -> Written | None:
    if source.startswith("\r", at) and text.startswith("\n", done):
        return Written("\n", at, at + (2 if source.startswith("\r\n", at) else 1))
    return None


def _literal(source: str, at: int, text: str, done: int) -> Written:
    run = _RUN.match(source, at)
    shown = (run[0] if run else source[at : at + 1])[: len(text) - done]
    if not shown or not text.startswith(shown, done):
        raise NotFound
    return Written(shown, at, at + len(shown))
