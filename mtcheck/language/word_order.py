"""English that stands in Russian order, or is broken the way statistical MT breaks it.

A small convolutional network reads the tags, arcs and context vectors of a parsed text and judges
every junction: how likely is it that a token does not follow the one before it, because something
was moved there, is missing, or has the wrong form? Trained by `training/word_order.py`; the
weights are data (`rules/models/word-order.npz`), inference is numpy alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

DILATIONS = (1, 1, 2, 4)
DISTANCES = np.array([-16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16])
FLAGS = ("IS_TITLE", "IS_UPPER", "IS_PUNCT", "IS_QUOTE", "LIKE_NUM", "IS_ALPHA", "SPACY")
TENSOR_WIDTH = 96
VOCABULARIES = ("tags", "arcs", "words")
MIN_WORDS = 6
MAX_TOKENS = 8
THRESHOLD = 0.9


class JunctionClass(IntEnum):
    """What is wrong where a token meets the one before it."""

    SOUND = 0
    CLAUSE = 1  # subject, verb, object or adverbial moved
    PHRASE = 2  # moved within a noun phrase, or a preposition missing
    MISSING = 3  # subject, verb or auxiliary missing
    ARTICLE = 4  # only an article missing
    FORM = 5  # wrong form, or a word too many


BROKEN = [
    JunctionClass.CLAUSE,
    JunctionClass.PHRASE,
    JunctionClass.MISSING,
    JunctionClass.FORM,
]


class DisorderedSpan(NamedTuple):
    """Tokens ``start`` to ``end`` (half-open) of a Doc and how likely they are broken."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sorted spaCy string hashes of the tags, arcs and words that the model knows; 0 = unknown."""

    tags: NDArray[np.uint64]
    arcs: NDArray[np.uint64]
    words: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Features:
    """What the network reads of n tokens (white space left out)."""

    tokens: Integers  # (n,) index in the Doc
    tags: Integers  # (n,)
    arcs: Integers  # (n,)
    words: Integers  # (n,)
    heads: Integers  # (n,) row of the head
    distances: Integers  # (n,) bucket of the signed distance to the head
    dense: Floats  # (n, 96 + flags): the tagger's context vectors and lexical flags


def known(hashes: NDArray[np.uint64], values: NDArray[np.uint64]) -> Integers:
    """Position of each value in the sorted hashes, counted from 1; 0 where it is not in them."""
    places = np.searchsorted(hashes, values).clip(max=len(hashes) - 1)
    return np.where(hashes[places] == values, places + 1, 0)


