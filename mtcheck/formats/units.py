"""What the units of a bilingual file have in common: instructions, remarks, what is passed over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mtcheck.formats.lines import LineIndex
from mtcheck.formats.suppressions import (
    OF_A_BLOCK,
    Directive,
    DirectiveError,
    Suppressing,
    directive_in,
)
from mtcheck.model import Span

NOT_TO_BE_TRANSLATED = "not to be translated"
WITHOUT_TARGET = "without a target"
WITHOUT_SOURCE = "without a Russian source"


def legible(words: str, most: int = 60) -> str:
    """Words of a file for a message of one line: cut, without what does not print."""
    shown = words if len(words) <= most else f"{words[:most]}…"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in shown)


@dataclass
class UnitDirections:
    """Collects the instructions of a file's units, and what a reader should know of them."""

    text: str
    suppressing: Suppressing = field(default_factory=Suppressing)
    _notes: list[str] = field(default_factory=list)
    _passed: Counter[str] = field(default_factory=Counter)
    _of_unit: list[Directive] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines = LineIndex(self.text)

    def instruct(self, words: str, place: Span, in_unit: bool = True) -> None:
        """Take a note or comment, which may be an instruction for its unit or for the next."""
        try:
            directive = directive_in(words, place)
        except DirectiveError as error:
            self.remark(place.start, str(error))
            return
        if directive is None:
            return
        if in_unit and directive.command in OF_A_BLOCK:
            self._of_unit.append(directive)
        else:
            self.suppressing.add(directive, None)

    def close(self, unit: Span) -> None:
        """The unit ends: what was said in it and before it holds there."""
        self.suppressing.block(unit)
        for directive in self._of_unit:
            self.suppressing.add(directive, unit)
        self._of_unit.clear()

    def remark(self, at: int, words: str) -> None:
        self._notes.append(f"line {self._lines.number(at)}: {words}")

    def line(self, at: int) -> int:
        """The line of an offset, from 1."""
        return self._lines.number(at)

    def tell(self, words: str) -> None:
        if words not in self._notes:
            self._notes.append(words)

    def pass_over(self, why: str) -> None:
        self._passed[why] += 1

    def all_notes(self) -> list[str]:
        """What a reader should know, the counts of what was passed over last."""
        counted = [f"{n:,} segments {why}, passed over" for why, n in self._passed.items()]
        return [*self._notes, *(c.replace("1 segments", "1 segment", 1) for c in counted)]
