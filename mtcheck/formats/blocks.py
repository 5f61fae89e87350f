"""Blocks of a document to its segments: passing over, kinds, speech, pieces of bearable length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.document import BETWEEN_SOURCES, Document, Segment, SegmentKind
from mtcheck.formats.datelines import dateline_of
from mtcheck.formats.folding import Folded
from mtcheck.formats.kinds import Judged, Look, judge_kinds
from mtcheck.formats.lines import LineIndex
from mtcheck.formats.prose import why_not_prose
from mtcheck.formats.suppressions import Directions
from mtcheck.language.chunks import chunks
from mtcheck.language.quotations import dialogue_speech, direct_speech, quotations
from mtcheck.model import Span

LONGEST_SEGMENT = 5_000
CLOSING_MARKS = "”»\"’'“"
NO_DIRECTIONS = Directions()
NO_TEXT = "no text"
NO_PROSE = "no English prose"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell as a format found it.

    ``kind`` of ``None`` is to be judged by the text and its neighbours; ``bullet`` is the
    mark that opens a list item of plain text; ``notation`` and ``source`` are those of the
    segment.
    """

    folded: Folded
    kind: SegmentKind | None = None
    bullet: str = ""
    notation: str = ""
    source: str | None = None


def assemble(
    text: str,
    path: str,
    name: str,
    blocks: Sequence[Block],
    directions: Directions = NO_DIRECTIONS,
    notes: Sequence[str] = (),
) -> Document:
    """The document of a text and its blocks, in reading order."""
    index = LineIndex(text)
    prose: list[Block] = []
    foreign: list[Segment] = []
    passed: list[tuple[int, int, str]] = []
    for block in blocks:
        if not block.folded.text:
            continue
        reason = why_not_prose(block.folded.text)
        if reason is None:
            prose.append(block)
        else:
            span = block.folded.offsets.span(0, len(block.folded.text))
            passed.append((span.start, span.end, reason))
            kind = block.kind or SegmentKind.BODY
            foreign.append(Segment(block.folded.text, block.folded.offsets, kind))
    all_notes = [*notes, *_passed_over(passed, text, index)]
    segments, source = _with_sources(_segments(prose, index, all_notes))
    if not segments:
        all_notes.append(NO_PROSE if text.strip() else NO_TEXT)
    return Document(
        path,
        text,
        segments,
        format=name,
        source=source,
        suppressions=directions.suppressions,
        verbatim=tuple(_verbatim(segments, directions)),
        passed=tuple(foreign),
        notes=tuple(all_notes),
    )


def _with_sources(segments: Iterable[Segment]) -> tuple[tuple[Segment, ...], str | None]:
    """Segments that know where their sources stand in the source text, and that text."""
    placed: list[Segment] = []
    sources: list[str] = []
    length = 0
    for segment in segments:
        placed.append(replace(segment, source_start=length))
        if segment.source is not None:
            sources.append(segment.source)
            length += len(segment.source) + len(BETWEEN_SOURCES)
    return tuple(placed), BETWEEN_SOURCES.join(sources) if sources else None


def _verbatim(segments: Sequence[Segment], directions: Directions) -> Iterator[Span]:
    """What the instructions mean: the quotation behind each in its block, or the block."""
    if not directions.verbatim:
        return
    quoted = [s.to_document(q.start, q.end) for s in segments for q in quotations(s.text)]
    for place, block in directions.verbatim:
        yield next((q for q in sorted(quoted) if q.end > place and q.overlaps(block)), block)


def _segments(blocks: Sequence[Block], index: LineIndex, notes: list[str]) -> Iterator[Segment]:
    looks = [Look(block.folded.text, block.bullet, block.kind) for block in blocks]
    for block, judged in zip(blocks, judge_kinds(looks), strict=True):
        folded = block.folded
        pieces = list(chunks(folded.text, LONGEST_SEGMENT))
        if len(pieces) > 1:
            span = folded.offsets.span(0, len(folded.text))
            notes.append(
                f"{index.named(span.start, span.end)}: a paragraph of {len(folded.text):,} "
                f"characters, checked in {len(pieces)} pieces"
            )
        for start, end in pieces:
            piece = folded.cut(start, end) if len(pieces) > 1 else folded
            if piece.text:
                segment = _segment(piece, judged, opening=start == 0)
                yield replace(segment, notation=block.notation, source=block.source)


def _segment(folded: Folded, judged: Judged, opening: bool) -> Segment:
    speech = dialogue_speech(folded.text) if judged.spoken else direct_speech(folded.text)
    if judged.kind is SegmentKind.HEADLINE:
        speech = tuple(s for s in speech if folded.text[s.end - 1] in CLOSING_MARKS)
    dateline = None
    if opening and judged.kind is SegmentKind.BODY and not judged.spoken:
        dateline = dateline_of(folded.text)
    return Segment(
        folded.text,
        folded.offsets,
        judged.kind,
        speech=speech,
        verbatim=folded.verbatim,
        dateline=dateline,
    )


def _passed_over(
    passed: Sequence[tuple[int, int, str]], text: str, index: LineIndex
) -> Iterator[str]:
    """One note for each run of neighbouring blocks passed over for the same reason."""
    runs: list[tuple[int, int, str]] = []
    for start, end, reason in passed:
        if runs and runs[-1][2] == reason and not text[runs[-1][1] : start].strip():
            runs[-1] = (runs[-1][0], end, reason)
        else:
            runs.append((start, end, reason))
    for start, end, reason in runs:
        if reason != "no words":
            yield f"{index.named(start, end)}: {reason}, passed over"
