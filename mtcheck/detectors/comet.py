"""What xCOMET holds for wrong (Guerreiro et al. 2024, "xCOMET: Transparent Machine Translation
Evaluation through Fine-grained Error Detection").

The severities are the model's. It names no category: the findings are of ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.comet import predicted
from mtcheck.comet.client import ErrorSpan
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.model import Category, Finding, Severity


class Comet:
    """Findings from a checkpoint's error spans; quiet where no checkpoint is given."""

    name = "comet"
    slow = True

    def __init__(self, config: Config) -> None:
        self._settings = config.comet

    def detect(self, document: Document) -> Iterator[Finding]:
        for prediction in predicted(document, self._settings):
            for span in prediction.spans:
                finding = _finding(prediction.pair, span)
                if finding is not None:
                    yield finding


def _finding(pair: SegmentPair, span: ErrorSpan) -> Finding | None:
    """``None`` for a span of nothing but white space."""
    marked = pair.text[span.start : span.end]
    if not marked.strip():
        return None
    start = pair.target.start + span.start + len(marked) - len(marked.lstrip())
    return Finding(
        rule=f"comet/{span.severity}-error",
        category=Category.OTHER,
        severity=Severity(span.severity),
        span=pair.in_document(start, start + len(marked.strip())),
        message="The neural model (xCOMET) holds this for an error; it does not say which.",
        detector=Comet.name,
        confidence=round(min(1.0, max(0.0, span.confidence)), 3),
    )
