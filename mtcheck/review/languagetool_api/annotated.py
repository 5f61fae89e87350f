"""Text with markup, as clients send it that know a format better than the server.

``data`` is ``{"annotation": [{"text": "A "}, {"markup": "<b>"}, …]}``; a markup may be read as
something else (``"interpretAs": "\\n\\n"``).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from mtcheck.model import Span
from mtcheck.review.languagetool_api.refusals import BadRequest

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SHOWN = 200


class _Piece(NamedTuple):
    plain: int
    original: int
    length: int
    straight: bool


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """``original`` as the client has it, ``plain`` as it is to be read.

    ``pieces`` are the parts of ``plain`` in order, each with its place in ``original``.
    """

    original: str
    plain: str
    pieces: tuple[_Piece, ...]

    @classmethod
    def bare(cls, text: str) -> AnnotatedText:
        """Text without markup. Half a surrogate pair becomes U+FFFD, of the same width."""
        text = _LONE_SURROGATE.sub(_REPLACEMENT, text)
        return cls(text, text, (_Piece(0, 0, len(text), True),))

    @classmethod
    def of(cls, parts: Iterable[tuple[str, str | None]]) -> AnnotatedText:
        """From parts in order: what is written, and what it is read as when it is markup."""
        original, plain, pieces = [], [], []
        at = read_at = 0
        for part, read_as in parts:
            read = part if read_as is None else read_as
            if read:
                pieces.append(_Piece(read_at, at, len(part), read_as is None))
            original.append(part)
            plain.append(read)
            at, read_at = at + len(part), read_at + len(read)
        if not pieces:
            pieces.append(_Piece(0, 0, 0, True))
        return cls("".join(original), "".join(plain), tuple(pieces))

    def span(self, start: int, end: int) -> Span:
        """Where ``plain[start:end]`` is written; a markup it begins or ends in is whole."""
        first = self._piece(start)
        begin = first.original + (start - first.plain if first.straight else 0)
        if end <= start:
            return Span(begin, begin)
        last = self._piece(end - 1)
        within = end - last.plain if last.straight else last.length
        return Span(begin, max(begin, last.original + within))

    def _piece(self, position: int) -> _Piece:
        index = bisect_right(self.pieces, position, key=lambda piece: piece.plain)
        return self.pieces[max(0, index - 1)]


def parse_data(data: str) -> AnnotatedText:
    """The text of a ``data`` parameter. Raises ``BadRequest`` in LanguageTool's words."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise BadRequest("Could not parse JSON from 'data' parameter") from None
    if not isinstance(given, dict) or not given.keys() & {"text", "annotation"}:
        raise BadRequest("'data' key in JSON requires 'text' or 'annotation' key")
    if "annotation" not in given:
        return AnnotatedText.bare(_string(given["text"], given))
    if "text" in given:
        raise BadRequest("'data' key in JSON: set only 'text' or 'annotation', not both")
    if not isinstance(given["annotation"], list):
        raise BadRequest("'annotation' has to be a list")
    return AnnotatedText.of(_part(entry) for entry in given["annotation"])


def _part(entry: Any) -> tuple[str, str | None]:
    if not isinstance(entry, dict) or not entry.keys() & {"text", "markup"}:
        raise BadRequest(f"'text' or 'markup' is needed in 'annotation' list: {_shown(entry)}")
    if "text" in entry and "markup" in entry:
        raise BadRequest(
            "Only either 'text' or 'markup' are supported in an object in 'annotation' list, "
            f"not both: {_shown(entry)}"
        )
    if "markup" in entry:
        return _string(entry["markup"], entry), _string(entry.get("interpretAs", ""), entry)
    if "interpretAs" in entry:
        raise BadRequest(
            f"'text' cannot be used with 'interpretAs' (only 'markup' can): {_shown(entry)}"
        )
    return _string(entry["text"], entry), None


def _string(value: Any, within: Any) -> str:
    if not isinstance(value, str):
        raise BadRequest(f"a string is expected: {_shown(within)}")
    return _LONE_SURROGATE.sub(_REPLACEMENT, value)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))[:_SHOWN]
