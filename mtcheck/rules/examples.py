"""Examples are tests: what a rule marks in each of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.document import Segment
from mtcheck.rules.engine import Engine
from mtcheck.rules.rule import Example, Rule

if TYPE_CHECKING:
    from spacy.language import Language

MARK = re.compile(r"\[\[|\]\]")
Analyse = Callable[[Sequence[Example]], Iterable[Segment]]
"""Gives each example, its marks taken out, as a parsed segment of its kind."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that shows something else than it says; ``marked`` is what the rule marks."""

    rule: Rule
    example: Example
    marked: str

    @property
    def number(self) -> int:
        """The example's place among the good or the bad ones of its rule."""
        return [e for e in self.rule.examples if e.bad == self.example.bad].index(self.example)

    @property
    def at(self) -> tuple[int | str, ...]:
        """Path of keys and indexes to the example in its pack."""
        kind = "bad" if self.example.bad else "good"
        inner = ("examples", kind) if len(self.rule.at) == 1 else (kind,)
        return (*self.rule.at, *inner, self.number)


def plain(example: Example) -> str:
    """The example's text without ``[[`` and ``]]``."""
    return MARK.sub("", example.text) if example.bad else example.text


def check_examples(rules: Iterable[Rule], analyse: Analyse, nlp: Language) -> Iterator[Failure]:
    """Run every example through its own rule; yields those that fail, in order of the rules."""
    rules = list(rules)
    examples = [(rule, example) for rule in rules for example in rule.examples]
    segments = analyse([example for _, example in examples])
    engines: dict[str, Engine] = {}
    for (rule, example), segment in zip(examples, segments, strict=True):
        if rule.id not in engines:
            engines = {rule.id: Engine([rule], nlp)}
        ranges = [(hit.start, hit.end) for hit in engines[rule.id].find([segment])]
        if ranges != expected(example):
            yield Failure(rule, example, with_marks(segment.text, ranges))


def expected(example: Example) -> list[tuple[int, int]]:
    """Ranges that have to be marked, in code points of the plain text."""
    if not example.bad:
        return []
    ranges, removed, start = [], 0, 0
    for found in MARK.finditer(example.text):
        if found[0] == "[[":
            start = found.start() - removed
        else:
            ranges.append((start, found.start() - removed))
        removed += 2
    return ranges


def with_marks(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with ``[[…]]`` around ranges."""
    for start, end in sorted(ranges, reverse=True):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text
