"""How likely words are broken, in the light of how much of their whole text is.

A classifier knows how common its classes were where it learned. In native news broken words are
far rarer than that, in a poor translation they may be as common: the same doubt about a word
means little in the one and much in the other. So the share of broken words is estimated for
the text at hand, and the probabilities are corrected for it: Saerens, Latinne and Decaestecker,
“Adjusting the Outputs of a Classifier to New a Priori Probabilities: A Simple Procedure”,
Neural Computation 14 (2002).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mtcheck.language.fluency import Verdict
from mtcheck.language.fluency_model import Floats

TRAINED_SHARE = 0.095  # of the words the model has learned from
EXPECTED_SHARE = 0.01  # of a text before anything is known of it
EXPECTED_UNITS = 50  # as much as so many words speak for the share that was expected
ROUNDS = 30
SUREST = 1e-5


def in_company(verdicts: Sequence[Verdict]) -> list[Floats]:
    """How likely each unit is broken, from 0 to 1, the verdicts being on the parts of one text."""
    if not verdicts:
        return []
    broken = np.clip(np.concatenate([v.broken for v in verdicts]), SUREST, 1 - SUREST)
    odds = broken / (1 - broken)
    corrected = odds * _factor(_share_of_broken(odds))
    likely = np.asarray(corrected / (1 + corrected), np.float32)
    ends = np.cumsum([len(v.units) for v in verdicts])
    return np.split(likely, ends[:-1])


def _share_of_broken(odds: Floats) -> float:
    """The share of broken units that the odds, corrected for it, add up to."""
    share = TRAINED_SHARE
    for _ in range(ROUNDS):
        corrected = odds * _factor(share)
        number = float((corrected / (1 + corrected)).sum())
        share = (number + EXPECTED_UNITS * EXPECTED_SHARE) / (len(odds) + EXPECTED_UNITS)
    return share


def _factor(share: float) -> float:
    """What odds are multiplied by where ``share`` of the units are broken."""
    return share / (1 - share) * (1 - TRAINED_SHARE) / TRAINED_SHARE
