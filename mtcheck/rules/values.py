"""The different values of a token attribute, and which predicates they fulfil."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from mtcheck.rules.attributes import Bools, Column, Hashes

BITS = 64  # of an integer
EVERYWHERE = np.uint64(2**BITS - 1)
FEW = 16  # tokens whose bits are set one by one


class Values:
    """The different values of an attribute in a table, and which predicates they fulfil.

    ``inverse`` has for each token the place of its value. Made for the predicates that the
    column has at that time.
    """

    def __init__(self, column: Column, values: Hashes, strings: Any) -> None:
        distinct, self.inverse = np.unique(values, return_inverse=True)
        self.predicates = column.size
        self._column = column
        self._places = {value: place for place, value in enumerate(distinct.tolist())}
        self._values = frozenset(self._places)
        self._fulfilled = [column.fulfilled(value, strings) for value in self._places]
        self._bits = [0] * len(self._places)

    def sentences(self, of_tokens: Hashes) -> Hashes:
        """For each predicate the sentences with a token that fulfils it, as bits.

        ``of_tokens`` has the sentence of each token. Predicates that say what a token is not
        count as fulfilled everywhere.
        """
        of_values = np.zeros(len(self._places), dtype=np.uint64)
        np.bitwise_or.at(of_values, self.inverse, of_tokens)
        counts = [len(held) for held in self._fulfilled]
        numbers = np.fromiter(chain.from_iterable(self._fulfilled), np.int64, sum(counts))
        found = np.zeros(self.predicates, dtype=np.uint64)
        np.bitwise_or.at(found, numbers, of_values.repeat(counts))
        found[list(self._column.opposites)] = EVERYWHERE
        return found

    def mask(self, predicate: int) -> Bools:
        """Which tokens fulfil a predicate that is no opposite of another."""
        holds = np.zeros(len(self._places), dtype=bool)
        holds[self._holders(predicate)] = True
        return np.asarray(holds.take(self.inverse))

    def bits(self, predicate: int) -> int:
        """The same as an integer, bit i for token i."""
        found = 0
        known = self._bits
        for place in self._holders(predicate):
            found |= known[place] or self._tokens_with(place)
        return found

    def _holders(self, predicate: int) -> list[int]:
        """Places of the values that fulfil a predicate."""
        operands = self._column.operands.get(predicate)
        if operands is not None:
            return [self._places[value] for value in operands & self._values]
        return [place for place, held in enumerate(self._fulfilled) if predicate in held]

    def _tokens_with(self, place: int) -> int:
        """The tokens that have a value, as bits; kept."""
        first, last = self._bounds[place], self._bounds[place + 1]
        if last - first > FEW:
            found = as_bits(self.inverse == place)
        else:
            found = sum(1 << token for token in self._in_order[first:last])
        self._bits[place] = found
        return found

    @cached_property
    def _in_order(self) -> list[int]:
        """The tokens by their values; those of value i are between bounds i and i + 1."""
        return list(np.argsort(self.inverse, kind="stable").tolist())

    @cached_property
    def _bounds(self) -> list[int]:
        counts = np.bincount(self.inverse, minlength=len(self._places))
        return [0, *np.cumsum(counts).tolist()]


def as_bits(mask: Bools) -> int:
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
