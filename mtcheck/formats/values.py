"""Values as a file writes them, with escapes, and their way to blocks of prose.

PO, CSV and JSON Lines keep whole texts in values. A value may hold tags of HTML or of a
translation tool, entities and placeholders: tags stay out of the text, entities are read,
placeholders are left alone.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mtcheck.formats.folding import Folded, Folding

MARKUP = "markup"
"""``Segment.notation`` of a value in which ``<`` and ``&`` are markup."""
_TAG = r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>"
_ENTITY = r"&(?:[A-Za-z]\w*|#\d+|#[xX][0-9A-Fa-f]+);"
_PLACEHOLDER = (
    r"%(?:\d+\$)?(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[qjzt])?[sdiufFeEgGxXoc@](?![^\W_])"
    r"|\{\{?[\w.!:\[\]]*\}?\}|\$\{[\w.]+\}"
)
_INLINE = re.compile(rf"(?P<tag>{_TAG})|(?P<entity>{_ENTITY})|(?P<kept>{_PLACEHOLDER})")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_LINE_BREAK = re.compile(r"[^\S\n\r]*(?:\r\n|[\n\r])\s*")


@dataclass
class Value:
    """A decoded value; ``text`` is read only when everything has been taken.

    ``pieces`` are ``(offset in text, length, start, end)``: that many characters, which the
    document writes at ``start``..``end``, as they stand where the two lengths are the same.
    """

    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @cached_property
    def text(self) -> str:
        return "".join(self._parts)

    def take(self, document: str, start: int, end: int) -> None:
        """Append the document's characters ``start``..``end`` as they stand."""
        if end > start:
            self.put(document[start:end], start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Append ``text``, which the document writes as its characters ``start``..``end``."""
        self.pieces.append((self._length, len(text), start, end))
        self._parts.append(text)
        self._length += len(text)

    def runs(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The characters ``start``..``end`` piece by piece: the words, where they are written."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1
        for index in range(max(first, 0), len(self.pieces)):
            at, length, begins, ends = self.pieces[index]
            if at >= end:
                return
            low, high = max(start, at), min(end, at + length)
            if low >= high:
                continue
            if ends - begins == length:
                begins, ends = begins + low - at, begins + high - at
            yield self.text[low:high], begins, ends

    def cut(self, start: int, end: int) -> Value:
        part = Value()
        for words, begins, ends in self.runs(start, end):
            part.put(words, begins, ends)
        return part


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a value and that of the source beside it."""

    folded: Folded
    source: str | None
    notation: str = ""


def parts_of(document: str, target: Value, source: Value | None) -> Iterator[Part]:
    """The paragraphs of a target, each with its source.

    Where the two have not as many lines, the whole is one paragraph.
    """
    targets, sources = _lines(target), _lines(source) if source else []
    if sources and len(targets) != len(sources):
        targets, sources = [target], [source] if source else []
    for index, line in enumerate(targets):
        folded, notation = _folded(document, line)
        told = _folded(document, sources[index])[0].text if sources else ""
        yield Part(folded, told or None, notation)


def words_of(document: str, value: Value) -> str:
    """A value as one reads it: without tags, white space folded."""
    return _folded(document, value)[0].text


def _lines(value: Value) -> list[Value]:
    """The lines of a value that are not blank."""
    found, start = [], 0
    for match in _LINE_BREAK.finditer(value.text):
        found.append(value.cut(start, match.start()))
        start = match.end()
    found.append(value.cut(start, len(value.text)))
    return [line for line in found if line.text.strip()]


def _folded(document: str, value: Value) -> tuple[Folded, str]:
    folding, done, notation = Folding(document), 0, ""
    for match in _INLINE.finditer(value.text):
        start, end = match.span()
        _take(folding, document, value, done, start)
        places = [(begins, ends) for _, begins, ends in value.runs(start, end)]
        first, last = places[0][0], places[-1][1]
        if match["tag"]:
            notation = MARKUP
            if _BREAK.match(match["tag"]):
                folding.space(first, last)
        elif match["entity"] and html.unescape(match["entity"]) != match["entity"]:
            notation = MARKUP
            folding.put(html.unescape(match["entity"]), first, last)
        else:
            _take(folding, document, value, start, end, bool(match["kept"]))
        done = end
    _take(folding, document, value, done, len(value.text))
    return folding.build(), notation


def _take(
    folding: Folding,
    document: str,
    value: Value,
    start: int,
    end: int,
    verbatim: bool = False,
) -> None:
    """Fold the value's characters ``start``..``end``, piece by piece."""
    for words, begins, ends in value.runs(start, end):
        if document[begins:ends] == words:
            folding.take(begins, ends, verbatim)
        else:
            folding.put(words, begins, ends, verbatim)


def escaped(words: str, notation: str) -> str:
    """Words as a value of that notation writes them."""
    if notation != MARKUP:
        return words
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mostly_cyrillic(texts: Sequence[str]) -> bool:
    """True when more letters of the texts are Cyrillic than Latin."""
    cyrillic = latin = 0
    for text in texts:
        cyrillic += len(re.findall(r"[\u0400-\u052f]", text))
        latin += len(re.findall(r"[A-Za-z]", text))
    return cyrillic > latin
