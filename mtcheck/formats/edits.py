"""Writing a changed text back, byte for byte the same outside the changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from mtcheck.document import Document, OffsetMap, Segment
from mtcheck.formats.decoding import byte_order_mark
from mtcheck.model import MtcheckError, Span

Edit = tuple[Span, str]
"""A span of ``Document.text`` and what replaces it."""

Notation = Callable[[str, Document, Segment | None, Span], str]
"""``TextFormat.notation``: how a file writes words at a place."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_OPEN_SIGNS = {sign: f"\0{sign}" for sign in "<&]>"}
"""Signs that become markup by what stands behind them: written anew beside a change."""
_LINE_END = re.compile(r"\r\n|\n|\r")


def text_edits(document: Document, edits: Iterable[Edit], notation: Notation) -> list[Edit]:
    """Edits in a reader's words turned into edits of the file's text.

    Where markup stands inside an edit's span (``the <b>foreign</b> Minister``) or the file
    breaks a line, only the words that change are replaced; the markup and the line break
    stay. Between segments replacements are taken as the file's own notation. Line breaks in the
    words become those of the file. Raises ``ValueError`` when edits overlap or lie outside the
    text.
    """
    line_end = _LINE_END.search(document.text)
    made: list[Edit] = []
    for span, words in _in_order(edits, len(document.text)):
        if line_end:
            words = _LINE_END.sub(line_end[0], words)
        segment = segment_at(document, span)
        for place, new in _pieces(document.text, segment, span, words):
            made.append((place, notation(new, document, segment, place) if new else ""))
    return made


def segment_at(document: Document, span: Span) -> Segment | None:
    """The innermost segment that ``span`` lies in; ``None`` between and across segments."""
    around = [s for s in document.segments if _extent(s).contains(span)]
    return min(around, key=lambda s: len(_extent(s)), default=None)


def comment_behind(document: Document, place: Span, rule: str) -> Edit | None:
    """A comment that suppresses a rule, behind the segment that ``place`` lies in.

    ``None`` between segments, and in those that have a notation of their own: a comment
    there would be text.
    """
    segment = segment_at(document, place)
    if segment is None or segment.notation:
        return None
    end = segment.offsets.document_end
    return Span(end, end), f" <!-- mtcheck: ignore {rule} -->"


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with spans replaced; raises ``ValueError`` when they overlap or lie outside."""
    parts, done = [], 0
    for span, replacement in _in_order(edits, len(text)):
        parts += [text[done : span.start], replacement]
        done = span.end
    return "".join([*parts, text[done:]])


def encode_like(document: Document, text: str) -> bytes:
    """``text`` in the encoding of ``document``, with its byte order mark if it has one.

    Raises ``MtcheckError`` for characters the encoding has not, and when the encoding does
    not give the file's own bytes back, so that writing would change more than the edits.
    """
    mark = byte_order_mark(document.raw or b"")[0]
    if document.raw is not None and mark + _encode(document, document.text) != document.raw:
        raise MtcheckError(
            f"{document.path}: {document.encoding} does not keep every byte of this file; "
            "convert it to UTF-8 first"
        )
    return mark + _encode(document, text)


def in_encoding(text: str, encoding: str) -> str:
    """``text`` with characters the encoding has not as numeric references.

    >>> in_encoding("café", "windows-1251")
    'caf&#233;'
    """
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding)


def _in_order(edits: Iterable[Edit], length: int) -> list[Edit]:
    ordered, done = sorted(edits, key=lambda edit: edit[0]), 0
    for span, _ in ordered:
        if span.start < done or span.end > length:
            raise ValueError(f"edit at {span.start}..{span.end} overlaps another or ends outside")
        done = span.end
    return ordered


def _extent(segment: Segment) -> Span:
    return Span(segment.offsets.offset(0), segment.offsets.document_end)


def shown_range(offsets: OffsetMap, span: Span) -> tuple[int, int]:
    """The characters ``first``..``last`` of a segment that the document writes in ``span``."""
    characters = range(offsets.length)
    first = bisect_left(characters, span.start + 1, key=lambda i: offsets.span(i, i + 1).end)
    return first, bisect_left(characters, span.end, key=offsets.offset)


def _pieces(text: str, segment: Segment | None, span: Span, words: str) -> Iterator[Edit]:
    """The edit taken apart so that each piece lies in a run without markup."""
    first, last = shown_range(segment.offsets, span) if segment else (0, 0)
    if segment is None or first >= last:
        yield span, words
        return
    shown = segment.text[first:last]
    extent = segment.offsets.span(first, last)
    if text[extent.start : extent.end] == shown or last - first == 1:
        yield extent, words
        return
    old = [_OPEN_SIGNS.get(token, token) for token in _TOKEN.findall(shown)]
    new = _TOKEN.findall(words)
    starts = [first]
    for token in old:
        starts.append(starts[-1] + len(token.lstrip("\0")))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, i, j, k, m in matcher.get_opcodes():
        if change != "equal":
            yield from _placed(segment, starts[i], starts[j], "".join(new[k:m]), first)


def _placed(segment: Segment, start: int, end: int, words: str, first: int) -> Iterator[Edit]:
    """``words`` for the segment's characters ``start``..``end``: all in the first run."""
    offsets = segment.offsets
    if start == end:
        at = offsets.span(start - 1, start).end if start > first else offsets.offset(start)
        yield Span(at, at), words
        return
    runs: list[Span] = []
    for index in range(start, end):
        place = offsets.span(index, index + 1)
        if runs and place.start <= runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(place.end, runs[-1].end))
        else:
            runs.append(place)
    for number, run in enumerate(runs):
        yield run, words if number == 0 else ""


def _encode(document: Document, text: str) -> bytes:
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError as error:
        raise MtcheckError(
            f"{document.path}: {document.encoding} has no {error.object[error.start]!r}; "
            "convert the file to UTF-8 first"
        ) from None