def features(doc: Doc, vocabulary: Vocabulary) -> Features:
    """The network's input of a parsed text.

    Raises ``MtcheckError`` when the pipeline left no context vectors of 96 columns.
    """
    from spacy import attrs

    if doc.tensor.shape != (len(doc), TENSOR_WIDTH):
        raise MtcheckError(
            "the word-order model needs context vectors of width 96 (a tok2vec pipeline)"
        )
    columns = [attrs.TAG, attrs.DEP, attrs.NORM, attrs.HEAD, attrs.IS_SPACE]
    columns += [getattr(attrs, flag) for flag in FLAGS]
    table = np.asarray(doc.to_array(columns), np.uint64).reshape(len(doc), len(columns))
    tokens = np.flatnonzero(table[:, 4] == 0)
    rows = np.cumsum(table[:, 4] == 0) - 1
    offsets = table[:, 3].astype(np.int64)
    heads = rows[np.arange(len(doc)) + offsets].clip(min=0)[tokens]
    table = table[tokens]
    return Features(
        tokens=tokens,
        tags=known(vocabulary.tags, table[:, 0]),
        arcs=known(vocabulary.arcs, table[:, 1]),
        words=known(vocabulary.words, table[:, 2]),
        heads=heads,
        distances=np.digitize(heads - np.arange(len(tokens)), DISTANCES),
        dense=np.concatenate(
            [np.asarray(doc.tensor, np.float32)[tokens], table[:, 5:].astype(np.float32)], axis=1
        ),
    )


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of the network; `layers` by name, `metadata` as the training script wrote it."""

    vocabulary: Vocabulary
    layers: dict[str, Floats]
    metadata: dict[str, Any]

    def embedded(self, read: Features) -> Floats:
        """Shape (n, width of the first layer)."""
        layer = self.layers
        parts = [
            layer["tag"][read.tags],
            layer["arc"][read.arcs],
            layer["word"][read.words],
            layer["distance"][read.distances],
            layer["head_tag"][read.tags[read.heads]],
            layer["head_arc"][read.arcs[read.heads]],
            read.dense * layer["scale"],
        ]
        return np.concatenate(parts, axis=1)

    def classes(self, read: Features) -> Floats:
        """Probabilities of the classes of each junction, shape (n, 5)."""
        layer = self.layers
        hidden = np.maximum(self.embedded(read) @ layer["w0"] + layer["b0"], 0)
        for number, dilation in enumerate(DILATIONS, start=1):
            scaled = normalised(hidden)
            window = [shifted(scaled, dilation), scaled, shifted(scaled, -dilation)]
            mixed = np.concatenate(window, axis=1) @ layer[f"w{number}"] + layer[f"b{number}"]
            hidden = hidden + np.maximum(mixed, 0)
        scaled = normalised(hidden)
        pair = np.concatenate([shifted(scaled, 1), scaled], axis=1)
        top = np.maximum(pair @ layer["w_pair"] + layer["b_pair"], 0)
        logits = top @ layer["w_class"] + layer["b_class"]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def normalised(hidden: Floats) -> Floats:
    """Rows at root mean square one (Zhang and Sennrich 2019)."""
    return np.asarray(hidden / np.sqrt(np.mean(hidden**2, axis=1, keepdims=True) + 1e-5))


def shifted(rows: Floats, by: int) -> Floats:
    """Rows moved down (by > 0) or up, zeros where nothing is left."""
    moved = np.zeros_like(rows)
    if abs(by) < len(rows):
        if by > 0:
            moved[by:] = rows[:-by]
        else:
            moved[:by] = rows[-by:]
    return moved


@lru_cache(maxsize=4)
def load_network(path: Path | None = None) -> Network:
    """The trained network, read once; ``path`` is by default the one that ships.

    Raises ``MtcheckError`` when the file is missing or not one that the training script wrote.
    """
    path = path or rules_dir() / "models" / "word-order.npz"
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        metadata = json.loads(str(arrays.pop("metadata")))
        vocabulary = Vocabulary(*(arrays.pop(f"vocabulary_{kind}") for kind in VOCABULARIES))
    except (OSError, ValueError, KeyError) as error:
        raise MtcheckError(
            f"the word-order model {path} cannot be read ({error}); reinstall mtcheck"
        ) from None
    layers = {name: array.astype(np.float32) for name, array in arrays.items()}
    return Network(vocabulary, layers, metadata)


def junctions(doc: Doc) -> Floats:
    """Probabilities of the classes of the junction before each token, shape (n_tokens, 5).

    Columns as in `JunctionClass`. White-space tokens count as sound.
    """
    network = load_network()
    result = np.zeros((len(doc), len(JunctionClass)), np.float32)
    result[:, JunctionClass.SOUND] = 1.0
    if len(doc):
        read = features(doc, network.vocabulary)
        if len(read.tokens):
            result[read.tokens] = network.classes(read)
    return result


def disorder(doc: Doc) -> Floats:
    """How likely each token does not follow the one before it, shape (n_tokens,).

    A missing article alone does not count. Tokens of sentences of fewer than six words get 0.
    """
    classes = junctions(doc)
    return np.asarray(classes[:, BROKEN].sum(axis=1) * in_long_sentences(doc), np.float32)


def in_long_sentences(doc: Doc) -> NDArray[np.bool_]:
    mask = np.zeros(len(doc), bool)
    for sentence in doc.sents:
        words = sum(1 for token in sentence if token.text[0].isalnum())
        mask[sentence.start : sentence.end] = words >= MIN_WORDS
    return mask


def disordered_spans(doc: Doc, threshold: float = THRESHOLD) -> list[DisorderedSpan]:
    """Stretches of at most eight tokens round junctions of at least ``threshold``, in order."""
    scores = disorder(doc)
    spans: list[DisorderedSpan] = []
    for first, last in runs(scores, threshold):
        start, end = trimmed(doc, max(first - 1, 0), last + 1)
        spans.append(DisorderedSpan(start, end, float(scores[first : last + 1].max())))
    return spans


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
