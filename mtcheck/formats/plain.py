"""Plain text, with paragraphs by blank line, by line, or hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

from mtcheck.document import Document
from mtcheck.formats.base import TextFormat
from mtcheck.formats.blocks import Block, assemble
from mtcheck.formats.edits import Edit
from mtcheck.formats.folding import Folding
from mtcheck.formats.lines import Line, lines_of
from mtcheck.formats.suppressions import trailing_lines
from mtcheck.formats.wrapping import paragraphs
from mtcheck.model import Span


class PlainText(TextFormat):
    """Plain text; lines ``mtcheck-ignore: RULE -- reason`` at its end are suppressions."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def parse(self, text: str, path: str) -> Document:
        lines, directions, notes = trailing_lines(text, list(lines_of(text)))
        blocks = [_block(text, paragraph) for paragraph in paragraphs(lines)]
        return assemble(text, path, self.name, blocks, directions, notes)

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit:  # noqa: ARG002
        """A line at the end, apart from the article's last by an empty one."""
        text = document.text
        found = re.search(r"\r\n|\n|\r", text)
        line_end = found[0] if found else "\n"
        last = text.rstrip("\r\n")
        ended = len(re.findall(r"\r\n|\n|\r", text[len(last) :]))
        needed = 1 if re.split(r"[\r\n]", last)[-1].startswith("mtcheck-") else 2
        end = Span(len(text), len(text))
        return end, f"{line_end * max(0, needed - ended)}mtcheck-ignore: {rule}{line_end}"


def _block(text: str, lines: list[Line]) -> Block:
    folding = Folding(text)
    first = lines[0]
    bullet = first.bullet[0] if first.bullet else ""
    folding.take(first.start + len(bullet), first.end)
    for before, line in pairwise(lines):
        if not _is_hyphenated(before, line):
            folding.space(before.end, line.start)
        folding.take(line.start, line.end)
    return Block(folding.build(), bullet=bullet.strip())


def _is_hyphenated(line: Line, following: Line) -> bool:
    """True when a word is broken at the end of a line; its hyphen stays, no space comes in."""
    broken = len(line.text) > 1 and line.text[-1] in "-‐" and line.text[-2].isalpha()
    return broken and following.text[0].islower()
