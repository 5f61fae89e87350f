"""English that stands in Russian order, or is broken the way statistical MT breaks it.

A small network judges every junction of a parsed text: how likely is it that a token does not
follow the one before it, because something was moved there, is missing, or has the wrong form?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

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

MAX_TOKENS = 8
THRESHOLD = 0.93
ATTRIBUTING = frozenset(
    {"say", "add", "claim", "explain", "write", "ask", "note", "conclude", "argue", "warn"}
)
BATCH = 64  # texts that go through the network together


class DisorderedSpan(NamedTuple):
    """Tokens ``start`` to ``end`` (half-open) of a Doc and how likely they are broken."""

    start: int
    end: int
    probability: float


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


def disordered_spans(doc: Doc, threshold: float = THRESHOLD) -> list[DisorderedSpan]:
    """`spans_of_all` for a single text."""
    (spans,) = spans_of_all([doc], threshold)
    return spans


def spans_of_all(
    docs: Iterable[Doc], threshold: float = THRESHOLD
) -> Iterator[list[DisorderedSpan]]:
    """For each text, stretches of at most eight tokens round junctions of at least ``threshold``.

    Several texts at a time cost a good deal less than one by one.
    """
    texts = list(docs)
    for doc, classes in zip(texts, junction_classes(texts), strict=True):
        yield list(spans_in(doc, broken(classes), threshold))


def spans_in(doc: Doc, scores: Floats, threshold: float) -> Iterator[DisorderedSpan]:
    """The spans of one text by its junctions' scores, shape (n_tokens,)."""
    for first, last in runs(scores, threshold):
        start, end = trimmed(doc, max(first - 1, 0), last + 1)
        if not is_attribution(doc, start, end):
            yield DisorderedSpan(start, end, float(scores[first : last + 1].max()))


def is_attribution(doc: Doc, start: int, end: int) -> bool:
    """True for "…,” said lead author Jane Doe": there English puts the subject last as well."""
    for token in doc[start : min(start + 2, end)]:
        if token.lemma_ in ATTRIBUTING and token.i and doc[token.i - 1].is_punct:
            return token.tag_ in {"VBD", "VBZ", "VBP"}
    return False


def runs(scores: Floats, threshold: float) -> list[tuple[int, int]]:
    """First and last junction of each run: the threshold is reached in it, else half of it."""
    found: list[tuple[int, int]] = []
    for peak in np.flatnonzero(scores >= threshold):
        if found and peak <= found[-1][1]:
            continue
        first = last = int(peak)
        floor = found[-1][1] + 1 if found else 0
        for near in np.flatnonzero(scores[peak:] >= threshold / 2) + peak:
            if near - last <= 2 and near - first + 2 <= MAX_TOKENS:
                last = int(near)
        for near in np.flatnonzero(scores[:peak] >= threshold / 2)[::-1]:
            if first - near <= 2 and last - near + 2 <= MAX_TOKENS and near >= floor:
                first = int(near)
        found.append((first, last))
    return found


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and white space at its edges, unless nothing else is in it."""
    first, last = start, end
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return (first, last) if first < last else (start, end)
