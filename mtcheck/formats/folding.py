"""Building a segment's text from pieces of a document, with the way back kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from mtcheck.document import OffsetMap
from mtcheck.model import Span

# Soft hyphens, zero-width characters, direction marks, control characters.
_UNSEEN = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_RUN = re.compile(
    rf"(?P<words>[^\s{_UNSEEN}]++(?: [^\s{_UNSEEN}]++)*+)|(?P<space>\s++)|[{_UNSEEN}]++"
)
ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>“”«»]*[^\s<>“”«».,:;!?'’\")\]]"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b"
)

TEMPLATE_TAG = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}")
"""Tags of Jinja, Liquid, Hugo and their like."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Text ready for analysis: white space folded to single spaces, unseen characters gone.

    ``verbatim`` are spans of ``text`` to be left alone.
    """

    text: str
    offsets: OffsetMap
    verbatim: tuple[Span, ...] = ()

    def cut(self, start: int, end: int) -> Folded:
        """The part ``text[start:end]``, trimmed of spaces; empty text where none is left."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip(" "))
        end = max(start, start + len(part.strip(" ")))
        return Folded(
            self.text[start:end],
            _cut_offsets(self.offsets, start, end),
            clip(self.verbatim, start, end),
        )


def clip(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """What of ``spans`` lies in ``start``..``end``, counted from ``start``."""
    window = Span(start, end)
    return tuple(
        Span(max(s.start, start) - start, min(s.end, end) - start)
        for s in spans
        if s.overlaps(window)
    )


def _cut_offsets(offsets: OffsetMap, start: int, end: int) -> OffsetMap:
    first = (0, offsets.offset(start))
    inside = tuple((at - start, to) for at, to in offsets.pieces if start < at < end)
    wide = tuple((at - start, to) for at, to in offsets.wide if start <= at < end)
    return OffsetMap((first, *inside), end - start, offsets.span(start, end).end, wide)


class Folding:
    """Takes pieces of one document in order and folds them into one text."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int]] = []
        self._wide: list[tuple[int, int]] = []
        self._verbatim: list[Span] = []
        self._space: tuple[int, int] | None = None
        self._end = 0

    def take(self, start: int, end: int, verbatim: bool = False) -> None:
        """Append the document's characters ``start``..``end``."""
        first: int | None = None
        for run in _RUN.finditer(self._document, start, end):
            if run["words"]:
                at = self._append(run["words"], run.start(), run.end())
                first = at if first is None else first
            elif run["space"]:
                self.space(run.start(), run.end())
        if verbatim and first is not None:
            self._verbatim.append(Span(first, self._length))

    def put(self, text: str, start: int, end: int, verbatim: bool = False) -> None:
        """Append ``text``, which the document writes as its characters ``start``..``end``."""
        for run in _RUN.finditer(text):
            if run["words"]:
                at = self._append(run["words"], start, end)
                if verbatim:
                    self._verbatim.append(Span(at, self._length))
            elif run["space"]:
                self.space(start, end)

    def space(self, start: int, end: int) -> None:
        """Append a break between words; none at the edges, one where several meet.

        Where markup stands between two of them, the break is written by the first.
        """
        if self._space is None:
            self._space = (start, max(end, start))
        elif start <= self._space[1]:
            self._space = (self._space[0], max(end, self._space[1]))

    def build(self) -> Folded:
        """What has been taken so far, without white space at its edges."""
        text = "".join(self._parts)
        pieces = tuple(self._pieces) or ((0, self._end),)
        offsets = OffsetMap(pieces, self._length, self._end, tuple(self._wide))
        found = chain(ADDRESS.finditer(text), TEMPLATE_TAG.finditer(text))
        left_alone = (Span(*match.span()) for match in found)
        return Folded(text, offsets, tuple(sorted({*self._verbatim, *left_alone})))

    def _append(self, text: str, start: int, end: int) -> int:
        """Append text without white space at its edges; the offset at which it begins."""
        if self._space and self._length:
            self._emit(" ", *self._space)
        self._space = None
        at = self._length
        self._emit(text, start, end)
        return at

    def _emit(self, text: str, start: int, end: int) -> None:
        if end - start == len(text):
            if not self._continues(start):
                self._pieces.append((self._length, start))
        else:
            self._pieces += [(self._length + i, start) for i in range(len(text))]
            self._wide += [(self._length + i, end) for i in range(len(text))]
        self._parts.append(text)
        self._length += len(text)
        self._end = end

    def _continues(self, start: int) -> bool:
        if not self._pieces:
            return False
        segment, document = self._pieces[-1]
        return document - segment == start - self._length


def fold(document: str, start: int, end: int) -> Folded:
    """The document's characters ``start``..``end`` folded."""
    folding = Folding(document)
    folding.take(start, end)
    return folding.build()
