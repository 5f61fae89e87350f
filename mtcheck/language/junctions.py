"""The network that judges junctions: what it reads of a parsed text, its layers, its weights.

A junction is where a token meets the one before it. The network is convolutional, with a reach
of eight tokens to each side; `training/word_order.py` trains it, here it is numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

DILATIONS = (1, 1, 2, 4)
GAP = max(DILATIONS)
DISTANCES = np.array([-16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16])
FLAGS = ("IS_TITLE", "IS_UPPER", "IS_PUNCT", "IS_QUOTE", "LIKE_NUM", "IS_ALPHA", "SPACY")
TENSOR_WIDTH = 96
VOCABULARIES = ("tags", "arcs", "words")
MIN_WORDS = 6


class JunctionClass(IntEnum):
    """What is wrong where a token meets the one before it."""

    SOUND = 0
    CLAUSE = 1  # subject, verb, object or adverbial moved
    PHRASE = 2  # moved within a noun phrase, or a preposition missing
    MISSING = 3  # subject, verb or auxiliary missing
    ARTICLE = 4  # only an article missing
    FORM = 5  # wrong form, or a word too many


BROKEN = [JunctionClass.CLAUSE, JunctionClass.PHRASE, JunctionClass.MISSING]


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
    sentences: Integers  # (n,) number of the sentence


def known(hashes: NDArray[np.uint64], values: NDArray[np.uint64]) -> Integers:
    """Position of each value in the sorted hashes, counted from 1; 0 where it is not in them."""
    places = np.searchsorted(hashes, values).clip(max=len(hashes) - 1)
    return np.where(hashes[places] == values, places + 1, 0)


def in_long_sentences(read: Features) -> NDArray[np.bool_]:
    """Tokens of sentences of at least `MIN_WORDS` tokens that are not punctuation."""
    if not len(read.tokens):
        return np.zeros(0, bool)
    words = read.dense[:, TENSOR_WIDTH + FLAGS.index("IS_PUNCT")] == 0
    return np.asarray(np.bincount(read.sentences, weights=words)[read.sentences] >= MIN_WORDS)


def table_of(doc: Doc) -> NDArray[np.uint64]:
    """Attributes of the tokens as spaCy stores them, shape (n_tokens, 6 + flags).

    Raises ``MtcheckError`` when the pipeline left no context vectors of 96 columns.
    """
    from spacy import attrs

    if doc.tensor.shape != (len(doc), TENSOR_WIDTH):
        raise MtcheckError(
            "the word-order model needs context vectors of width 96 (a tok2vec pipeline)"
        )
    columns = [attrs.TAG, attrs.DEP, attrs.NORM, attrs.HEAD, attrs.IS_SPACE, attrs.SENT_START]
    columns += [getattr(attrs, flag) for flag in FLAGS]
    return np.asarray(doc.to_array(columns), np.uint64).reshape(len(doc), len(columns))


def features(docs: Sequence[Doc], vocabulary: Vocabulary) -> list[Features]:
    """The network's input of each parsed text. Errors as of `table_of`."""
    lengths = [len(doc) for doc in docs]
    table = np.concatenate([table_of(doc) for doc in docs])
    tensor = np.concatenate([np.asarray(doc.tensor, np.float32) for doc in docs])
    starts = np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
    seen = table[:, 4] == 0
    rows = np.cumsum(seen) - 1
    sentences = np.cumsum(table[:, 5] == 1)
    heads = rows[np.arange(len(table)) + table[:, 3].astype(np.int64)].clip(min=0)[seen]
    distances = np.digitize(heads - np.arange(len(heads)), DISTANCES)
    dense = np.concatenate([tensor, table[:, 6:].astype(np.float32)], axis=1)[seen]
    columns = [
        (np.arange(len(table)) - starts)[seen],
        known(vocabulary.tags, table[seen, 0]),
        known(vocabulary.arcs, table[seen, 1]),
        known(vocabulary.words, table[seen, 2]),
        heads,
        distances,
        dense,
        sentences[seen],
    ]
    seen_before = np.concatenate([[0], np.cumsum(seen)])
    result = []
    for start, end in pairwise(seen_before[np.cumsum([0, *lengths])].tolist()):
        tokens, tags, arcs, words, head, distance, vectors, numbers = (
            column[start:end] for column in columns
        )
        head = (head - start).clip(0, max(end - start - 1, 0))
        number = numbers - numbers[:1]
        result.append(Features(tokens, tags, arcs, words, head, distance, vectors, number))
    return result


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

    def classes(self, reads: Sequence[Features]) -> list[Floats]:
        """Probabilities of the classes of each junction, for each text of shape (n, classes).

        The texts go through together, rows of zeros between them as beyond their ends.
        """
        layer = self.layers
        starts = np.cumsum([0, *(len(read.tokens) + GAP for read in reads)])
        inputs = np.zeros((starts[-1], len(layer["w0"])), np.float32)
        real = np.zeros((starts[-1], 1), np.float32)
        for start, read in zip(starts, reads, strict=False):
            inputs[start : start + len(read.tokens)] = self.embedded(read)
            real[start : start + len(read.tokens)] = 1
        hidden = np.maximum(inputs @ layer["w0"] + layer["b0"], 0) * real
        for number, dilation in enumerate(DILATIONS, start=1):
            scaled = normalised(hidden)
            window = [shifted(scaled, dilation), scaled, shifted(scaled, -dilation)]
            mixed = np.concatenate(window, axis=1) @ layer[f"w{number}"] + layer[f"b{number}"]
            hidden += np.maximum(mixed, 0) * real
        scaled = normalised(hidden)
        pair = np.concatenate([shifted(scaled, 1), scaled], axis=1)
        top = np.maximum(pair @ layer["w_pair"] + layer["b_pair"], 0)
        powers = softmax(top @ layer["w_class"] + layer["b_class"])
        ends = starts[:-1] + [len(read.tokens) for read in reads]
        return [powers[start:end] for start, end in zip(starts, ends, strict=False)]


def softmax(logits: Floats) -> Floats:
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
