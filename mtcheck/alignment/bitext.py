"""A document beside its Russian: every segment gets its stretch of the source, and joints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.alignment.anchors import evidence
from mtcheck.alignment.beads import Bead, Rows, best_beads
from mtcheck.alignment.doubts import not_its_source, notes_on, share_paired
from mtcheck.document import BETWEEN_SOURCES, Document, Joint, Segment
from mtcheck.language.english_sentences import sentence_spans
from mtcheck.language.russian_text import sentences, tokens
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST_MISSING = 3
"""Paragraphs of the source missing in a row that are taken for left out; more are a cut."""
SPLIT_DOUBT = 0.9
"""A sentence over two paragraphs of the target: which part is where is not known."""
LEAST_PAIRED = 0.35
"""Share of a text that has to be surely paired. Of sixteen articles all was with their own source,
nothing with that of another."""
MOST_PLACES = 16_000_000
"""Pairs of sentences that are looked at; beyond that whole paragraphs are aligned."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence: which segment or paragraph of the source it is in, and where.

    ``span`` is in offsets of the segment's text, of a source sentence in those of the source.
    """

    owner: int
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A joint before it is known where its segment's source begins."""

    owner: int
    target: Span
    source: Span
    doubt: float


def aligned(document: Document) -> Document:
    """The analysed document with ``joints`` for every segment that has a source.

    A source that came as one text is first parted among the segments, with notes on what has
    no counterpart and what is doubtful; where too little can be paired, with a note that it
    may be the source of another text. Segments that have joints keep them.
    """
    if document.source is None:
        return document
    if any(segment.source is not None for segment in document.segments):
        segments = tuple(map(_within, document.segments))
        return replace(document, segments=segments)
    whole = replace(document, segments=_parted(document.segments, document.source))
    share = share_paired(whole)
    told = not_its_source(document, share) if share < LEAST_PAIRED else notes_on(whole)
    document = document if share < LEAST_PAIRED else whole
    return replace(document, notes=(*document.notes, *told))


def source_paragraphs(source: str) -> Iterator[Span]:
    """The paragraphs of a source text; a blank line stands between two."""
    start = 0
    for paragraph in source.split(BETWEEN_SOURCES):
        yield Span(start, start + len(paragraph))
        start += len(paragraph) + len(BETWEEN_SOURCES)


def _within(segment: Segment) -> Segment:
    """The segment with its sentences joined to those of its source."""
    if not segment.source or segment.joints:
        return segment
    target = list(target_units([segment]))
    source = [Unit(0, span) for span in sentences(segment.source)]
    if len(target) < 2 and len(source) < 2:
        return segment
    pieces = _pieces(_beads([segment], target, segment.source, source), target, source)
    joints = tuple(Joint(p.target, p.source, p.doubt) for p in pieces)
    return replace(segment, joints=joints)


def _parted(segments: Sequence[Segment], source: str) -> tuple[Segment, ...]:
    target = list(target_units(segments))
    paragraphs = list(source_paragraphs(source))
    units = list(_source_units(source, paragraphs))
    if len(target) * len(units) > MOST_PLACES:
        target = [Unit(n, Span(0, len(s.text))) for n, s in enumerate(segments)]
        units = [Unit(n, span) for n, span in enumerate(paragraphs)]
    pieces = _pieces(_beads(segments, target, source, units), target, units)
    by_owner = {n: list(found) for n, found in groupby(pieces, key=lambda p: p.owner)}
    return tuple(
        _joined(segment, by_owner.get(number, []), source)
        for number, segment in enumerate(segments)
    )


def _joined(segment: Segment, pieces: Sequence[Piece], source: str) -> Segment:
    held = [piece.source for piece in pieces if piece.source]
    if not held:
        return segment
    start, end = held[0].start, max(span.end for span in held)
    joints = []
    for piece in pieces:
        first = min(max(piece.source.start, start), end) - start
        last = min(max(piece.source.end, start), end) - start
        joints.append(Joint(piece.target, Span(first, last), piece.doubt))
    return replace(segment, source=source[start:end], source_start=start, joints=tuple(joints))


