"""Helps tests to write packs and to run their rules on sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent

from mtcheck.document import OffsetMap, Segment, SegmentKind
from mtcheck.language.english import load_pipeline, parse
from mtcheck.language.quotations import direct_speech
from mtcheck.rules import Engine, Hit, Rule, load_rules

RULE = """\
- id: test/rule
  title: A rule of a test
  category: fluency/grammar
  severity: major
  message: "{message}"
{keys}
  match:
{match}
  examples: {{bad: ["[[x]]"], good: [y]}}
"""


def write_pack(folder: Path, text: str, name: str = "pack.yaml") -> Path:
    """A pack file with the given text."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")
    return file


def rule_text(match: str, keys: str = "", message: str = "found “{text}”") -> str:
    """The YAML of one rule; ``match`` and ``keys`` as they stand below the rule."""
    return RULE.format(
        match=indent(dedent(match).strip("\n"), "    "),
        keys=indent(dedent(keys).strip("\n"), "  "),
        message=message,
    )


def one_rule(folder: Path, match: str, keys: str = "", message: str = "found “{text}”") -> Rule:
    """The rule of a pack that has only it."""
    file = write_pack(folder, rule_text(match, keys, message))
    return next(iter(load_rules([file], shipped=False)))


def segments(*texts: str, kind: SegmentKind = SegmentKind.BODY) -> list[Segment]:
    """Parsed segments, with their direct speech."""
    return [
        Segment(text, OffsetMap.straight(0, len(text)), kind, speech=direct_speech(text), doc=doc)
        for text, doc in zip(texts, parse(texts), strict=True)
    ]


def hits(rule: Rule, *texts: str, kind: SegmentKind = SegmentKind.BODY) -> list[Hit]:
    """What a rule finds in a document of the given paragraphs."""
    return list(Engine([rule], load_pipeline()).find(segments(*texts, kind=kind)))


def marked(rule: Rule, *texts: str, kind: SegmentKind = SegmentKind.BODY) -> list[str]:
    """The texts that a rule marks in a document of the given paragraphs."""
    return [texts[hit.segment][hit.start : hit.end] for hit in hits(rule, *texts, kind=kind)]


def with_severity(rule: Rule, **changes: object) -> Rule:
    """A changed copy of a rule."""
    return replace(rule, **changes)  # type: ignore[arg-type]


def as_json(value: object) -> str:
    """A value in the flow style that YAML shares with JSON."""
    return json.dumps(value, ensure_ascii=False)
