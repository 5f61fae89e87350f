"""How Markdown writes words so that they are read as just these words (CommonMark 0.31.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.formats import front_matter, html_notation
from mtcheck.formats.edits import Edit, apply_edits, in_encoding
from mtcheck.model import Span

_MARKUP = re.compile(
    r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_BLOCK_PREFIX = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")
_BLOCK_MARK = re.compile(r"\A(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+#>=]))")


def notation(words: str, document: Document, segment: Segment | None, place: Span) -> str:
    """``words`` as they have to be written where they replace ``place``."""
    if segment is None:
        return words
    if html_notation.writes(segment):
        return html_notation.notation(words, document, segment, place)
    if segment.notation:
        return front_matter.notation(words, segment.notation)
    if any(segment.to_document(s.start, s.end).contains(place) for s in segment.verbatim):
        return words
    text = document.text
    written = _MARKUP.sub(r"\\\g<0>", words)
    if segment.kind is SegmentKind.TABLE_CELL:
        written = written.replace("|", "\\|")
    if words.endswith("!") and text.startswith("[", place.end):
        written = f"{written[:-1]}\\!"
    line_start = max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1
    if _BLOCK_PREFIX.fullmatch(text, line_start, place.start):
        written = _BLOCK_MARK.sub(r"\g<number>\\", written.lstrip(" \t"), count=1)
    return in_encoding(written, document.encoding)


def with_values_quoted(document: Document, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits; those of a plain value that needs quotation marks then are one of the whole."""
    plain = [s for s in document.segments if s.notation == front_matter.PLAIN]
    extents = [segment.to_document(0, len(segment.text)) for segment in plain]
    for extent in extents:
        inside = [(s, words) for s, words in edits if extent.contains(s)]
        if inside:
            value = document.text[extent.start : extent.end]
            moved = [(_back(s, extent.start), words) for s, words in inside]
            changed = apply_edits(value, moved)
            quoted = front_matter.quoted_if_needed(changed)
            if quoted != changed:
                inside = [(extent, quoted)]
            yield from inside
    yield from (e for e in edits if not any(extent.contains(e[0]) for extent in extents))


def _back(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)
