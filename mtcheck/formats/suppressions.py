"""Instructions in a text to leave findings alone.

In Markdown and HTML they are comments::

    <!-- mtcheck: ignore calques/quoted-by -- house style -->    the next block, or its own
    <!-- mtcheck: off -->  …  <!-- mtcheck: on -->               everything between
    <!-- mtcheck: off calques -->                                one rule or family only
    <!-- mtcheck: verbatim -->                the quotation behind it: reported, never fixed

Plain text has no comments; there the last lines of the file may be ::

    mtcheck-ignore: calques/quoted-by, broken -- house style
    mtcheck-verbatim: words of a quotation

each of which holds for the whole file. XLIFF has notes, and in its comments a dash in place of
``--``, which XML does not allow there::

    <note>mtcheck: ignore calques/quoted-by — house style</note>

A rule is a rule id, a family, an MQM category or ``*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtcheck.document import Suppression
from mtcheck.formats.lines import Line
from mtcheck.model import Span

OF_A_BLOCK = ("ignore", "verbatim")
COMMANDS = ("off", "on", *OF_A_BLOCK)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*mtcheck\s*:\s*(?P<what>.*?)\s*", re.DOTALL)
_REASON = re.compile(r"\s+(?:--|[–—])\s+")
_RULES = re.compile(r"\s*,\s*|\s+")
_RULE = re.compile(r"\*|[A-Za-z][\w.-]*(?:/[\w.-]+)*")
_LINE = re.compile(r"mtcheck-(?P<command>ignore|verbatim)\s*:(?P<what>.*)")


@dataclass(frozen=True, slots=True)
class Directive:
    """``command`` is one of ``COMMANDS``; ``at`` is where it is written."""

    command: str
    rules: tuple[str, ...]
    reason: str
    at: Span


class DirectiveError(ValueError):
    """An instruction nobody can follow; the text says what is wrong with it."""


def directive_of(comment: str, at: int) -> Directive | None:
    """The instruction in an HTML or XML comment that stands at ``at``; ``None`` in others.

    Raises ``DirectiveError``.
    """
    place = Span(at, at + len(comment))
    return directive_in(comment.removeprefix("<!--").removesuffix("-->"), place)


def directive_in(text: str, place: Span) -> Directive | None:
    """The instruction that ``text``, written at ``place``, is; ``None`` for other texts.

    Raises ``DirectiveError``.
    """
    match = _DIRECTIVE.fullmatch(text)
    if match is None:
        return None
    command, _, rest = match["what"].partition(" ")
    if command not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise DirectiveError(f"unknown instruction “mtcheck: {command}”; known: {known}")
    rules, reason = _rules_and_reason(rest)
    if not rules:
        if command == "ignore":
            raise DirectiveError("“mtcheck: ignore” names no rule; name one, or * for all")
        rules = ("*",)
    return Directive(command, rules, reason, place)


@dataclass(frozen=True, slots=True)
class Directions:
    """What the instructions of a document come to.

    ``verbatim`` are pairs of a place and the block it is in: meant is the quotation that
    follows the place there, or the block when there is none.
    """

    suppressions: tuple[Suppression, ...] = ()
    verbatim: tuple[tuple[int, Span], ...] = ()


def trailing_lines(text: str, lines: Sequence[Line]) -> tuple[list[Line], Directions, list[str]]:
    """A plain text's lines without the instructions at its end, what those say, and notes on
    those that say nothing."""
    kept = list(lines)
    found: list[Suppression] = []
    phrases: list[tuple[str, Line]] = []
    notes = []
    while kept and (kept[-1].blank or _LINE.match(kept[-1].text)):
        line = kept.pop()
        match = _LINE.match(line.text)
        if match is None:
            continue
        if match["command"] == "verbatim":
            phrases.append((match["what"].strip(), line))
            continue
        at = Span(line.start, line.end)
        try:
            rules, reason = _rules_and_reason(match["what"])
        except DirectiveError as error:
            notes.append(f"line {line.number}: {error}")
            continue
        found[:0] = [Suppression(rule, None, reason, at) for rule in rules]
        if not rules:
            notes.append(f"line {line.number}: “mtcheck-ignore:” names no rule")
    end = kept[-1].end if kept else 0
    places = {line: list(_occurrences(phrase, text, end)) for phrase, line in phrases}
    notes += [
        f"line {n.number}: these words do not occur" for n, found in places.items() if not found
    ]
    verbatim = tuple((span.start, span) for spans in places.values() for span in spans)
    return kept, Directions(tuple(found), verbatim), notes[::-1]


def _occurrences(phrase: str, text: str, end: int) -> Iterator[Span]:
    words = [re.escape(word) for word in phrase.split()]
    if words:
        yield from (Span(*m.span()) for m in re.finditer(r"\s+".join(words), text[:end]))


def _rules_and_reason(text: str) -> tuple[tuple[str, ...], str]:
    names, *reasons = _REASON.split(f" {text}", maxsplit=1)
    rules = tuple(rule for rule in _RULES.split(names.strip()) if rule)
    for rule in rules:
        if not _RULE.fullmatch(rule):
            raise DirectiveError(f"“{rule}” is no rule id, family or *")
    return rules, "".join(reasons).strip()


@dataclass
class Suppressing:
    """Collects the directives of a document in order and turns them into suppressions."""

    found: list[Suppression] = field(default_factory=list)
    verbatim: list[tuple[int, Span]] = field(default_factory=list)
    _waiting: list[Directive] = field(default_factory=list)
    _open: list[Directive] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """True while an instruction is there whose block has not come."""
        return bool(self._waiting)

    def add(self, directive: Directive, block: Span | None) -> None:
        """Take the next directive; ``block`` is the one it stands in, ``None`` between blocks."""
        if directive.command == "on":
            self._close(directive)
        elif directive.command == "off":
            self._open.append(directive)
        elif block is not None:
            self._suppress(directive, block)
        else:
            self._waiting.append(directive)

    def block(self, span: Span) -> None:
        """The next block lies here: it is what waiting directives mean."""
        for directive in self._waiting:
            self._suppress(directive, span)
        self._waiting.clear()

    def finish(self, length: int) -> Directions:
        """Close what is open at the end of a text of ``length`` characters."""
        for directive in self._open:
            self._suppress(directive, Span(directive.at.end, length))
        for directive in self._waiting:
            self._suppress(directive, Span(directive.at.end, directive.at.end))
        return Directions(tuple(self.found), tuple(self.verbatim))

    def _close(self, directive: Directive) -> None:
        still_open = []
        for opened in self._open:
            if directive.rules in (("*",), opened.rules):
                self._suppress(opened, Span(opened.at.end, directive.at.start))
            else:
                still_open.append(opened)
        self._open = still_open

    def _suppress(self, directive: Directive, span: Span) -> None:
        if directive.command == "verbatim":
            self.verbatim.append((max(directive.at.end, span.start), span))
            return
        self.found += [
            Suppression(rule, span, directive.reason, directive.at) for rule in directive.rules
        ]
