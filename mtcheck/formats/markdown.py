"""Markdown, parsed by markdown-it, with every character's place in the file kept.

Prose are headings, paragraphs, list items, table cells, quotes, footnotes, the alt texts of
images, and title and description of the front matter. Code and addresses inside a paragraph
are its verbatim spans; code blocks, HTML, targets of links and images are no prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mtcheck.document import Document, Segment, SegmentKind
from mtcheck.formats import front_matter, markdown_notation
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import Block, assemble
from mtcheck.formats.edits import Edit, comment_behind
from mtcheck.formats.folding import Folded, Folding
from mtcheck.formats.html_notation import IN_MARKDOWN
from mtcheck.formats.markdown_edits import unharmed
from mtcheck.formats.suppressions import DirectiveError, Suppressing, directive_of
from mtcheck.model import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from mtcheck.formats.markdown_inline import Piece

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CHECK_BOX = re.compile(r"\[[ xX]\][ \t]+")
_KINDS = {
    "heading_open": SegmentKind.HEADLINE,
    "list_item_open": SegmentKind.LIST_ITEM,
    "th_open": SegmentKind.TABLE_CELL,
    "td_open": SegmentKind.TABLE_CELL,
}
_CLOSINGS = {kind.replace("open", "close"): kind for kind in _KINDS}


class Markdown(TextFormat):
    """CommonMark with tables, strike-through, footnotes and front matter (YAML or TOML)."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")

    def parse(self, text: str, path: str) -> Document:
        blocks, reader, notes = _read(text)
        directions = reader.suppressing.finish(len(text))
        return assemble(text, path, self.name, blocks, directions, [*notes, *reader.notes])

    def notation(self, words: str, document: Document, segment: Segment | None, place: Span) -> str:
        return markdown_notation.notation(words, document, segment, place)

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        return comment_behind(document, place, rule)

    def text_edits(self, document: Document, edits: Iterable[Edit]) -> list[Edit]:
        made = unharmed(document, list(edits), _folded, self.notation)
        return sorted(markdown_notation.with_values_quoted(document, made))


def _read(text: str) -> tuple[list[Block], _Reader, list[str]]:
    """The blocks of a text in reading order, their reader, and notes on the front matter."""
    from mtcheck.formats.markdown_inline import make_parser

    front = front_matter.find(text)
    blocks, notes = front_matter.blocks(text, front) if front else ([], [])
    reader = _Reader(text, front.end() if front else 0)
    reader.read(make_parser().parse(reader.normalised()))
    blocks += sorted(reader.blocks, key=lambda block: block.folded.offsets.offset(0))
    return blocks, reader, notes


def _folded(text: str) -> list[Folded]:
    return [block.folded for block in _read(text)[0]]


