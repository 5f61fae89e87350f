"""Inline Markdown with the place in the source of every piece.

markdown-it keeps line numbers of blocks and no positions inside them. The parser here is
its own, watched: every token it makes is told the offset it starts at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import MutableMapping

AT = "at"
_LINE_BREAKING_TAGS = ("<br", "<p", "</p", "<li", "<div", "</div", "<td", "<tr")


class PieceKind(Enum):
    """What a piece of inline Markdown is to a reader."""

    TEXT = auto()
    STANDS_FOR = auto()
    BREAK = auto()
    VERBATIM = auto()
    COMMENT = auto()
    ALT_START = auto()
    ALT_END = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the inline source ``start``..``end``; ``text`` is what a reader sees of it."""

    kind: PieceKind
    start: int
    end: int
    text: str = ""


class _WatchedState(StateInline):
    """Tells every token where it starts, in ``token.meta``."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        at = self.pos
        if self.pending:
            # The rule of links has stepped behind its bracket already.
            self._flush(at - 1 if ttype == "link_open" and self.src[at - 1] == "[" else at)
        token = super().push(ttype, tag, nesting)
        token.meta = {**token.meta, AT: at}
        return token

    def pushPending(self) -> Token:  # noqa: N802
        return self._flush(self.posMax)

    def _flush(self, end: int) -> Token:
        """Pending text is a slice of the source; only white space may come between it and here."""
        text = self.pending
        at = self.src.rfind(text, 0, end)
        if at < 0:
            at = self.src.rfind(text, 0, end + 1)
        token = super().pushPending()
        token.meta = {AT: at}
        return token


class _WatchedParser(ParserInline):
    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = _WatchedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def make_parser() -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes, its inline parser watched."""
    md = MarkdownIt("commonmark")
    md.inline = _WatchedParser()
    md.configure("commonmark")
    md.enable(["table", "strikethrough"])
    md.disable(["fragments_join", "text_join"])
    footnote_plugin(md, inline=False, move_to_end=False)
    return md


def pieces(source: str, tokens: list[Token], shift: int = 0) -> Iterator[Piece]:
    """What a reader sees of an inline source, in order.

    ``tokens`` are the children of markdown-it's inline token for ``source``; offsets are
    counted from the start of ``source`` plus ``shift``.
    """
    done = 0
    autolink = False
    for token in tokens:
        at = max(int(token.meta.get(AT, done)), done)
        if token.type == "text" and not autolink and token.content:
            done = at + len(token.content)
            yield Piece(PieceKind.TEXT, at + shift, done + shift, token.content)
        elif token.type == "image":
            yield from _alt(token, at + 2, shift)
        elif token.type in ("link_open", "link_close"):
            autolink = token.info == "auto" and token.nesting == 1
            if autolink:
                done = source.index(">", at)
                yield Piece(PieceKind.VERBATIM, at + 1 + shift, done + shift)
        else:
            for piece in _simple(source, token, at):
                done = piece.end
                yield Piece(piece.kind, piece.start + shift, piece.end + shift, piece.text)


def _simple(source: str, token: Token, at: int) -> Iterator[Piece]:
    match token.type:
        case "text_special":
            yield Piece(PieceKind.STANDS_FOR, at, at + len(token.markup), token.content)
        case "softbreak" | "hardbreak":
            yield Piece(PieceKind.BREAK, at, at + 1, "\n")
        case "code_inline":
            start = at + len(token.markup)
            if source[start : start + len(token.content)].replace("\n", " ") != token.content:
                start += 1
            yield Piece(PieceKind.VERBATIM, start, start + len(token.content))
        case "html_inline":
            end = at + len(token.content)
            if token.content.startswith("<!--"):
                yield Piece(PieceKind.COMMENT, at, end, token.content)
            elif token.content.lower().startswith(_LINE_BREAKING_TAGS):
                yield Piece(PieceKind.BREAK, at, end)


def _alt(token: Token, start: int, shift: int) -> Iterator[Piece]:
    yield Piece(PieceKind.ALT_START, start + shift, start + shift)
    yield from pieces(token.content, token.children or [], shift + start)
    yield Piece(PieceKind.ALT_END, start + shift, start + shift)
