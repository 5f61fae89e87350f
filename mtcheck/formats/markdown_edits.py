"""Edits of Markdown that leave the markup around them in one piece.

Signs of emphasis may not face white space inside (CommonMark 0.31.2, section 6.2): take
words away at the edge of ``**bold type**`` and asterisks appear in the article. So edits
across markup are tried, read again, and done another way where they did harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mtcheck.document import Document
from mtcheck.formats.edits import (
    Edit,
    Notation,
    apply_edits,
    segment_at,
    shown_range,
    text_edits,
)
from mtcheck.formats.folding import Folded
from mtcheck.model import MtcheckError, Span

Read = Callable[[str], list[Folded]]
"""The blocks of a Markdown text."""

MOST_SIGNS = 3

_SIGNS = re.compile(r"(?P<opens>(?<![\\\w])(?:\*+|~~|_+)(?=\S))|(?<![\\\s])(?:\*+|~~|_+(?!\w))")


def unharmed(
    document: Document, edits: Sequence[Edit], read: Read, notation: Notation
) -> list[Edit]:
    """The edits of the file's text that the edits in words come to.

    Raises as ``text_edits`` does, and ``MtcheckError`` when no way is without harm.
    """
    made = text_edits(document, edits, notation)
    crossing = [edit for edit in edits if _crosses_markup(document, edit[0])]
    if not crossing:
        return made
    wanted = _expected(read(document.text), edits)
    others = [edit for edit in edits if edit not in crossing]
    wide = [_widened(document, edit, notation) for edit in crossing]
    for tried in (made, sorted([*text_edits(document, others, notation), *wide])):
        try:
            changed = apply_edits(document.text, tried)
        except ValueError:  # two that were widened meet
            continue
        if _texts(read(changed)) == wanted:
            return tried
    line = len(re.findall(r"\r\n|\n|\r", document.text[: crossing[0][0].start])) + 1
    raise MtcheckError(
        f"{document.path}: line {line}: cannot be changed without harm to the emphasis or links "
        "around it; change it by hand"
    )


def _crosses_markup(document: Document, span: Span) -> bool:
    segment = segment_at(document, span)
    if segment is None:
        return False
    first, last = shown_range(segment.offsets, span)
    shown = segment.text[first:last]
    return shown.split() != document.text[span.start : span.end].split()


def _widened(document: Document, edit: Edit, notation: Notation) -> Edit:
    """All from the signs of emphasis before the edit to those behind it, written plainly."""
    span, words = edit
    segment = segment_at(document, span)
    if segment is None:
        return edit
    whole = segment.to_document(0, len(segment.text))
    within = max(0, whole.start - MOST_SIGNS), whole.end + MOST_SIGNS
    signs = list(_SIGNS.finditer(document.text, *within))
    before = next((m for m in reversed(signs) if m.end() <= span.start), None)
    behind = next((m for m in signs if m.start() >= span.end), None)
    start = before.start() if before and before["opens"] else span.start
    end = behind.end() if behind and not behind["opens"] else span.end
    first, last = shown_range(segment.offsets, span)
    wide_first, wide_last = shown_range(segment.offsets, Span(start, end))
    words = f"{segment.text[wide_first:first]}{words}{segment.text[last:wide_last]}"
    return Span(start, end), notation(words, document, segment, Span(start, end))


def _expected(blocks: Sequence[Folded], edits: Sequence[Edit]) -> list[str]:
    wanted = []
    for block in blocks:
        text = block.text
        extent = block.offsets.span(0, len(text))
        for span, words in sorted(edits, reverse=True):
            if text and extent.contains(span):
                first, last = shown_range(block.offsets, span)
                text = f"{text[:first]}{words}{text[last:]}"
        wanted.append(" ".join(text.split()))
    return [text for text in wanted if text]


def _texts(blocks: Sequence[Folded]) -> list[str]:
    return [block.text for block in blocks if block.text]
