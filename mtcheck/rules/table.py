"""Many parsed segments as one table of tokens, on which whole patterns are tested at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.document import Segment
from mtcheck.rules.attributes import OWN_COLUMNS, Attributes, Bools, Hashes, Integers

if TYPE_CHECKING:
    from spacy.tokens import Token

Specification = tuple[tuple[str, int], ...]
ALWAYS = ("HEAD", "SENT_START", "LENGTH")


class TokenTable:
    """The tokens of segments one after the other; all arrays have one entry a token.

    ``head`` is the index of the syntactic head (its own for a root), ``sentence`` counts
    sentences over the whole table, ``segment`` says in which segment a token is, ``start``
    and ``end`` are code points in that segment's text. Every segment needs its ``doc``.
    """

    def __init__(self, segments: Sequence[Segment], attributes: Attributes) -> None:
        self.segments = segments
        self._attributes = attributes
        self._docs = [segment.doc for segment in segments if segment.doc is not None]
        if len(self._docs) != len(segments):
            raise ValueError("a segment without analysis")
        self._lay_out()
        self._truth: dict[str, tuple[Bools, Integers]] = {}
        self._masks: dict[Specification, Bools] = {}
        self._bits: dict[Specification, int] = {}
        self.memory: dict[object, Any] = {}

    def forget(self) -> None:
        """Give back the memory of what was worked out; it is worked out again when needed."""
        self._masks.clear()
        self._bits.clear()
        self.memory.clear()

    def token(self, index: int) -> Token:
        """The spaCy token of an index."""
        number = int(self.segment[index])
        token: Token = self._docs[number][index - int(self.first[number])]
        return token

    def tokens_at(self, segment: int, start: int, end: int) -> tuple[int, int]:
        """First and one past the last token that touch characters of a segment."""
        low, high = self.segment_range(segment)
        return (
            bisect_right(self.end, start, low, high),
            bisect_left(self.start, end, low, high),
        )

    def _lay_out(self) -> None:
        self.names: list[int | str] = list(ALWAYS)
        self.names += [
            n for n in self._attributes.columns if n not in ALWAYS and n not in OWN_COLUMNS
        ]
        arrays = [doc.to_array(self.names).reshape(len(doc), -1) for doc in self._docs]
        empty: Hashes = np.zeros((0, len(self.names)), dtype=np.uint64)
        self._values: Hashes = np.concatenate([empty, *arrays])
        lengths = np.array([len(doc) for doc in self._docs], dtype=np.int64)
        self.first = np.concatenate([[0], np.cumsum(lengths)])
        self.size = int(self.first[-1])
        self.segment = np.repeat(np.arange(len(self._docs)), lengths)
        self.head = self._values[:, 0].astype(np.int64) + np.arange(self.size)
        starts = self._values[:, 1] == 1
        starts[self.first[:-1][lengths > 0]] = True
        self.sentence_start = starts
        self.sentence = np.cumsum(starts) - 1
        self.is_child = self.head != np.arange(self.size)

    @cached_property
    def start(self) -> list[int]:
        return [token.idx for doc in self._docs for token in doc]

    @cached_property
    def end(self) -> list[int]:
        lengths = self._values[:, 2].tolist()
        return [start + length for start, length in zip(self.start, lengths, strict=True)]

    @cached_property
    def sentence_bounds(self) -> Integers:
        """First token of every sentence, and the number of tokens at the end."""
        return np.append(np.flatnonzero(self.sentence_start), self.size)

    def sentence_range(self, token: int) -> tuple[int, int]:
        number = self.sentence[token]
        return int(self.sentence_bounds[number]), int(self.sentence_bounds[number + 1])

    def segment_range(self, segment: int) -> tuple[int, int]:
        return int(self.first[segment]), int(self.first[segment + 1])

    @cached_property
    def continuing(self) -> int:
        """Bit i is set when token i goes on with the sentence of the token before it."""
        return _as_bits(~self.sentence_start)

    @cached_property
    def continuing_segment(self) -> int:
        """Bit i is set when token i is in the same segment as the token before it."""
        begins = np.zeros(self.size, dtype=bool)
        begins[self.first[:-1][self.first[:-1] < self.size]] = True
        return _as_bits(~begins)

    @property
    def all_bits(self) -> int:
        return (1 << self.size) - 1

    def mask(self, specification: Specification) -> Bools:
        """Which tokens fulfil a specification; not to be written into."""
        found = self._masks.get(specification)
        if found is None:
            found = np.ones(self.size, dtype=bool)
            for predicate in specification:
                found = found & self._predicate(*predicate)
            self._masks[specification] = found
        return found

    def bits(self, specification: Specification) -> int:
        """The same as an integer, bit i for token i."""
        found = self._bits.get(specification)
        if found is None:
            found = self._bits[specification] = _as_bits(self.mask(specification))
        return found

    def present(self, column: str) -> Bools:
        """For each predicate of a column whether any token fulfils it."""
        truth, _ = self._column(column)
        return np.asarray(truth.any(axis=1))

    def _predicate(self, column: str, number: int) -> Bools:
        truth, inverse = self._column(column)
        return np.asarray(truth[number][inverse])

    def _column(self, name: str) -> tuple[Bools, Integers]:
        if name not in self._truth:
            column = self._attributes.columns[name]
            values, inverse = np.unique(self._stored(name), return_inverse=True)
            truth = np.zeros((column.size, len(values)), dtype=bool)
            strings = self._docs[0].vocab.strings if self._docs else None
            rows: list[int] = []
            places: list[int] = []
            for place, value in enumerate(values.tolist()):
                numbers = column.fulfilled(value, strings)
                if numbers:
                    rows += numbers
                    places += [place] * len(numbers)
            truth[rows, places] = True
            self._truth[name] = truth, inverse
        return self._truth[name]

    def _stored(self, name: str) -> Hashes:
        if name not in OWN_COLUMNS:
            return np.asarray(self._values[:, self.names.index(name)])
        flags = np.zeros(self.size, dtype=np.uint64)
        flags[self._own(name)] = 1
        return flags

    def _own(self, name: str) -> Integers:
        firsts, lasts = self.first[:-1], self.first[1:] - 1
        filled = firsts <= lasts
        if name == "IS_SENT_START":
            return np.flatnonzero(self.sentence_start)
        if name == "IS_SENT_END":
            return self.sentence_bounds[1:] - 1
        if name == "IS_SEGMENT_START":
            return np.asarray(firsts[filled])
        if name == "IS_SEGMENT_END":
            return np.asarray(lasts[filled])
        inside = [
            token
            for number, segment in enumerate(self.segments)
            if segment.speech
            for token in range(*self.segment_range(number))
            if segment.in_speech(self.start[token], self.end[token])
        ]
        return np.array(inside, dtype=np.int64)


def _as_bits(mask: Bools) -> int:
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
