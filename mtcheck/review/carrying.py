"""Decisions carried over to a file that has changed since they were made."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from mtcheck.document import Document
from mtcheck.formats import format_named
from mtcheck.formats.edits import Edit, apply_edits
from mtcheck.model import Finding, MtcheckError, Span
from mtcheck.review.records import Item, State

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")

Block = tuple[int, int, int]
"""Offset in the old text, in the new one, and the number of characters equal from there."""


class Alignment:
    """Which characters of a text are which of its later state: by lines, within them by words."""

    def __init__(self, old: str, new: str) -> None:
        self._blocks = _joined(_equal_blocks(old, new))

    def place(self, span: Span) -> Span | None:
        """Where the span's characters, all of them unchanged, stand in the new text."""
        index = bisect_right(self._blocks, span.start, key=lambda block: block[0]) - 1
        while index >= 0:
            old, new, length = self._blocks[index]
            if span.end <= old + length:
                return Span(span.start - old + new, span.end - old + new)
            if old < span.start:
                return None
            index -= 1
        return None


@dataclass(frozen=True, slots=True)
class Carried:
    """Known items with what became of them, and the findings that are new."""

    placed: list[tuple[int, State, Finding]]
    new: list[Finding]


def carry(items: Sequence[Item], old: Document, new: str, findings: Iterable[Finding]) -> Carried:
    """Match known items with the findings of the changed text.

    An item is found again where its words stand unchanged, else by rule and fingerprint. One
    that was decided stays as long as its words do, also when no rule speaks of it any more.
    """
    matcher = _Matcher(items, old, new, findings)
    placed = [*matcher.by_place(), *matcher.by_fingerprint()]
    return Carried([*placed, *matcher.rest()], list(matcher.free.values()))


class _Matcher:
    def __init__(
        self, items: Sequence[Item], old: Document, new: str, findings: Iterable[Finding]
    ) -> None:
        self.free = {(f.rule, f.span): f for f in findings}
        self._new = new
        self._open = {item.id: item for item in items if item.state is not State.APPLIED}
        self._alignment = Alignment(old.text, new)
        self._written = {item.id: _written(item, old) for item in items if edits_of([item])}
        self._edits = sorted(edit for edits in self._written.values() for edit in edits)
        edited = apply_edits(old.text, self._edits) if self._edits else ""
        self._edited = Alignment(edited, new) if self._edits else None

    def by_place(self) -> Iterator[tuple[int, State, Finding]]:
        for item in [i for i in self._open.values() if i.state is State.HERE]:
            place = self._alignment.place(item.finding.span)
            if place is None:
                continue
            found = self.free.pop((item.finding.rule, place), None)
            if found is None and (item.decision or item.marked):
                found = replace(item.finding, span=place)
            if found:
                del self._open[item.id]
                yield item.id, State.HERE, found

    def by_fingerprint(self) -> Iterator[tuple[int, State, Finding]]:
        by_name = {(f.rule, f.fingerprint): f for f in self.free.values()}
        for item in list(self._open.values()):
            if self._is_applied(item):
                continue
            found = by_name.pop((item.finding.rule, item.finding.fingerprint), None)
            if found is not None:
                del self.free[found.rule, found.span]
            elif item.marked:
                found = self._only_occurrence(item.finding)
            if found:
                del self._open[item.id]
                yield item.id, State.HERE, found

    def rest(self) -> Iterator[tuple[int, State, Finding]]:
        for item in self._open.values():
            if item.state is State.HERE and self._is_applied(item):
                yield item.id, State.APPLIED, item.finding
            else:
                yield item.id, State.LOST if item.decision else State.GONE, item.finding

    def _is_applied(self, item: Item) -> bool:
        """True when the replacement stands where the words stood."""
        edits = self._written.get(item.id)
        if self._edited is None or not edits:
            return False
        start = self._after(edits[0][0].start, edits)
        end = self._after(edits[-1][0].end, ())
        if start == end:  # deleted: what stood around it has to stand together now
            start, end = max(0, start - 1), end + 1
        return self._edited.place(Span(start, end)) is not None

    def _after(self, offset: int, but: Sequence[Edit]) -> int:
        """Where an offset of the old text is once it is edited, ``but`` not counted."""
        before = (e for e in self._edits if e[0].end <= offset and e not in but)
        return offset + sum(len(text) - len(span) for span, text in before)

    def _only_occurrence(self, finding: Finding) -> Finding | None:
        if not finding.text or self._new.count(finding.text) != 1:
            return None
        start = self._new.index(finding.text)
        return replace(finding, span=Span(start, start + len(finding.text)))


def _written(item: Item, document: Document) -> list[Edit]:
    """The edits of the file's own text that the item's replacement makes, if it can stand."""
    try:
        return format_named(document.format).text_edits(document, edits_of([item]))
    except (MtcheckError, ValueError):
        return []


def edits_of(items: Iterable[Item]) -> list[Edit]:
    """The replacements decided, in order of the text; those that change nothing left out."""
    edits = [
        (item.finding.span, item.replacement)
        for item in items
        if item.state is State.HERE
        and item.replacement is not None
        and item.replacement != item.finding.text
    ]
    return sorted(edits, key=lambda edit: edit[0])


def _equal_blocks(old: str, new: str) -> Iterator[Block]:
    old_lines, new_lines = _Pieces(_LINE, old), _Pieces(_LINE, new)
    matcher = SequenceMatcher(None, old_lines.texts, new_lines.texts)
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = old_lines.starts[a], new_lines.starts[c]
        if tag == "equal":
            yield before, after, old_lines.starts[b] - before
        elif tag == "replace":
            changed = old[before : old_lines.starts[b]], new[after : new_lines.starts[d]]
            for first, second, length in _equal_words(*changed):
                yield before + first, after + second, length


def _equal_words(old: str, new: str) -> Iterator[Block]:
    old_words, new_words = _Pieces(_WORD, old), _Pieces(_WORD, new)
    matcher = SequenceMatcher(None, old_words.texts, new_words.texts)
    for block in matcher.get_matching_blocks():
        if block.size:
            start = old_words.starts[block.a]
            length = old_words.starts[block.a + block.size] - start
            yield start, new_words.starts[block.b], length


class _Pieces:
    """A text cut by a pattern: the pieces, and where each starts, and where the last ends."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        matches = list(pattern.finditer(text))
        self.texts = [match.group() for match in matches]
        self.starts = [*(match.start() for match in matches), len(text)]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    joined: list[Block] = []
    for old, new, length in blocks:
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (old, new):
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        else:
            joined.append((old, new, length))
    return joined
