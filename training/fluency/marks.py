"""Texts with their broken words marked, and how pieces of a garbled sentence become one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from mtcheck.language.fluency import read_together
from mtcheck.language.fluency_kinds import Kind
from training.corpus import written
from training.garble import Piece, Sentence

ARTICLES = frozenset({"a", "an", "the"})
LONGEST_MOVE = 6  # words that are marked of a stretch that was moved
BROKEN = -1  # broken, nobody knows how
UNKNOWN = -2  # not to be learned from


@dataclass(slots=True)
class Marked:
    """A text; ``marks`` are (start, end, class): a `Kind`, `BROKEN` or `UNKNOWN`.

    ``weight`` is how much it counts in training.
    """

    text: str
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    weight: float = 1.0


def joined(examples: list[Marked]) -> Marked:
    """Several texts as one paragraph."""
    text, marks = "", []
    for example in examples:
        if text:
            text += " "
        marks += [(len(text) + s, len(text) + e, kind) for s, e, kind in example.marks]
        text += example.text
    return Marked(text, marks, min(example.weight for example in examples))


def in_parts(text: Marked) -> list[Marked]:
    """The text in the stretches that the product reads at once, each with its marks."""
    parts = []
    for units in read_together(text.text):
        first, last = units[0].start, units[-1].end
        marks = [
            (max(start, first) - first, min(end, last) - first, kind)
            for start, end, kind in text.marks
            if start < last and first < end
        ]
        parts.append(Marked(text.text[first:last], marks, text.weight))
    return parts


def moved(sources: list[int]) -> set[int]:
    """The fewest sources without which the rest is in order."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(sources)
    for at, source in enumerate(sources):
        place = bisect_left(tails, source)
        tails[place : place + 1] = [source]
        ends[place : place + 1] = [at]
        before[at] = ends[place - 1] if place else -1
    kept = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(sources[at])
        at = before[at]
    return set(sources) - kept


def move_marks(sources: list[int]) -> dict[int, int]:
    """`Kind.ORDER` for what was moved; of long stretches only for the first words."""
    out = moved(sources)
    marks: dict[int, int] = {}
    run = 0
    for source in sources:
        run = run + 1 if source in out else 0
        if run:
            marks[source] = Kind.ORDER if run <= LONGEST_MOVE else UNKNOWN
    return marks


def rendered(
    sentence: Sentence, pieces: list[Piece], kinds: dict[int, int], dropped: dict[int, int]
) -> Marked:
    """The garbled sentence; ``kinds`` are by ``id`` of a piece, ``dropped`` by source."""
    orders = move_marks(
        [p.source for p in pieces if p.source >= 0 and p.source not in sentence.fronted]
    )
    by_place = gaps(pieces, dropped)
    text, marks = "", []
    for number, (_, piece, space, word) in enumerate(written(sentence, pieces)):
        text += space
        kind = kinds.get(id(piece), orders.get(piece.source, by_place.get(number, Kind.SOUND)))
        if kind != Kind.SOUND:
            marks.append((len(text), len(text) + len(word), kind))
        text += word
    return Marked(text, marks)


def gaps(pieces: list[Piece], dropped: dict[int, int]) -> dict[int, int]:
    """Kind of what is missing before each piece, by number of the piece."""
    found: dict[int, int] = {}
    for source, kind in dropped.items():
        left = max(
            (n for n, p in enumerate(pieces) if 0 <= p.source < source),
            default=-1,
            key=lambda n: pieces[n].source,
        )
        place = left + 1
        if place < len(pieces):
            found[place] = max(found.get(place, kind), kind)
    return found
