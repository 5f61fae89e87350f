"""What a rule is: plain data, made from the records that the loader validates and caches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.document import SegmentKind
from mtcheck.model import Category, Origin, Severity

Record = dict[str, Any]


class PatternKind(StrEnum):
    """The four ways to say what a rule looks for."""

    TOKENS = "tokens"
    DEPENDENCY = "dependency"
    PHRASE = "phrase"
    REGEX = "regex"


class Speech(StrEnum):
    """Where in respect of direct speech a rule holds."""

    ANY = "any"
    OUTSIDE = "outside"
    INSIDE = "inside"


class Where(StrEnum):
    """Where a condition's pattern has to lie in respect of the match."""

    OVERLAP = "overlap"
    INSIDE = "inside"
    BEFORE = "before"
    AFTER = "after"
    SENTENCE = "sentence"
    SEGMENT = "segment"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One alternative; ``body`` is token dicts, dependency nodes, a phrase or a regex.

    ``attribute`` says by what a phrase is compared: ``LOWER``, ``LEMMA`` or ``ORTH``.
    ``literals`` are sets of strings; a text that a regex matches has one of each set.
    """

    kind: PatternKind
    body: Any
    attribute: str = "LOWER"
    literals: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """An exception (of ``unless``) or a demand (of ``only``): any of ``patterns``, ``where``."""

    where: Where
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a rule says where the marked text matches the regex ``of``.

    ``suggest`` replace the marked text; ``write`` is what the message recommends where
    nothing can simply replace it.
    """

    of: str
    origin: Origin | None
    suggest: tuple[str, ...]
    write: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A test sentence; in a bad one ``[[…]]`` is what the rule has to mark."""

    text: str
    kind: SegmentKind
    bad: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A validated rule.

    ``pack`` is the stem of its file, ``at`` the path of keys and indexes to it in there.
    ``mark`` names the nodes that a finding covers; empty means all of the match. Of the
    ``senses`` the first that fits the marked text gives origin and suggestions; where none
    does, they are the rule's own.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    pedantic: bool
    tentative: bool
    kinds: frozenset[SegmentKind]
    speech: Speech
    message: str
    origin: Origin | None
    patterns: tuple[Pattern, ...]
    mark: tuple[str, ...]
    unless: tuple[Condition, ...]
    only: tuple[Condition, ...]
    suggest: tuple[str, ...]
    senses: tuple[Sense, ...]
    safe: bool
    across_sentences: bool
    examples: tuple[Example, ...]
    explain: str
    pack: str
    file: Path
    at: tuple[int | str, ...]

    @property
    def heeds_document(self) -> bool:
        """True when a condition of it looks at the whole document."""
        return any(c.where is Where.DOCUMENT for c in (*self.unless, *self.only))

    def named_by(self, name: str) -> bool:
        """True when ``name`` is its id, a prefix of it at a slash, its pack or its category."""
        return (
            name in (self.id, self.pack, self.category.value)
            or self.id.startswith(f"{name}/")
            or self.category.value.startswith(f"{name}/")
        )


def rule_of(record: Record) -> Rule:
    """The rule of a record that the loader has validated and normalised."""
    return Rule(
        id=record["id"],
        title=record["title"],
        category=Category(record["category"]),
        severity=Severity(record["severity"]),
        pedantic=record["level"] == "pedantic",
        tentative=record.get("level") == "tentative",
        kinds=frozenset(map(SegmentKind, record["kinds"])),
        speech=Speech(record["speech"]),
        message=record["message"],
        origin=_origin(record["origin"]),
        patterns=_patterns(record["match"]),
        mark=tuple(record["mark"]),
        unless=tuple(map(_condition, record["unless"])),
        only=tuple(map(_condition, record["only"])),
        suggest=tuple(record["suggest"]),
        senses=tuple(map(_sense, record["senses"])),
        safe=record["safe"],
        across_sentences=record["across_sentences"],
        examples=tuple(_examples(record["examples"])),
        explain=record["explain"],
        pack=_path(record["file"]).stem,
        file=_path(record["file"]),
        at=tuple(record["at"]),
    )


@cache
def _path(file: str) -> Path:
    return Path(file)


def _origin(data: Mapping[str, str] | None) -> Origin | None:
    return Origin(**dict[str, Any](data)) if data else None


def _sense(data: Record) -> Sense:
    return Sense(data["of"], _origin(data["origin"]), tuple(data["suggest"]), tuple(data["write"]))


def _patterns(data: list[Record]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            PatternKind(item["kind"]),
            item["body"],
            item.get("attribute", "LOWER"),
            tuple(map(tuple, item.get("literals", ()))),
        )
        for item in data
    )


def _condition(data: Record) -> Condition:
    return Condition(Where(data["where"]), _patterns(data["patterns"]))


def _examples(data: Mapping[str, list[Record]]) -> list[Example]:
    return [
        Example(item["text"], SegmentKind(item["kind"]), name == "bad")
        for name in ("bad", "good")
        for item in data[name]
    ]
