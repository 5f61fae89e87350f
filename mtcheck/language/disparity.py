"""What two sides of a pair do not have in common."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.model import Span


@dataclass(frozen=True, slots=True)
class Disparity:
    """One difference: its name, and where it lies on either side.

    ``target`` is in offsets of ``Segment.text``, ``source`` of ``Segment.source``; ``None`` where
    that side has nothing to point at.
    """

    what: str
    target: Span | None = None
    source: Span | None = None
