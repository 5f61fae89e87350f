"""Sentences and their sources as documents of one segment."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.document import Document
from mtcheck.evaluation.rule_examples import segment_of


def paired_document(name: str, english: str, russian: str) -> Document:
    """A document of one segment with its source; the English may be without words."""
    segment = replace(segment_of(english), source=russian)
    return Document(path=name, text=english, segments=(segment,), source=russian)
