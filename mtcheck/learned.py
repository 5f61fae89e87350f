"""What a desk's decisions have taught a run: rules to lower or silence, names that are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the decisions say of one rule; ``evidence`` says it in words, with the figures.

    Its findings fall by one severity, or are ``silent``.
    """

    rule: str
    silent: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Learned:
    """All lessons by rule, and the names that readers found right, each with its evidence."""

    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lessons or self.names)
