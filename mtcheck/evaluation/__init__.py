"""Measures findings against errors marked by hand."""

from mtcheck.evaluation.agreement import Agreement, Match, agreement
from mtcheck.evaluation.gold import Mark, MarkedText, read_marked

__all__ = ["Agreement", "Mark", "MarkedText", "Match", "agreement", "read_marked"]
