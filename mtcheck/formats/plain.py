"""Plain text, with paragraphs by blank line, by line, or hard-wrapped."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.document import Document
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import Block, assemble
from mtcheck.formats.folding import Folding
from mtcheck.formats.lines import Line, lines_of
from mtcheck.formats.prose import why_not_prose
from mtcheck.formats.suppressions import trailing_lines
from mtcheck.formats.wrapping import paragraphs


class PlainText(TextFormat):
    """Plain text; lines ``mtcheck-ignore: RULE -- reason`` at its end are suppressions."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def parse(self, text: str, path: str) -> Document:
        lines, suppressions, notes = trailing_lines(list(lines_of(text)))
        blocks = [b for lines in paragraphs(lines) for b in _blocks(text, lines)]
        return assemble(text, path, self.name, blocks, suppressions, notes)


def _blocks(text: str, lines: list[Line]) -> Iterator[Block]:
    """The block of a paragraph; a bilingual one falls into its lines again."""
    bullet = lines[0].bullet
    whole = _block(text, lines, bullet[0].strip() if bullet else "")
    if len(lines) > 1 and why_not_prose(whole.folded.text):
        yield from (_block(text, [line]) for line in lines)
    else:
        yield whole


def _block(text: str, lines: list[Line], bullet: str = "") -> Block:
    folding = Folding(text)
    first = lines[0]
    skip = first.bullet.end() if bullet and first.bullet else 0
    folding.take(first.start + skip, first.end)
    for before, line in zip(lines, lines[1:], strict=False):
        if not _is_hyphenated(before, line):
            folding.space(before.end, line.start)
        folding.take(line.start, line.end)
    return Block(folding.build(), bullet=bullet)


def _is_hyphenated(line: Line, following: Line) -> bool:
    """True when a word is broken at the end of a line; its hyphen stays, no space comes in."""
    broken = len(line.text) > 1 and line.text[-1] in "-‐" and line.text[-2].isalpha()
    return broken and following.text[0].islower()
