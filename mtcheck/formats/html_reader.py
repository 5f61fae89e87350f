"""From a parsed HTML document to blocks of prose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from mtcheck.document import SegmentKind
from mtcheck.formats import html_elements as elements
from mtcheck.formats.blocks import Block
from mtcheck.formats.folding import Folding
from mtcheck.formats.html_source import NotFound, attribute_values, written
from mtcheck.formats.lines import LineIndex
from mtcheck.formats.suppressions import (
    COMMENT,
    OF_A_BLOCK,
    Directive,
    DirectiveError,
    Suppressing,
    directive_of,
)
from mtcheck.model import Span

Node = Any
"""A node of JustHTML's tree, whose classes are not typed for reading."""


class Reading(Enum):
    """What is done with the text of an element."""

    PROSE = auto()
    VERBATIM = auto()
    NONE = auto()


@dataclass
class HtmlReader:
    """Walks the tree in order of the document; collects blocks, notes and suppressions.

    ``part`` is the stretch of the text that was parsed, if not all of it.
    """

    text: str
    part: Span | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    suppressing: Suppressing = field(default_factory=Suppressing)

    def __post_init__(self) -> None:
        self._part = self.part or Span(0, len(self.text))
        self._lines = LineIndex(self.text)
        self._kinds: list[SegmentKind] = []
        self._reading = [Reading.PROSE]
        self._comments: list[Directive] = []
        self._folding = Folding(self.text)
        self._notation = ""
        self._end = 0
        self._breaks = 0

    def read(self, root: Node) -> None:
        stack: list[tuple[Node, Iterator[Node]]] = [(root, iter(root.children or ()))]
        while stack:
            node, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(node)
            elif child.name == "#text":
                self._text(child)
            elif child.name == "#comment":
                self._comment(child)
            elif self._enters(child):
                stack.append((child, iter(child.children or ())))
        self._flush()
        self.blocks.sort(key=lambda block: block.folded.offsets.offset(0))

    def _enters(self, node: Node) -> bool:
        """Take an element's start; false when what is in it is not read."""
        name = node.name
        if name in elements.BLOCKS:
            self._flush()
            at = self._at(node) if self.suppressing.waits else None
            if at is not None:
                self.suppressing.block(Span(at, self._end_of(node)))
        if name == "br":
            self._break(node)
            return False
        attributes = node.attrs or {}
        reading = self._reading_of(node, attributes)
        if reading is Reading.PROSE:
            self._attributes(node, attributes)
        if (
            name in elements.UNREAD
            or "hidden" in attributes
            or elements.is_note_mark(name, _text_of(node) if name == "sup" else "")
        ):
            return False
        if name in elements.KINDS:
            self._kinds.append(elements.KINDS[name])
        self._notation = elements.TITLE if name == "title" else ""
        self._reading.append(reading)
        return True

    def _leave(self, node: Node) -> None:
        if node.name in elements.BLOCKS:
            self._flush()
            self._notation = ""
        if node.name in elements.KINDS:
            self._kinds.pop()
        if node.parent is not None:
            self._reading.pop()

    def _reading_of(self, node: Node, attributes: elements.Attributes) -> Reading:
        inherited = self._reading[-1]
        language = elements.other_language(attributes)
        if node.name in ("html", "body"):
            if language:
                self.notes.append(f"the page says its language is “{language}”; read as English")
            language = None
        kept = elements.untranslated(attributes)
        if language or kept:
            if node.name not in elements.BLOCKS and inherited is not Reading.NONE:
                return Reading.VERBATIM
            if inherited is not Reading.NONE and any(c.isalpha() for c in _text_of(node)):
                why = f"in another language ({language})" if language else "not to be translated"
                line = self._lines.number(self._at(node) or 0)
                self.notes.append(f"line {line}: {why}, passed over")
            return Reading.NONE
        if language == "" or kept is False:
            return Reading.PROSE
        if node.name in elements.VERBATIM and inherited is Reading.PROSE:
            return Reading.VERBATIM
        return inherited

    def _text(self, node: Node) -> None:
        if self._reading[-1] is Reading.NONE or not node.data:
            return
        start = self._at(node)
        if start is None or start < self._end:
            self._flush()
        verbatim = self._reading[-1] is Reading.VERBATIM
        tags = node.parent is None or node.parent.name != "title"
        try:
            self._take(self._folding, start or 0, node.data, tags, verbatim)
        except NotFound:
            line = self._lines.number(start or 0)
            self.notes.append(f"line {line}: not found again in the file, passed over")
            self._flush()
        if node.data.strip():
            self._breaks = 0

    def _take(
        self, folding: Folding, start: int, text: str, tags: bool, verbatim: bool = False
    ) -> None:
        for piece in written(self.text, start, text, tags):
            if piece.text == self.text[piece.start : piece.end]:
                folding.take(piece.start, piece.end, verbatim)
            else:
                folding.put(piece.text, piece.start, piece.end, verbatim)
            self._end = piece.end

    def _break(self, node: Node) -> None:
        """One line break is white space, two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        elif (at := self._at(node)) is not None and self._reading[-1] is not Reading.NONE:
            self._folding.space(at, self.text.find(">", at) + 1)

    def _attributes(self, node: Node, attributes: elements.Attributes) -> None:
        kinds = elements.prose_attributes(node.name, attributes)
        start = self._at(node)
        if not kinds or start is None:
            return
        values = attribute_values(self.text, start)
        for name, kind in kinds.items():
            if name not in values:
                continue
            folding = Folding(self.text)
            with suppress(NotFound):
                self._take(folding, values[name].start, attributes[name] or "", tags=False)
                notation = f"attribute, {values[name].quoting}"
                self.blocks.append(Block(folding.build(), kind, notation=notation))

    def _comment(self, node: Node) -> None:
        comment = COMMENT.match(self.text, self._at(node) or 0)
        if comment is None:
            return
        try:
            directive = directive_of(comment[0], comment.start())
        except DirectiveError as error:
            self.notes.append(f"line {self._lines.number(comment.start())}: {error}")
            return
        if directive is not None and directive.command in OF_A_BLOCK:
            self._comments.append(directive)
        elif directive is not None:
            self.suppressing.add(directive, None)

    def _flush(self) -> None:
        """End the block; the instructions in it are for it, or for the next if it is empty."""
        folded, self._folding, self._breaks = self._folding.build(), Folding(self.text), 0
        span = None
        if folded.text:
            span = folded.offsets.span(0, len(folded.text))
            self.suppressing.block(span)
            kind = self._kinds[-1] if self._kinds else None
            self.blocks.append(Block(folded, kind, notation=self._notation))
        for directive in self._comments:
            self.suppressing.add(directive, span)
        self._comments.clear()

    def _end_of(self, node: Node) -> int:
        """Where what follows an element starts."""
        while node.parent is not None:
            siblings = node.parent.children
            behind = siblings[siblings.index(node) + 1 :]
            starts = (at for at in map(self._at, behind) if at is not None)
            if (start := next(starts, None)) is not None:
                return start
            node = node.parent
        return self._part.end

    def _at(self, node: Node) -> int | None:
        """Where a node starts in the text; ``None`` for those that the parser has put in."""
        at = node.origin_offset
        return None if at is None else int(at) + self._part.start


def _text_of(node: Node) -> str:
    return str(node.to_text())
