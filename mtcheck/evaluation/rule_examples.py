"""The examples of rules as parsed segments, made the way texts of files are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtcheck.document import OffsetMap, Segment, SegmentKind
from mtcheck.formats.datelines import dateline_of
from mtcheck.language.english import parse
from mtcheck.language.quotations import direct_speech
from mtcheck.rules.examples import plain
from mtcheck.rules.rule import Example


def analyse_examples(examples: Sequence[Example]) -> Iterator[Segment]:
    """One segment an example, with its kind, direct speech, dateline and ``doc``."""
    segments = [segment_of(plain(example), example.kind) for example in examples]
    for segment, doc in zip(segments, parse(s.text for s in segments), strict=True):
        yield replace(segment, doc=doc)


def segment_of(text: str, kind: SegmentKind = SegmentKind.BODY) -> Segment:
    """A text by itself as a segment, not yet analysed."""
    return Segment(
        text,
        OffsetMap.straight(0, len(text)),
        kind,
        speech=direct_speech(text),
        dateline=dateline_of(text) if kind is SegmentKind.BODY else None,
    )
