"""From the lines of a PO file to blocks of prose with their source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from mtcheck.formats.blocks import Block
from mtcheck.formats.languages import is_english
from mtcheck.formats.records import pair_blocks
from mtcheck.formats.units import UnitDirections, legible
from mtcheck.formats.values import Value, mostly_cyrillic
from mtcheck.model import MtcheckError, Span

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|$)")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)[ \t]*(?=\")")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*$')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_LANGUAGE = re.compile(r"^Language:[ \t]*([\w@.-]+)", re.MULTILINE)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
STALE = "fuzzy (of an earlier source)"
OBSOLETE = "obsolete"


@dataclass
class _Entry:
    start: int
    end: int
    values: dict[str, Value] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    was_other: bool = False


@dataclass
class PoReader:
    """Reads one file; ``read`` raises ``MtcheckError`` for what is no PO or not from Russian."""

    text: str
    path: str
    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.directions = UnitDirections(self.text)
        self._entry: _Entry | None = None
        self._value: Value | None = None
        self._sources: list[str] = []
        self._targets: list[str] = []

    def read(self) -> None:
        for line in _LINE.finditer(self.text):
            words = line[1].strip()
            at = line.start(1) + len(line[1]) - len(line[1].lstrip())
            if words.startswith("#"):
                self._comment(words, Span(at, at + len(words)))
            elif words:
                self._statement(line[1], at, line.end(1))
            elif self._entry and any(key.startswith("msgstr") for key in self._entry.values):
                self._close()
            if line.end() == len(self.text):
                break
        self._close()
        self._assert_from_russian()

    def _comment(self, words: str, place: Span) -> None:
        if words.startswith("#~"):
            self._close()
            if words.removeprefix("#~").lstrip().startswith("msgid "):
                self.directions.pass_over(OBSOLETE)
            return
        entry = self._opened(place.start)
        entry.end = place.end
        if words.startswith("#,"):
            entry.flags |= {flag.strip() for flag in words[2:].split(",")}
        elif words.startswith("#|"):
            entry.was_other = True
        elif not words.startswith("#:"):
            self.directions.instruct(words.lstrip("#. \t"), place)

    def _opened(self, at: int) -> _Entry:
        """The entry that what stands at ``at`` before its first string belongs to."""
        if self._entry and self._entry.values:
            self._close()
        if self._entry is None:
            self._entry = _Entry(at, at)
        return self._entry

    def _statement(self, line: str, at: int, end: int) -> None:
        start = end - len(line)
        keyword = _KEYWORD.match(line, at - start)
        if keyword:
            self._begin(keyword[1], at)
        string = _STRING.match(line, keyword.end() if keyword else at - start)
        if string is None or self._value is None or self._entry is None:
            self._refuse(at, f"“{legible(line.strip())}” is no comment, keyword or string")
        self._entry.end = end
        self._take(self._value, start + string.start(1), start + string.end(1))

    def _begin(self, keyword: str, at: int) -> None:
        known = self._entry.values if self._entry else {}
        if keyword == "msgctxt" or (keyword == "msgid" and {*known} - {"msgctxt"}):
            self._opened(at)
        entry = self._entry or self._opened(at)
        if keyword in entry.values:
            self._refuse(at, f"{keyword} twice in one entry")
        if keyword.startswith("msgstr") and "msgid" not in entry.values:
            self._refuse(at, f"{keyword} without a msgid")
        self._value = entry.values[keyword] = Value()

    def _take(self, value: Value, start: int, end: int) -> None:
        done = start
        for escape in _ESCAPE.finditer(self.text, start, end):
            value.take(self.text, done, escape.start())
            octal, hexadecimal, sign = escape.groups()
            number = int(octal, 8) if octal else int(hexadecimal, 16) if hexadecimal else None
            shown = chr(number) if number is not None else _NAMED.get(sign, sign)
            value.put(shown, escape.start(), escape.end())
            done = escape.end()
        value.take(self.text, done, end)

    def _close(self) -> None:
        entry, self._entry, self._value = self._entry, None, None
        if entry is None:
            return
        source = entry.values.get("msgid")
        if source and not source.text and "msgctxt" not in entry.values:
            self._header(entry)
        elif source:
            self._unit(entry, source)
        self.directions.close(Span(entry.start, entry.end))

    def _header(self, entry: _Entry) -> None:
        told = _LANGUAGE.search(entry.values["msgstr"].text) if "msgstr" in entry.values else None
        if told and not is_english(told[1]):
            raise MtcheckError(
                f"{self.path}: a translation into “{told[1]}”, not into English (its header says)"
            )

    def _unit(self, entry: _Entry, source: Value) -> None:
        self._sources.append(source.text)
        for keyword, target in entry.values.items():
            if not keyword.startswith("msgstr"):
                continue
            plural = entry.values.get("msgid_plural")
            beside = plural if plural and keyword not in ("msgstr", "msgstr[0]") else source
            if target.text.strip() and "fuzzy" in entry.flags and entry.was_other:
                self.directions.pass_over(STALE)
                continue
            self._targets.append(target.text)
            self.blocks += pair_blocks(self.text, target, beside, self.directions)

    def _assert_from_russian(self) -> None:
        if self._sources and not mostly_cyrillic(self._sources):
            raise MtcheckError(
                f"{self.path}: its msgids are not Russian; mtcheck checks translations from Russian"
            )
        if self._targets and mostly_cyrillic(self._targets):
            raise MtcheckError(f"{self.path}: its translations are in Russian, not in English")

    def _refuse(self, at: int, why: str) -> NoReturn:
        raise MtcheckError(f"{self.path}: line {self.directions.line(at)}: not PO: {why}")
