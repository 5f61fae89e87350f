"""sacrebleu's metrics as used here (Post 2018, "A Call for Clarity in Reporting BLEU Scores")."""

from __future__ import annotations

from typing import Any

METRICS = ("BLEU", "chrF2++", "TER")
HIGHER_IS_WORSE = frozenset({"TER"})


def metrics() -> dict[str, Any]:
    """BLEU, chrF2++ and TER as sacrebleu has them by default, by name."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2), "TER": TER()}


def sentence_metrics() -> dict[str, Any]:
    """The same for single segments: BLEU of the n-grams that a short one has."""
    from sacrebleu.metrics.bleu import BLEU

    return metrics() | {"BLEU": BLEU(effective_order=True)}
