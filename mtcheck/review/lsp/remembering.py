"""Detectors that look only at segments they have not looked at before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from mtcheck.detectors.base import Detector, SegmentWise
from mtcheck.document import Document, Segment
from mtcheck.model import Finding, Span

SEGMENTS_KEPT = 4_000

Remembered: TypeAlias = tuple[Finding, ...]


def remembering(detector: Detector) -> Detector:
    """The detector with a memory where it can have one, else itself."""
    return Remembering(detector) if isinstance(detector, SegmentWise) else detector


class Remembering:
    """Finds what the detector finds, and knows what it has found in segments seen before.

    What hangs on more than one segment is looked for in the whole document each time. Of one
    detector with one set of settings; for one thread at a time.
    """

    def __init__(self, detector: SegmentWise) -> None:
        self.name = detector.name
        self.slow = bool(getattr(detector, "slow", False))
        self._detector = detector
        self._seen: OrderedDict[Hashable, Remembered] = OrderedDict()

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of the document. Raises as the detector does."""
        keys = [_key(segment) for segment in document.segments]
        new = {k: s for k, s in zip(keys, document.segments, strict=True) if k not in self._seen}
        if new:
            self._look_at(document, new)
        for segment, key in zip(document.segments, keys, strict=True):
            self._seen.move_to_end(key)
            yield from (_moved(finding, segment, 1) for finding in self._seen[key])
        yield from self._detector.detect_across(document)
        while len(self._seen) > max(SEGMENTS_KEPT, len(set(keys))):
            self._seen.popitem(last=False)

    def _look_at(self, document: Document, new: Mapping[Hashable, Segment]) -> None:
        segments = tuple(new.values())
        found: list[list[Finding]] = [[] for _ in segments]
        for finding in self._detector.detect_alone(replace(document, segments=segments)):
            number = _innermost(segments, finding.span)
            found[number].append(_moved(finding, segments[number], -1))
        self._seen.update(zip(new, map(tuple, found), strict=True))


def _innermost(segments: Sequence[Segment], span: Span) -> int:
    """Number of the segment that holds the span; an attribute stands inside its paragraph."""
    places = [segment.to_document(0, len(segment.text)) for segment in segments]
    holding = [number for number, place in enumerate(places) if place.contains(span)]
    return min(holding, key=lambda number: places[number].end - places[number].start)


def _key(segment: Segment) -> Hashable:
    """Equal for segments in which the same is found, wherever they stand."""
    start = segment.offsets.offset(0)
    return (
        segment.text,
        segment.kind,
        segment.speech,
        segment.verbatim,
        segment.dateline,
        segment.source,
        segment.joints,
        segment.notation,
        tuple((at, there - start) for at, there in segment.offsets.pieces),
        tuple((at, there - start) for at, there in segment.offsets.wide),
    )


def _moved(finding: Finding, segment: Segment, direction: int) -> Finding:
    """The finding in offsets from the start of its segment (-1), or back in the document's (1)."""
    source = finding.source_span
    return replace(
        finding,
        span=finding.span.shifted(direction * segment.offsets.offset(0)),
        source_span=None if source is None else source.shifted(direction * segment.source_start),
    )
