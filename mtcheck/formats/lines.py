"""The lines of a text, seen the way a reader sees them: prefix, indentation, bullet, words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"([^\r\n\x85\u2028\u2029]*)(\r\n|[\r\n\x85\u2028\u2029]|$)")
_MAIL_PREFIX = re.compile(r"(?: {0,3}>)+ ?")
_UNSEEN_EDGE = "\ufeff\u200b\u200e\u200f\u2060\u00ad"
BULLET = re.compile(
    r"(?P<dash>[-–—―]{1,2})[ \t\u00a0]+(?=\S)"
    r"|(?P<point>[•·▪‣◦■□●○►→✓*])[ \t\u00a0]*(?=\w|[\"“«‘'(])"
    r"|(?P<number>\(?\d{1,2}[.)]|\(?[a-z]\))[ \t\u00a0]+(?=\S)"
)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
TERMINATED = re.compile(r"[.!?…:;]['\"“’”»)\]]*$")


@dataclass(frozen=True)
class Line:
    """One line: ``start``..``end`` is its text in the document without white space around.

    ``number`` counts from 1, ``indent`` is in characters, ``depth`` the number of ``>`` of a
    mail reply in front of it. Blank lines have ``start == end``.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    depth: int

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def width(self) -> int:
        return self.indent + len(self.text)

    @cached_property
    def bullet(self) -> re.Match[str] | None:
        return BULLET.match(self.text)

    @cached_property
    def terminated(self) -> bool:
        """True when it ends the way a sentence, an item or an introduction of a list ends."""
        return TERMINATED.search(self.text[-12:]) is not None

    @cached_property
    def cyrillic(self) -> bool:
        """True when more of its letters are Cyrillic than Latin."""
        return len(_CYRILLIC.findall(self.text)) > len(_LATIN.findall(self.text))

    @cached_property
    def first_word(self) -> int:
        """Length of the first word."""
        return len(self.text.split(maxsplit=1)[0]) if self.text else 0


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text; the white space and mail prefixes around them taken off."""
    for number, match in enumerate(_LINE.finditer(text), 1):
        if match.start() == len(text) and number > 1:
            return
        yield _line(number, match.start(1), match[1])


def _line(number: int, start: int, raw: str) -> Line:
    prefix = _MAIL_PREFIX.match(raw)
    depth = prefix[0].count(">") if prefix else 0
    body = raw[prefix.end() :] if prefix else raw
    shown = body.strip(_UNSEEN_EDGE + " \t\u00a0\u3000\x1c\x1d\x1e\x1f").strip()
    shown = shown.strip(_UNSEEN_EDGE)
    indent = body.find(shown) if shown else 0
    at = start + len(raw) - len(body) + indent
    return Line(number, at, at + len(shown), shown, indent, depth)


class LineIndex:
    """Line numbers, from 1, of offsets into a text with line ends of any kind."""

    def __init__(self, text: str) -> None:
        self._starts = [m.start() for m in _LINE.finditer(text)]

    def number(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def named(self, start: int, end: int) -> str:
        """``line 3`` or ``lines 3-5`` for a range of the text."""
        lines = self.touched(start, end)
        first, last = lines[0], lines[-1]
        return f"line {first}" if first == last else f"lines {first}-{last}"

    def touched(self, start: int, end: int) -> range:
        """The numbers of the lines that a range of the text touches; at least one."""
        return range(self.number(start), self.number(max(start, end - 1)) + 1)