@dataclass
class _Reader:
    """Turns block tokens into blocks; lines are counted from the end of the front matter."""

    text: str
    start: int
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    suppressing: Suppressing = field(default_factory=Suppressing)

    def __post_init__(self) -> None:
        matches = list(_LINE.finditer(self.text, self.start))
        self._lines = [(m.start(), m.start() + len(m[0].rstrip("\r\n"))) for m in matches]
        self._first_number = len(re.findall(r"\r\n|\r|\n", self.text[: self.start])) + 1
        self._kinds: list[SegmentKind] = []
        self._row: tuple[int, int] = (-1, 0)

    def normalised(self) -> str:
        """The text behind the front matter with the line ends markdown-it wants."""
        return "\n".join(self.text[start:end] for start, end in self._lines)

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.map and token.nesting == 1 and token.level == 0:
                self.suppressing.block(self._span(token))
            if token.type in _KINDS:
                self._kinds.append(_KINDS[token.type])
            elif token.type in _CLOSINGS:
                self._kinds.pop()
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "inline" and token.content:
                self._inline(token)

    def _span(self, token: Token) -> Span:
        first, last = token.map or [0, 1]
        last = min(max(last, first + 1), len(self._lines))
        start = self._lines[first][0]
        end = start + len(self.text[start : self._lines[last - 1][1]].rstrip())
        return Span(start, end)

    def _html(self, token: Token) -> None:
        """Text in a block of HTML is read as HTML, its comments too."""
        from mtcheck.formats.html import parsed
        from mtcheck.formats.html_reader import HtmlReader

        span = self._span(token)
        reader = HtmlReader(self.text, span, suppressing=self.suppressing)
        reader.read(parsed(self.text[span.start : span.end]))
        self.blocks += [replace(b, notation=b.notation or IN_MARKDOWN) for b in reader.blocks]
        self.notes += reader.notes

    def _directive(self, comment: str, at: int, block: Span | None) -> None:
        try:
            directive = directive_of(comment, at)
        except DirectiveError as error:
            line = bisect_right(self._lines, at, key=lambda line: line[0]) - 1
            self.notes.append(f"line {self._first_number + line}: {error}")
        else:
            if directive is not None:
                self.suppressing.add(directive, block)

    def _inline(self, token: Token) -> None:
        from mtcheck.formats.markdown_inline import PieceKind

        places = self._places(token)
        if places.nowhere:
            if token.content.strip():
                line = self._first_number + (token.map or [0])[0]
                self.notes.append(f"line {line}: not found again in the file, passed over")
            return
        kind = self._kinds[-1] if self._kinds else None
        stack = [Folding(self.text)]
        for piece in _behind_check_box(kind, token):
            if piece.kind is PieceKind.ALT_START:
                stack.append(Folding(self.text))
            elif piece.kind is PieceKind.ALT_END:
                self.blocks.append(Block(stack.pop().build(), SegmentKind.CAPTION))
            elif piece.kind is PieceKind.COMMENT:
                self._directive(piece.text, places.offset(piece.start), self._span(token))
            else:
                places.fold(piece, stack[-1])
        self.blocks.append(Block(stack[0].build(), kind))

    def _places(self, token: Token) -> _Places:
        first = (token.map or [0])[0]
        if self._kinds and self._kinds[-1] is SegmentKind.TABLE_CELL:
            return self._cell_places(token.content, first)
        return _Places(list(self._line_places(token)))

    def _line_places(self, token: Token) -> Iterator[tuple[int, int]]:
        """Block prefixes and indentation are gone from a line's content; its end is as it was.

        Lines of nothing but white space at the edges of the block may be gone altogether.
        """
        number, behind = token.map or (0, len(self._lines))
        for at, content in _content_lines(token.content):
            shown = content.strip(" \t")
            if not shown:
                number += 1
                continue
            while number < behind:
                found = self.text.rfind(shown, *self._lines[number])
                number += 1
                if found >= 0:
                    yield at + content.index(shown), found
                    break

    def _cell_places(self, content: str, number: int) -> _Places:
        """Cells stand in their row in order; a bar inside one is escaped there."""
        start, end = self._lines[number]
        behind = self._row[1] if self._row[0] == number else start
        at = self.text.index(content.replace("|", "\\|"), behind, end)
        places = [(0, at)]
        for index, sign in enumerate(content):
            if sign == "|":
                at += 1
                places.append((index, at + index))
        self._row = (number, at + len(content))
        return _Places(places)


def _behind_check_box(kind: SegmentKind | None, token: Token) -> Iterator[Piece]:
    """The pieces of a block without the box (``[ ]``) of a task."""
    from mtcheck.formats.markdown_inline import pieces

    box = _CHECK_BOX.match(token.content) if kind is SegmentKind.LIST_ITEM else None
    start = box.end() if box else 0
    for piece in pieces(token.content, token.children or []):
        if piece.start >= start:
            yield piece
        elif piece.end > start:
            yield replace(piece, start=start, text=piece.text[start - piece.start :])


def _content_lines(content: str) -> list[tuple[int, str]]:
    lines, at = [], 0
    for line in content.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


class _Places:
    """The way from offsets of an inline token's content to offsets of the file's text."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self._runs = runs
        self._starts = [start for start, _ in runs]

    @property
    def nowhere(self) -> bool:
        """True for content of nothing but white space."""
        return not self._runs

    def offset(self, at: int) -> int:
        content, document = self._runs[max(bisect_right(self._starts, at) - 1, 0)]
        return max(document + at - content, 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.offset(start), self.offset(end - 1) + 1 if end > start else self.offset(start)

    def fold(self, piece: Piece, folding: Folding) -> None:
        from mtcheck.formats.markdown_inline import PieceKind

        if piece.kind is PieceKind.STANDS_FOR:
            folding.put(piece.text, *self.span(piece.start, piece.end))
        elif piece.kind is PieceKind.BREAK:
            folding.space(self.offset(piece.start), self._behind_break(piece))
        else:
            self._take(piece, folding)

    def _behind_break(self, piece: Piece) -> int:
        """Where the next line's words start, behind its block prefix (``> ``)."""
        end = self.span(piece.start, piece.end)[1]
        following = bisect_left(self._starts, piece.end)
        if piece.text == "\n" and following < len(self._runs):
            return max(end, self._runs[following][1])
        return end

    def _take(self, piece: Piece, folding: Folding) -> None:
        """A piece may run over places where the file holds more than the content (``\\|``)."""
        from mtcheck.formats.markdown_inline import PieceKind

        low = bisect_right(self._starts, piece.start)
        cuts = self._starts[low : bisect_left(self._starts, piece.end)]
        verbatim = piece.kind is PieceKind.VERBATIM
        for start, end in zip([piece.start, *cuts], [*cuts, piece.end], strict=True):
            first, last = self.span(start, end)
            if end < piece.end:  # indentation may be shorter in the file than in the content
                last = min(last, self.offset(end))
            folding.take(first, last, verbatim=verbatim)
