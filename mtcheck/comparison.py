"""What a comparison with a human translation says: scores and word differences, no findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mtcheck.places import Span


@dataclass(frozen=True, slots=True)
class MetricScore:
    """A score of a whole text, with the 95 % interval of bootstrap resampling.

    ``signature`` is sacrebleu's: a score without it is not a result. ``low`` and ``high`` are
    ``None`` where the text has too few segments to be resampled.
    """

    name: str
    score: float
    signature: str
    low: float | None = None
    high: float | None = None


class DiffKind(StrEnum):
    """Where words of a comparison stand."""

    SAME = "same"
    ONLY_HERE = "only here"
    ONLY_IN_REFERENCE = "only in the reference"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of words that both texts have, or one of them."""

    kind: DiffKind
    text: str


@dataclass(frozen=True, slots=True)
class ComparedSegment:
    """A segment beside its stretch of the reference.

    ``span`` is in offsets of the document, ``line`` where it begins. ``scores`` are by metric;
    ``edits`` is TER's number of edits, the words a reader would have to touch.
    """

    span: Span
    line: int
    reference: str
    scores: dict[str, float]
    edits: float
    diff: tuple[DiffPart, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document against a reference; ``segments`` are in order of damage, worst first.

    ``unpaired`` is the number of segments for which the reference has no counterpart; they
    are in no score.
    """

    path: str
    scores: tuple[MetricScore, ...]
    segments: tuple[ComparedSegment, ...]
    unpaired: int = 0


@dataclass(frozen=True, slots=True)
class SegmentEstimate:
    """A model's score of a sentence without a reference; higher is better."""

    span: Span
    line: int
    score: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A neural model's scores of a document's sentences, and their mean."""

    signature: str
    mean: float
    segments: tuple[SegmentEstimate, ...]
