"""What the reader is told of an alignment: what has no counterpart, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.document import Document, Segment
from mtcheck.formats.lines import LineIndex
from mtcheck.model import Span

DOUBTFUL = 0.5
"""From this doubt on a joint is said to be doubtful, and detectors do not trust it."""

SURE = 0.1
"""Below this doubt a joint speaks for the source being that of the text."""


def notes_on(document: Document) -> Iterator[str]:
    """Notes on an aligned document whose source came as one text."""
    index = LineIndex(document.text)
    alone = [_place(s) for s in document.segments if s.source is None]
    if alone:
        yield f"{_lines(alone, index)}: no counterpart in the source"
    doubtful = [
        s.to_document(j.target.start, j.target.end)
        for s in document.segments
        for j in s.joints
        if j.doubt >= DOUBTFUL and j.target
    ]
    if doubtful:
        yield f"{_lines(doubtful, index)}: which source sentence belongs here is doubtful"
    yield from _unused(document)


def share_paired(document: Document) -> float:
    """Share of the text that is surely paired; 1.0 for a document without text."""
    whole = sum(len(segment.text) for segment in document.segments)
    joints = [j for s in document.segments for j in s.joints if j.source]
    paired = sum(len(j.target) for j in joints if j.doubt < SURE)
    return paired / whole if whole else 1.0


def not_its_source(document: Document, share: float) -> Iterator[str]:
    """The note on a source that seems to be that of another text."""
    name = document.source_file.path if document.source_file else "the source"
    yield (
        f"{name}: only {share:.0%} of this text could be paired with it; is it its source? "
        "Nothing was held against it"
    )


def _unused(document: Document) -> Iterator[str]:
    gaps = document.unpaired_source
    file = document.source_file
    if not gaps:
        return
    if file is None:
        yield f"no counterpart in this text for {len(gaps)} stretches of the source"
        return
    index = LineIndex(file.written)
    spans = [file.offsets.span(gap.start, gap.end) for gap in gaps]
    yield f"{file.path}: {_lines(spans, index)}: no counterpart in the translation"


def _place(segment: Segment) -> Span:
    return segment.to_document(0, len(segment.text))


def _lines(spans: Iterable[Span], index: LineIndex) -> str:
    """``lines 3, 7-9``: the lines that the spans touch, each once."""
    numbers = sorted({n for s in spans for n in index.touched(s.start, s.end)})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
    return f"{'line' if len(numbers) == 1 else 'lines'} {told}"
