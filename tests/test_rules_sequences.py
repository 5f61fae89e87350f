"""Token patterns mean what spaCy's Matcher means."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.matcher import Matcher
from spacy.tokens import Doc

from mtcheck.document import OffsetMap, Segment
from mtcheck.language.english import parse
from mtcheck.rules.attributes import Attributes
from mtcheck.rules.engine import Anchors
from mtcheck.rules.sequences import compile_phrase, compile_tokens, occurrences
from mtcheck.rules.table import TokenTable
from tests.rule_packs import marked, one_rule

VOCAB = English().vocab
WORDS = st.sampled_from(["a", "b", "c"])
OPERATORS = st.sampled_from([None, "?", "*", "+", "!", "{2}", "{1,2}", "{2,}", "{,2}"])


def table_of(*docs: Doc, attributes: Attributes) -> TokenTable:
    return TokenTable(
        [Segment(d.text, OffsetMap.straight(0, len(d.text)), doc=d) for d in docs], attributes
    )


@st.composite
def token_dicts(draw: st.DrawFn) -> dict[str, object]:
    token: dict[str, object] = draw(
        st.one_of(
            st.just({}),
            WORDS.map(lambda w: {"LOWER": w}),
            st.lists(WORDS, min_size=1, max_size=2, unique=True).map(
                lambda ws: {"LOWER": {"IN": ws}}
            ),
            WORDS.map(lambda w: {"LOWER": {"NOT_IN": [w]}}),
            st.just({"LOWER": {"REGEX": "^[ab]$"}}),
        )
    )
    op = draw(OPERATORS)
    return {**token, **({"OP": op} if op else {})}


@settings(max_examples=400, deadline=None)
@given(
    words=st.lists(WORDS, min_size=1, max_size=7),
    body=st.lists(token_dicts(), min_size=1, max_size=4),
)
def test_longest_match_from_each_token_is_that_of_spacy(
    words: list[str], body: list[dict[str, object]]
) -> None:
    doc = Doc(VOCAB, words=words, sent_starts=[True] + [False] * (len(words) - 1))
    matcher = Matcher(VOCAB)
    matcher.add("pattern", [body])
    longest: dict[int, int] = {}
    for _, start, end in matcher(doc):
        if end > start:
            longest[start] = max(end, longest.get(start, 0))
    attributes = Attributes()
    pattern = compile_tokens(body, attributes, across=False)
    table = table_of(doc, attributes=attributes)
    ours = {
        table.start.index(match.start): table.end.index(match.end) + 1
        for match in pattern.find(table)
    }
    assert ours == longest


@settings(max_examples=300, deadline=None)
@given(
    sentences=st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=90),
    body=st.lists(token_dicts(), min_size=1, max_size=4),
    across=st.booleans(),
)
def test_what_matches_is_never_taken_for_impossible(
    sentences: list[list[str]], body: list[dict[str, object]], across: bool
) -> None:
    words = [word for sentence in sentences for word in sentence]
    starts = [number == 0 for sentence in sentences for number in range(len(sentence))]
    attributes = Attributes()
    pattern = compile_tokens(body, attributes, across=across)
    table = table_of(Doc(VOCAB, words=words, sent_starts=starts), attributes=attributes)
    possible = Anchors(attributes, [pattern]).possible(table)
    assert possible == [0] or not list(pattern.find(table))


def test_words_of_different_sentences_make_no_match_possible() -> None:
    attributes = Attributes()
    words, starts = ["a", "b", "c"], [True, True, False]
    bodies = [[{"LOWER": "a"}, {"LOWER": "b"}], [{"LOWER": "b"}, {"LOWER": "c"}]]
    patterns = [compile_tokens(body, attributes, across=False) for body in bodies]
    table = table_of(Doc(VOCAB, words=words, sent_starts=starts), attributes=attributes)
    assert Anchors(attributes, patterns).possible(table) == [1]


@given(words=st.lists(WORDS, min_size=2, max_size=8), cut=st.integers(1, 7))
def test_a_match_ends_with_its_sentence_unless_told_otherwise(words: list[str], cut: int) -> None:
    starts = [number in (0, cut) for number in range(len(words))]
    doc = Doc(VOCAB, words=words, sent_starts=starts)
    attributes = Attributes()
    body = [{"LOWER": {"IN": ["a", "b", "c"]}, "OP": "+"}]
    within = compile_tokens(body, attributes, across=False)
    across = compile_tokens(body, attributes, across=True)
    table = table_of(doc, attributes=attributes)
    end_of_first = table.end[min(cut, len(words)) - 1]
    assert next(within.find(table)).end == end_of_first
    assert next(across.find(table)).end == table.end[-1]


def test_no_match_runs_into_the_next_segment() -> None:
    docs = [Doc(VOCAB, words=["a"]), Doc(VOCAB, words=["b"])]
    attributes = Attributes()
    pattern = compile_phrase(["a", "b"], "LOWER", attributes, across=True)
    assert not list(pattern.find(table_of(*docs, attributes=attributes)))


@pytest.mark.parametrize(
    ("op", "expected"),
    [(None, (1, 1)), ("?", (0, 1)), ("{3}", (3, 3)), ("{2,4}", (2, 4)), ("{,2}", (0, 2))],
)
def test_occurrences(op: str | None, expected: tuple[int, int]) -> None:
    assert occurrences(op) == expected


ATTRIBUTES: list[dict[str, object]] = [
    {"ORTH": "minister"},
    {"TEXT": {"IN": ["The", "Moscow"]}},
    {"LOWER": "the"},
    {"LEMMA": "say"},
    {"LEMMA": {"NOT_IN": ["say", "the"]}},
    {"NORM": "not"},
    {"POS": "NOUN"},
    {"POS": {"IN": ["NOUN", "PROPN"]}},
    {"TAG": "VBD"},
    {"TAG": {"REGEX": "^VB"}},
    {"DEP": "nsubj"},
    {"SHAPE": "Xxxxx"},
    {"LENGTH": 3},
    {"LENGTH": {">=": 7}},
    {"MORPH": {"IS_SUPERSET": ["Number=Sing"]}},
    {"MORPH": {"INTERSECTS": ["Tense=Past", "Number=Plur"]}},
    {"MORPH": {"IS_SUBSET": ["Number=Sing"]}},
    {"IS_TITLE": True},
    {"IS_TITLE": False},
    {"IS_PUNCT": True},
    {"LIKE_NUM": True},
    {"IS_SENT_START": True},
    {"SPACY": False},
    {"IS_ALPHA": True, "LENGTH": {"<": 5}, "POS": {"NOT_IN": ["DET"]}},
]


@pytest.mark.parametrize("token", ATTRIBUTES, ids=str)
def test_attributes_hold_for_the_same_tokens_as_in_spacy(token: dict[str, object]) -> None:
    text = "The minister didn't say that in Moscow. 42 children, 😀 Иванов and mothers left early!"
    doc = next(parse([text]))
    matcher = Matcher(doc.vocab)
    matcher.add("token", [[token]])
    attributes = Attributes()
    table_mask = table_of(doc, attributes=attributes)
    specification = attributes.specification(token)
    mask = TokenTable(table_mask.segments, attributes).mask(specification)
    assert [int(i) for i in mask.nonzero()[0]] == sorted(start for _, start, _ in matcher(doc))
    assert mask.any()


def test_own_flags_know_ends_and_speech(tmp_path: Path) -> None:
    ends = one_rule(tmp_path, "tokens: [{IS_SEGMENT_END: true}]")
    assert marked(ends, "He left. She stayed.", "Nobody came!") == [".", "!"]
    spoken = one_rule(tmp_path, "tokens: [{LOWER: left, IN_SPEECH: true}]")
    text = "He left when she asked. “They left us here,” the mayor said."
    assert marked(spoken, text) == ["left"]


def test_names_of_tokens_are_the_tokens_bound(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        """
        tokens:
          - {LOWER: the}
          - {POS: ADJ, OP: "*", name: adjectives}
          - {LOWER: bridge, name: noun}
        mark: [adjectives]
        """,
    )
    assert marked(rule, "They closed the old wooden bridge.") == ["old wooden"]
    assert marked(rule, "They closed the bridge.") == ["the bridge"]
