"""Findings written into an XLIFF file: a note for each, and an ITS mark on its words.

XLIFF 2 by the ITS module of XLIFF 2.1, XLIFF 1.2 by the same attributes on its
``mrk``, which takes those of other namespaces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from mtcheck.document import Document
from mtcheck.formats.edits import Edit, in_encoding
from mtcheck.formats.xliff_places import MINE, MY_ID, UnitPlace, XliffPlaces
from mtcheck.formats.xml_events import read_xml
from mtcheck.issue_types import issue_type
from mtcheck.model import Finding, Severity, Span

ITS = "http://www.w3.org/2005/11/its"
PRIORITY = {Severity.CRITICAL: 1, Severity.MAJOR: 2, Severity.MINOR: 3}
"""Of a note, from 1 (highest)."""
GRAVITY = {Severity.CRITICAL: 100, Severity.MAJOR: 50, Severity.MINOR: 10}
"""Of an ITS quality issue, from 0 to 100."""
_TAG = re.compile(
    r"<!--.*?-->|<[?!].*?>|<(/?)([^\s<>/]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.S
)
_OWN_PREFIX = re.compile(r"<((?:[\w.-]+:)?)")
_PREFIXES = ("its", *(f"its{number}" for number in range(2, 100)))
_GONE = "\0"
_WHITE = re.compile(r"\s*")
_BOUND = re.compile(rf"xmlns:([\w.-]+)\s*=\s*[\"']{re.escape(ITS)}[\"']")


def annotation_edits(document: Document, findings: Iterable[Finding]) -> list[Edit]:
    """Edits of the file's text that leave just these findings annotated.

    What an earlier run wrote goes; what nobody of us wrote stays as it is. A finding outside
    every unit has no place and is left out.
    """
    places = XliffPlaces()
    read_xml(document.text, document.path, places)
    wanted = sorted(findings, key=lambda f: (f.span.start, -f.span.end))
    writer = _Writer(document, places)
    rest = iter(wanted)
    finding = next(rest, None)
    for unit in places.units:
        mine: list[Finding] = []
        while finding is not None and finding.span.end <= unit.span.end:
            if finding.span.start >= unit.span.start:
                mine.append(finding)
            finding = next(rest, None)
        writer.unit(unit, mine)
    return writer.edits()


class _Writer:
    def __init__(self, document: Document, places: XliffPlaces) -> None:
        self._text, self._encoding = document.text, document.encoding
        self._second = places.version.startswith("2")
        self._root = places.root
        self._line_end = "\r\n" if "\r\n" in document.text else "\n"
        self._made: list[Edit] = []
        self._marked = False
        self._own = ""
        tag = self._text[places.root.start : places.root.end] if places.root else ""
        bound = _BOUND.search(tag)
        free = next(p for p in _PREFIXES if f"xmlns:{p}=" not in re.sub(r"\s+=", "=", tag))
        self._prefix = bound[1] if bound else free
        self._missing = "" if bound else f' xmlns:{free}="{ITS}"'
        if not re.search(rf"\s{self._prefix}:version\s*=", tag):
            self._missing += f' {self._prefix}:version="2.0"'

    def edits(self) -> list[Edit]:
        if self._marked and self._root is not None and self._missing:
            self._insert(self._root.end - 1, self._missing)
        return sorted(self._made, key=lambda edit: edit[0])

    def unit(self, unit: UnitPlace, findings: Sequence[Finding]) -> None:
        """Take mtcheck's annotations out of a unit and put those of the findings in."""
        own = _OWN_PREFIX.match(self._text, unit.span.start)
        self._own = own[1] if own else ""
        foreign = [note for note in unit.notes if not note.mine]
        element_goes = unit.notes_element is not None and not foreign and bool(unit.notes)
        for place in unit.marks:
            self._made.append((place, ""))
        if element_goes and unit.notes_element is not None:
            self._made.append((self._with_white_behind(unit.notes_element), ""))
        else:
            self._made += [(self._with_white_before(n.span), "") for n in unit.notes if n.mine]
        if not findings:
            return
        theirs = {i for i in unit.ids if not i.startswith(MY_ID)}
        names = [name for name in _names(len(findings) + len(theirs)) if name not in theirs]
        named = list(zip(names, findings, strict=False))
        if not unit.one_note:
            notes = [self._note(name, finding) for name, finding in named]
            self._put_notes(unit, notes, None if element_goes else unit.notes_element, foreign)
        self._put_marks(unit, named)

    def _put_notes(
        self, unit: UnitPlace, notes: list[str], element: Span | None, foreign: Sequence[object]
    ) -> None:
        last = max((n.span for n in unit.notes if not n.mine), default=None)
        if not self._second:
            place = last or unit.target
            if place is not None:
                self._insert(place.end, self._joined(notes, self._white_before(place.start)))
        elif element is not None and last is not None:
            self._insert(last.end, self._joined(notes, self._white_before(last.start)))
        elif unit.content is not None and not foreign:
            white = self._white_before(unit.content)
            inside = f"{white} " if white else ""
            joined, own = self._joined(notes, inside), self._own
            self._insert(unit.content, f"<{own}notes>{joined}{white}</{own}notes>{white}")

    def _joined(self, notes: Iterable[str], white: str) -> str:
        return "".join(f"{white}{note}" for note in notes)

    def _insert(self, at: int, words: str) -> None:
        self._made.append((Span(at, at), words))

    def _note(self, name: str, finding: Finding) -> str:
        kind = (
            f'id="{name}" category="{MINE}" appliesTo="target"'
            if self._second
            else f'from="{MINE}" annotates="target"'
        )
        words = self._words(escape(comment_of(finding)))
        tag = f"{self._own}note"
        return f'<{tag} {kind} priority="{PRIORITY[finding.severity]}">{words}</{tag}>'

    def _words(self, words: str) -> str:
        return in_encoding(words, self._encoding)

    def _put_marks(self, unit: UnitPlace, named: Sequence[tuple[str, Finding]]) -> None:
        """Tags around the words of each finding; two points where they would cross others."""
        opening: dict[int, list[str]] = defaultdict(list)
        closing: dict[int, list[str]] = defaultdict(list)
        whole: list[Span] = []
        plain = self._without(unit.marks, unit.span)
        for name, finding in named:
            span = self._markable(finding.span, plain, unit.span.start)
            if span is None:
                continue
            crosses = any(o.overlaps(span) and not o.contains(span) for o in whole)
            balanced = not crosses and _balanced(plain, span, unit.span.start)
            if not balanced and not self._second:
                continue
            self._marked = True
            attributes = self._attributes(name, finding)
            if balanced:
                whole.append(span)
                opening[span.start].append(f"<{self._own}mrk {attributes}>")
                closing[span.end].insert(0, f"</{self._own}mrk>")
            else:
                opening[span.start].append(f"<{self._own}sm {attributes}/>")
                closing[span.end].insert(0, f'<{self._own}em startRef="{name}"/>')
        for at in sorted({*opening, *closing}):
            self._insert(at, "".join([*closing[at], *opening[at]]))

    def _attributes(self, name: str, finding: Finding) -> str:
        its = self._prefix
        kind = issue_type(finding.category)
        told = self._words(quoteattr(comment_of(finding)))
        head = f'id="{name}" type="its:generic"' if self._second else f'mid="{name}" mtype="x-its"'
        return (
            f'{head} {its}:locQualityIssueType="{kind}" {its}:locQualityIssueComment={told} '
            f'{its}:locQualityIssueSeverity="{GRAVITY[finding.severity]}"'
        )

    def _markable(self, span: Span, plain: str, shift: int) -> Span | None:
        """The place for tags around a span; ``None`` where tags cannot stand."""
        opened = self._text.rfind("<![CDATA[", 0, span.end)
        inside = opened >= 0 and self._text.find("]]>", opened, span.start) < 0
        if inside or not len(span):
            return None
        return span if _balanced(plain, span, shift) else _widened(plain, span, shift)

    def _without(self, marks: Iterable[Span], unit: Span) -> str:
        """The unit's text, with ``_GONE`` where mtcheck's own tags stand."""
        text = list(self._text[unit.start : unit.end])
        for mark in marks:
            for at in range(mark.start, mark.end):
                text[at - unit.start] = _GONE
        return "".join(text)

    def _white_before(self, at: int) -> str:
        start = at
        while start and self._text[start - 1].isspace():
            start -= 1
        white = self._text[start:at]
        cut = max(white.rfind("\n"), white.rfind("\r"))
        return f"{self._line_end}{white[cut + 1 :]}" if cut >= 0 else ""

    def _with_white_before(self, span: Span) -> Span:
        start = span.start
        while self._text[start - 1].isspace():
            start -= 1
        return Span(start, span.end)

    def _with_white_behind(self, span: Span) -> Span:
        match = _WHITE.match(self._text, span.end)
        return Span(span.start, match.end() if match else span.end)


