"""Values as a file writes them, with escapes, and their way to blocks of prose.

PO, CSV and JSON Lines keep whole texts in values. A value may hold tags of HTML or of a
translation tool, entities and placeholders: tags stay out of the text, entities are read,
placeholders are left alone.
"""

from __future__ import annotations

import html
import re
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
    """A decoded value: character ``i`` of ``text`` is written at ``starts[i]``..``ends[i]``.

    ``text`` is read only when everything has been taken.
    """

    _parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return "".join(self._parts)

    def take(self, document: str, start: int, end: int) -> None:
        """Append the document's characters ``start``..``end`` as they stand."""
        self._parts.append(document[start:end])
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)

    def put(self, text: str, start: int, end: int) -> None:
        """Append ``text``, which the document writes as its characters ``start``..``end``."""
        self._parts.append(text)
        self.starts += [start] * len(text)
        self.ends += [end] * len(text)

    def cut(self, start: int, end: int) -> Value:
        return Value([self.text[start:end]], self.starts[start:end], self.ends[start:end])


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
        first, last = value.starts[start], value.ends[end - 1]
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
    """Fold the value's characters ``start``..``end``, run by run."""
    at = start
    while at < end:
        first = at
        while at < end and _plain(document, value, at) and _joins(value, first, at):
            at += 1
        if at > first:
            folding.take(value.starts[first], value.ends[at - 1], verbatim)
        else:
            while at < end and value.starts[at] == value.starts[first]:
                at += 1
            shown = value.text[first:at]
            folding.put(shown, value.starts[first], value.ends[first], verbatim)


def _plain(document: str, value: Value, at: int) -> bool:
    start = value.starts[at]
    return value.ends[at] == start + 1 and document[start] == value.text[at]


def _joins(value: Value, first: int, at: int) -> bool:
    return at == first or value.starts[at] == value.ends[at - 1]


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
