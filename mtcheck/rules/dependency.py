"""Dependency patterns: trees of token specifications joined by syntactic relations.

Nodes and relations are those of spaCy's ``DependencyMatcher`` (after Semgrex, Chambers et al.
2007). A pattern is a tree, so that the tokens which can be its anchor are found for a whole
table by going through the nodes from the last to the first, a few array operations each;
bindings are enumerated for those anchors only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mtcheck.rules.attributes import Attributes, Bools
from mtcheck.rules.matches import Match
from mtcheck.rules.relations import having, related
from mtcheck.rules.rule import Record
from mtcheck.rules.table import Specification, TokenTable

Binding = dict[str, int]
MOST_BINDINGS = 1_000


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``parent`` is the index of the node it hangs on by ``relation``, -1: anchor."""

    name: str
    specification: Specification
    parent: int
    relation: str


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A compiled dependency pattern; the first node is the anchor."""

    nodes: tuple[Node, ...]

    @property
    def demanded(self) -> Iterator[Specification]:
        """Specifications some token of the table has to fulfil for a match to be possible."""
        return (node.specification for node in self.nodes)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(node.name for node in self.nodes)

    def possible(
        self, table: TokenTable, excluded: Mapping[str, Bools] | None = None
    ) -> list[Bools]:
        """For each node the tokens that can be it together with all nodes that hang on it.

        ``excluded`` are tokens that the node of a name must not be.
        """
        if not excluded and self in table.memory:
            known: list[Bools] = table.memory[self]
            return known
        fitting = []
        for node in self.nodes:
            mask = table.mask(node.specification)
            if excluded and node.name in excluded:
                mask = mask & ~excluded[node.name]
            fitting.append(mask)
        for number in range(len(self.nodes) - 1, 0, -1):
            node = self.nodes[number]
            has = having(table, node.relation, fitting[number])
            fitting[node.parent] = fitting[node.parent] & has
        if not excluded:
            table.memory[self] = fitting
        return fitting

    def find(
        self, table: TokenTable, excluded: Mapping[str, Bools] | None = None
    ) -> Iterator[Match]:
        """All matches in the table (of one anchor at most ``MOST_BINDINGS``)."""
        fitting = self.possible(table, excluded)
        for anchor in np.flatnonzero(fitting[0]).tolist():
            for number, binding in enumerate(self._bindings(table, fitting, {0: anchor}, {})):
                if number == MOST_BINDINGS:
                    break
                yield self._match(table, binding)

    def bound_to(
        self, table: TokenTable, given: Mapping[str, tuple[int, ...]], low: int, high: int
    ) -> Iterator[Binding]:
        """Bindings with the anchor in ``low``..``high``, shared names bound as ``given``."""
        fitting = self.possible(table)
        anchors = given.get(self.nodes[0].name)
        if anchors is None:
            anchors = tuple((np.flatnonzero(fitting[0][low:high]) + low).tolist())
        for anchor in anchors:
            if fitting[0][anchor]:
                yield from self._bindings(table, fitting, {0: anchor}, given)

    def _bindings(
        self,
        table: TokenTable,
        fitting: list[Bools],
        chosen: dict[int, int],
        given: Mapping[str, tuple[int, ...]],
    ) -> Iterator[Binding]:
        number = len(chosen)
        if number == len(self.nodes):
            yield {node.name: chosen[n] for n, node in enumerate(self.nodes)}
            return
        node = self.nodes[number]
        for token in related(table, node.relation, chosen[node.parent]):
            if fitting[number][token] and (node.name not in given or token in given[node.name]):
                yield from self._bindings(table, fitting, {**chosen, number: token}, given)

    def _match(self, table: TokenTable, binding: Binding) -> Match:
        low, high = min(binding.values()), max(binding.values())
        return Match(
            int(table.segment[low]),
            table.start[low],
            table.end[high],
            tokens={name: (token,) for name, token in binding.items()},
        )


def compile_dependency(body: Sequence[Record], attributes: Attributes) -> Tree:
    """The pattern of a list of validated dependency nodes."""
    numbers: dict[str, int] = {}
    nodes = []
    for number, node in enumerate(body):
        parent = numbers[node["of"]] if number else -1
        specification = attributes.specification(node["attrs"])
        nodes.append(Node(node["name"], specification, parent, node.get("rel", "")))
        numbers[node["name"]] = number
    return Tree(tuple(nodes))
