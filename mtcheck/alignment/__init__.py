"""Which sentence of the Russian each sentence of the English translates."""

from mtcheck.alignment.bitext import aligned

__all__ = ["aligned"]
