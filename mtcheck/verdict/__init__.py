"""From raw findings to a judged document: merge, select, suppress, score, gate."""

from mtcheck.verdict.baseline import Baseline
from mtcheck.verdict.baseline_file import (
    BASELINE_NAME,
    dump_baseline,
    name_in,
    path_of,
    read_baseline,
)
from mtcheck.verdict.gate import Gate, Outcome
from mtcheck.verdict.judge import judge
from mtcheck.verdict.score import penalty_of, score_of

__all__ = [
    "BASELINE_NAME",
    "Baseline",
    "Gate",
    "Outcome",
    "dump_baseline",
    "judge",
    "name_in",
    "path_of",
    "penalty_of",
    "read_baseline",
    "score_of",
]
