"""Dependency patterns mean what spaCy's DependencyMatcher means."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from mtcheck.document import OffsetMap, Segment
from mtcheck.rules.attributes import Attributes
from mtcheck.rules.dependency import compile_dependency
from mtcheck.rules.relations import RELATIONS
from mtcheck.rules.table import TokenTable
from tests.rule_packs import marked, one_rule

VOCAB = English().vocab
TAGS = st.sampled_from(["x", "y", "z"])


@st.composite
def parses(draw: st.DrawFn) -> Doc:
    """A one-sentence parse with any tree whose arcs do not cross."""
    size = draw(st.integers(1, 7))
    heads = [0] * size
    root = draw(st.integers(0, size - 1))
    heads[root] = root
    waiting = [(0, root, root), (root + 1, size, root)]
    while waiting:
        low, high, head = waiting.pop()
        if low < high:
            end = draw(st.integers(low + 1, high))
            child = draw(st.integers(low, end - 1))
            heads[child] = head
            waiting += [(low, child, child), (child + 1, end, child), (end, high, head)]
    tags = draw(st.lists(TAGS, min_size=size, max_size=size))
    words = [f"w{number}" for number in range(size)]
    return Doc(VOCAB, words=words, tags=tags, heads=heads, deps=["dep"] * size)


@st.composite
def trees(draw: st.DrawFn) -> list[dict[str, object]]:
    nodes: list[dict[str, object]] = []
    for number in range(draw(st.integers(1, 4))):
        attrs = draw(st.one_of(st.just({}), TAGS.map(lambda tag: {"TAG": tag})))
        node: dict[str, object] = {"name": f"n{number}", "attrs": attrs}
        if number:
            node["of"] = f"n{draw(st.integers(0, number - 1))}"
            node["rel"] = draw(st.sampled_from(sorted(RELATIONS)))
        nodes.append(node)
    return nodes


@settings(max_examples=600, deadline=None)
@given(doc=parses(), nodes=trees())
def test_bindings_are_those_of_spacy(doc: Doc, nodes: list[dict[str, object]]) -> None:
    attributes = Attributes()
    tree = compile_dependency(nodes, attributes)
    segment = Segment(doc.text, OffsetMap.straight(0, len(doc.text)), doc=doc)
    table = TokenTable([segment], attributes)
    ours = {tuple(m.tokens[str(n["name"])][0] for n in nodes) for m in tree.find(table)}
    assert ours == by_spacy(doc, nodes)
    assert {t for t, fits in enumerate(tree.possible(table)[0]) if fits} == {b[0] for b in ours}


def by_spacy(doc: Doc, nodes: list[dict[str, object]]) -> set[tuple[int, ...]]:
    """spaCy's bindings but for those that take a root for a sibling of its own children."""
    pattern = []
    for node in nodes:
        item = {"RIGHT_ID": node["name"], "RIGHT_ATTRS": node["attrs"]}
        if "of" in node:
            item |= {"LEFT_ID": node["of"], "REL_OP": node["rel"]}
        pattern.append(item)
    matcher = DependencyMatcher(VOCAB)
    matcher.add("tree", [pattern])
    numbers = {node["name"]: number for number, node in enumerate(nodes)}
    siblings = [
        (numbers[n["of"]], number)
        for number, n in enumerate(nodes)
        if str(n.get("rel", "")).startswith("$")
    ]
    root = next(token.i for token in doc if token.head == token)
    return {
        tuple(binding)
        for _, binding in matcher(doc)
        if all(root not in (binding[a], binding[b]) for a, b in siblings)
    }


def test_what_is_missing_is_said_by_an_exception_on_the_same_node(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        """
        dependency:
          - {name: verb, attrs: {TAG: VBD, DEP: ROOT}}
        """,
        """
        unless:
          - dependency:
              - {name: verb}
              - {of: verb, rel: ">", name: subject, attrs: {DEP: {IN: [nsubj, nsubjpass, expl]}}}
        """,
    )
    assert marked(rule, "Yesterday announced the start of the works.") == ["announced"]
    assert marked(rule, "Yesterday he announced the start of the works.") == []


def test_an_exception_on_two_nodes_holds_for_that_pair_only(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        """
        dependency:
          - {name: noun, attrs: {POS: NOUN}}
          - {of: noun, rel: ">", name: adjective, attrs: {POS: ADJ}}
        mark: [adjective]
        """,
        """
        unless:
          - dependency:
              - {name: noun, attrs: {LOWER: house}}
              - {of: noun, rel: ">", name: adjective, attrs: {LOWER: old}}
        """,
    )
    assert marked(rule, "They bought an old house near an old bridge.") == ["old"]
    assert marked(rule, "They bought a new house.") == ["new"]
