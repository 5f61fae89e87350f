"""From raw findings to a judged document: merge, select, suppress, score, gate."""

from mtcheck.verdict.gate import Gate, Outcome
from mtcheck.verdict.judge import judge
from mtcheck.verdict.score import penalty_of, score_of

__all__ = ["Gate", "Outcome", "judge", "penalty_of", "score_of"]
