"""Comparison with a human translation. It informs; it makes no findings."""

from mtcheck.reference.compare import compared
from mtcheck.reference.metrics import METRICS, metrics

__all__ = ["METRICS", "compared", "metrics"]
