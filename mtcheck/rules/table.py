"""Many parsed segments as one table of tokens, on which whole patterns are tested at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.document import Segment
from mtcheck.rules.attributes import (
    OWN_COLUMNS,
    Attributes,
    Bools,
    Hashes,
    Integers,
    Predicate,
)
from mtcheck.rules.values import BITS, Values, as_bits

if TYPE_CHECKING:
    from spacy.tokens import Token

Specification = int
ALWAYS = ("HEAD", "SENT_START", "IDX", "LENGTH")


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
        self._columns: dict[str, Values] = {}
        self._fulfilled: dict[Predicate, Bools] = {}
        self._predicate_bits: dict[Predicate, int] = {}
        self._masks: dict[Specification, Bools] = {}
        self._bits: dict[Specification, int] = {}
        self.memory: dict[object, Any] = {}

    def forget(self) -> None:
        """Give back the memory of what was worked out; it is worked out again when needed."""
        self._fulfilled.clear()
        self._predicate_bits.clear()
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
        return [int(start) for start in self._values[:, 2].tolist()]

    @cached_property
    def end(self) -> list[int]:
        return [int(end) for end in (self._values[:, 2] + self._values[:, 3]).tolist()]

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
        return as_bits(~self.sentence_start)

    @cached_property
    def continuing_segment(self) -> int:
        """Bit i is set when token i is in the same segment as the token before it."""
        begins = np.zeros(self.size, dtype=bool)
        begins[self.first[:-1][self.first[:-1] < self.size]] = True
        return as_bits(~begins)

    def together(self, first: int, last: int, across: bool) -> bool:
        """Whether two tokens are in one sentence, or with ``across`` in one segment."""
        if last >= self.size:
            return False
        units = self.segment if across else self.sentence
        return bool(units[first] == units[last])

    @cached_property
    def all_bits(self) -> int:
        return (1 << self.size) - 1

    def mask(self, specification: Specification) -> Bools:
        """Which tokens fulfil a specification; not to be written into."""
        found = self._masks.get(specification)
        if found is None:
            masks = [self._predicate(p) for p in self._attributes.specifications[specification]]
            found = masks[0] if masks else np.ones(self.size, dtype=bool)
            for mask in masks[1:]:
                found = found & mask
            self._masks[specification] = found
        return found

    def bits(self, specification: Specification) -> int:
        """The same as an integer, bit i for token i."""
        found = self._bits.get(specification)
        if found is None:
            found = self.all_bits
            for predicate in self._attributes.specifications[specification]:
                found &= self._bits_of(predicate)
            self._bits[specification] = found
        return found

    def _bits_of(self, predicate: Predicate) -> int:
        found = self._predicate_bits.get(predicate)
        if found is None:
            name, number = predicate
            opposite = self._attributes.columns[name].opposites.get(number)
            if opposite is not None:
                found = self.all_bits & ~self._bits_of((name, opposite))
            else:
                found = self._column(name).bits(number)
            self._predicate_bits[predicate] = found
        return found

    def sentences_with(self, column: str) -> Hashes:
        """For each predicate of a column the sentences where a token may fulfil it, as bits.

        Where there are many sentences, neighbours share a bit.
        """
        return self._column(column).sentences(self._sentence_bits)

    @cached_property
    def _sentence_bits(self) -> Hashes:
        places = self.sentence * BITS // max(len(self.sentence_bounds) - 1, BITS)
        return np.asarray(np.uint64(1) << places.astype(np.uint64))

    def _predicate(self, predicate: Predicate) -> Bools:
        found = self._fulfilled.get(predicate)
        if found is None:
            name, number = predicate
            opposite = self._attributes.columns[name].opposites.get(number)
            if opposite is not None:
                found = ~self._predicate((name, opposite))
            else:
                found = self._column(name).mask(number)
            self._fulfilled[predicate] = found
        return found

    def _column(self, name: str) -> Values:
        column = self._attributes.columns[name]
        known = self._columns.get(name)
        if known is None or known.predicates != column.size:
            strings = self._docs[0].vocab.strings if self._docs else None
            known = self._columns[name] = Values(column, self.values(name), strings)
        return known

    def values(self, name: str) -> Hashes:
        """An attribute of all tokens: hashes of strings; flags and lengths as numbers."""
        if name in self.names:
            return np.asarray(self._values[:, self.names.index(name)])
        if name not in OWN_COLUMNS:
            arrays = [doc.to_array([name]) for doc in self._docs]
            return np.concatenate([np.zeros(0, dtype=np.uint64), *arrays])
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
