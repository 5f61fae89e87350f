"""An analysed document beside the human translation it came with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtcheck.alignment.monolingual import stretches_of
from mtcheck.comparison import ComparedSegment, Comparison, MetricScore
from mtcheck.document import Document, Segment
from mtcheck.formats.lines import LineIndex
from mtcheck.reference.metrics import HIGHER_IS_WORSE, metrics, sentence_metrics
from mtcheck.reference.word_diff import word_diff

RESAMPLES = 1000
FEWEST_SEGMENTS = 5
"""Below so many segments, resampling says nothing."""


def compared(document: Document) -> Comparison | None:
    """The comparison of a document with its ``reference``; ``None`` where it has none."""
    if document.reference is None:
        return None
    stretches = stretches_of(document, document.reference)
    paired = [(s, r) for s, r in zip(document.segments, stretches, strict=True) if r]
    index = LineIndex(document.text)
    single = sentence_metrics()
    segments = [_segment(segment, text, index, single) for segment, text in paired]
    return Comparison(
        document.metadata.get("reference", ""),
        tuple(_scores([s.text for s, _ in paired], [text for _, text in paired])),
        tuple(sorted(segments, key=lambda s: (-s.edits, s.span))),
        len(document.segments) - len(paired),
    )


def _scores(ours: Sequence[str], references: Sequence[str]) -> list[MetricScore]:
    if not ours:
        return []
    found = []
    for name, metric in metrics().items():
        enough = len(ours) >= FEWEST_SEGMENTS
        score = metric.corpus_score(
            list(ours), [list(references)], n_bootstrap=RESAMPLES if enough else 1
        )
        signature = str(metric.get_signature())
        low = max(0.0, float(score._mean - score._ci)) if enough else None
        high = float(score._mean + score._ci) if enough else None
        if high is not None and name not in HIGHER_IS_WORSE:
            high = min(100.0, high)
        found.append(MetricScore(name, float(score.score), signature, low, high))
    return found


def _segment(
    segment: Segment, reference: str, index: LineIndex, single: dict[str, Any]
) -> ComparedSegment:
    scores = {name: m.sentence_score(segment.text, [reference]) for name, m in single.items()}
    span = segment.to_document(0, len(segment.text))
    return ComparedSegment(
        span,
        index.number(span.start),
        reference,
        {name: round(score.score, 2) for name, score in scores.items()},
        float(scores["TER"].num_edits),
        tuple(word_diff(segment.text, reference)),
    )
