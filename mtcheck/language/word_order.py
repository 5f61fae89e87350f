"""English that stands in Russian order, or is broken the way statistical MT breaks it.

A small network judges every junction of a parsed text: how likely is it that a token does not
follow the one before it, because something was moved there, is missing, or has the wrong form?
Too weak for findings, which the fluency model makes; part of the estimate of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.language.junctions import (
    BROKEN,
    Floats,
    JunctionClass,
    features,
    in_long_sentences,
    load_network,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

ATTRIBUTING = frozenset(
    {"say", "add", "claim", "explain", "write", "ask", "note", "conclude", "argue", "warn"}
)
BATCH = 64  # texts that go through the network together


def junction_classes(docs: Iterable[Doc]) -> Iterator[Floats]:
    """Probabilities of `JunctionClass` before each token; shape (n_tokens, classes).

    White-space tokens, and all tokens of sentences of fewer than six words, count as sound.
    Raises ``MtcheckError`` without the weights or with a pipeline that they do not fit.
    """
    network = load_network()
    waiting = iter(docs)
    while batch := list(islice(waiting, BATCH)):
        reads = features(batch, network.vocabulary)
        for doc, read, classes in zip(batch, reads, network.classes(reads), strict=True):
            result = np.zeros((len(doc), len(JunctionClass)), np.float32)
            result[:, JunctionClass.SOUND] = 1.0
            judged = in_long_sentences(read)
            result[read.tokens[judged]] = classes[judged]
            yield result


def disorder(doc: Doc) -> Floats:
    """How likely each token does not follow the one before it, shape (n_tokens,).

    A missing article alone does not count. Errors as of `junction_classes`.
    """
    (classes,) = junction_classes([doc])
    return broken(classes)


def broken(classes: Floats) -> Floats:
    return np.asarray(classes[:, BROKEN].sum(axis=1), np.float32)


def is_attribution(doc: Doc, start: int, end: int) -> bool:
    """True for "…,” said lead author Jane Doe": there English puts the subject last as well."""
    for token in doc[start : min(start + 2, end)]:
        if token.lemma_ in ATTRIBUTING and token.i and doc[token.i - 1].is_punct:
            return token.tag_ in {"VBD", "VBZ", "VBP"}
    return False