def comment_of(finding: Finding) -> str:
    """A finding in one line: severity, message, suggestion, category, rule."""
    better = f" Better: “{finding.suggestions[0]}”." if finding.suggestions else ""
    where = f"[{finding.category.value}, {finding.rule}]"
    return f"{finding.severity.value.capitalize()}: {finding.message}{better} {where}"


def _names(count: int) -> Iterator[str]:
    return (f"{MY_ID}{number}" for number in range(1, count + 1))


def _balanced(text: str, span: Span, shift: int) -> bool:
    """True when every element that begins in the span ends there; ``text`` begins at ``shift``."""
    opened = 0
    for tag in _TAG.finditer(text, span.start - shift, span.end - shift):
        if tag[2] is None or tag[3]:
            continue
        opened += -1 if tag[1] else 1
        if opened < 0:
            return False
    return opened == 0


def _widened(text: str, span: Span, shift: int) -> Span:
    """The span with a tag beside it taken in, if that makes it whole; else the span."""
    start, end = span.start - shift, span.end - shift
    start = len(text[:start].rstrip(_GONE))
    end += len(text[end:]) - len(text[end:].lstrip(_GONE))
    before = next((t for t in _TAG.finditer(text) if t.end() == start), None)
    behind = _TAG.match(text, end)
    left = [span.start] + ([before.start() + shift] if before else [])
    right = [span.end] + ([behind.end() + shift] if behind else [])
    wider = (Span(first, last) for first in left for last in right)
    return next((s for s in wider if _balanced(text, s, shift)), span)