def target_units(segments: Iterable[Segment]) -> Iterator[Unit]:
    """The sentences of analysed segments. Raises ``ValueError`` where one is not analysed."""
    for number, segment in enumerate(segments):
        if segment.doc is None:
            raise ValueError("a document has to be analysed before it is aligned")
        yield from (Unit(number, span) for span in sentence_spans(segment.doc))


def _source_units(source: str, paragraphs: Iterable[Span]) -> Iterator[Unit]:
    for number, paragraph in enumerate(paragraphs):
        for span in sentences(source[paragraph.start : paragraph.end]):
            yield Unit(number, Span(paragraph.start + span.start, paragraph.start + span.end))


def _beads(
    segments: Sequence[Segment], target: Sequence[Unit], source_text: str, source: Sequence[Unit]
) -> list[Bead]:
    found = evidence(
        [target_tokens(segments[unit.owner], unit.span) for unit in target],
        [tokens(source_text, unit.span.start, unit.span.end) for unit in source],
    )
    borders = borders_of(target), borders_of(source)
    return best_beads(Rows(lengths_of(target), lengths_of(source), *borders, found))


def target_tokens(segment: Segment, span: Span) -> list[Token]:
    """The tokens of a stretch of an analysed segment."""
    assert segment.doc is not None
    stretch = segment.doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(stretch or ())


def lengths_of(units: Sequence[Unit]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Characters a sentence."""
    return np.array([len(unit.span) for unit in units], dtype=float)


def borders_of(units: Sequence[Unit]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where paragraphs begin: before each sentence, and behind the last."""
    owners = [None, *(unit.owner for unit in units), None]
    return np.array([a != b for a, b in pairwise(owners)], dtype=bool)


def _pieces(
    beads: Sequence[Bead], target: Sequence[Unit], source: Sequence[Unit]
) -> Iterator[Piece]:
    """The beads as pieces of segments, in order; what belongs to no segment is left out."""
    lost: list[tuple[Unit, float]] = []
    before: Piece | None = None
    paragraph = -1
    for bead in beads:
        own, other = target[slice(*bead.target)], source[slice(*bead.source)]
        if not own:
            lost.append((other[0], bead.doubt))
            continue
        first = other[0].owner if other else paragraph
        yield from _left_out(lost, before, own[0], paragraph, first)
        lost = []
        at = before.source.end if before else 0
        span = Span(other[0].span.start, other[-1].span.end) if other else Span(at, at)
        owners = sorted({unit.owner for unit in own})
        for owner in owners:
            held = [unit.span for unit in own if unit.owner == owner]
            doubt = bead.doubt if len(owners) == 1 else max(bead.doubt, SPLIT_DOUBT)
            before = Piece(owner, Span(held[0].start, held[-1].end), span, doubt)
            yield before
        paragraph = other[-1].owner if other else paragraph
    yield from _left_out(lost, before, None, paragraph, -1)


def _left_out(
    lost: Sequence[tuple[Unit, float]],
    before: Piece | None,
    behind: Unit | None,
    paragraph_before: int,
    paragraph_behind: int,
) -> Iterator[Piece]:
    """Source sentences without partner, given to the segment they would stand in.

    Those of the same paragraph as a neighbour's go to its segment, those of whole paragraphs
    to the one before, unless there are too many.
    """
    whole = {unit.owner for unit, _ in lost} - {paragraph_before, paragraph_behind}
    same = before is not None and behind is not None and before.owner == behind.owner
    for unit, doubt in lost:
        backwards = unit.owner != paragraph_behind or same
        if unit.owner in whole and len(whole) > MOST_MISSING and not same:
            continue
        if before and (backwards or not behind):
            yield Piece(before.owner, Span(before.target.end, before.target.end), unit.span, doubt)
        elif behind:
            yield Piece(behind.owner, Span(0, 0), unit.span, doubt)
