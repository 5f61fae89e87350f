"""A checkpoint's scores for a report."""

from __future__ import annotations

from statistics import fmean

from mtcheck.comet.client import predicted, signature
from mtcheck.comet_settings import CometSettings
from mtcheck.comparison import Estimate, SegmentEstimate
from mtcheck.document import Document
from mtcheck.formats.lines import LineIndex


def estimated(document: Document, settings: CometSettings) -> Estimate | None:
    """The scores of a document's pairs; ``None`` where there is none to score.

    Raises ``DetectorUnavailable`` as ``predicted``.
    """
    predictions = predicted(document, settings)
    if not predictions:
        return None
    index = LineIndex(document.text)
    segments = []
    for prediction in predictions:
        pair = prediction.pair
        span = pair.in_document(pair.target.start, pair.target.end)
        segments.append(SegmentEstimate(span, index.number(span.start), prediction.score))
    return Estimate(signature(settings), fmean(s.score for s in segments), tuple(segments))
