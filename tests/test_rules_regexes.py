"""Regexes: offsets in code points, and the strings without which they cannot match."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.rules import load_rules
from mtcheck.rules.expressions import Expression, ExpressionIndex
from mtcheck.rules.literal_index import LiteralIndex
from mtcheck.rules.literals import needed_literals
from mtcheck.rules.rule import PatternKind
from tests.rule_packs import hits, marked, one_rule


def test_offsets_are_code_points_behind_emoji_and_cyrillic(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path, "regex: '(?i)№ ?(?P<number>\\d+)'\nmark: [number]", message="“{number}”"
    )
    text = "😀 Школа и school № 15 are closed."
    assert marked(rule, text) == ["15"]
    assert hits(rule, text)[0].message == "“15”"
    assert hits(rule, text)[0].start == text.index("15")


def test_a_group_that_takes_no_part_leaves_nothing_behind(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        "regex: 'in (?P<article>the )?(?P<year>\\d{4}) year'",
        keys='suggest: ["in {article} {year}"]',
    )
    assert hits(rule, "It was built in 2004 year.")[0].suggestions == ("in 2004",)


def test_spaces_at_the_edges_are_marked_only_when_a_group_says_so(tmp_path: Path) -> None:
    whole = one_rule(tmp_path, "regex: ' what '")
    group = one_rule(tmp_path, "regex: 'Say(?P<all> what )'\nmark: [all]")
    assert marked(whole, "Say what you like.") == ["what"]
    assert marked(group, "Say what you like.") == [" what "]


def test_anchors_are_the_ends_of_the_paragraph(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, "regex: '^Recall|end$'")
    assert marked(rule, "Recall the end.", "I Recall", "the end") == ["Recall", "end"]
    absolute = one_rule(tmp_path, "regex: '\\ARecall'")
    assert marked(absolute, "We stay.", "Recall that.") == ["Recall"]


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("(?i)quoted by (?:RIA|TASS)", [["quoted by ria", "quoted by tass"]]),
        (r"\bsources? in \w+ ministries", [[" ministries"], ["source in ", "sources in "]]),
        (r"[Rr]emind(?:ed|s)?", [["remind"]]),
        (r"(?:one|\d+) thousand of", [[" thousand of"]]),
        (r"(?:abc|de?)f", []),
        (r"\d+-(?:goru|muka)", [["-goru", "-muka"]]),
        (r"\d+-(?:y|mu)", []),
        (r"№ ?\d+", [["№"]]),
        (r"[[:alpha:]]xyz", []),
        (r"\pL{3} agency", [[" agency"]]),
        (r"\x{41}bcdef", []),
        (r"abc\d+def\d+ghij\d+klmno", [["klmno"], ["ghij"], ["abc"]]),
    ],
)
def test_needed_literals(source: str, needed: list[list[str]]) -> None:
    assert needed_literals(source) == needed


SOURCES = [
    r"(?i)\b(?P<m>(?:we|let us) (?:will |shall )?remind(?: you)?)\b",
    r"(?:^|[.!?] )(?P<m>[Aa]bout (?:this|it) (?:reports|writes))",
    r"(?:a+bc|x[yz]uv){2}(?:end|END)?",
    r"[«„](?P<inner>[^»“]{1,5})[»“]",
    r"(?:ab?cd|efgh?|ijk)(?:l|m|no)+",
]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_matching_text_lacks_all_needed_literals(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    text = data.draw(st.from_regex(source))
    if any(Expression(source).find(0, text)):
        for needed in needed_literals(source):
            assert any(literal in text.casefold() for literal in needed)


def test_index_names_every_shipped_regex_that_marks_its_own_examples() -> None:
    rules = [r for r in load_rules() if r.patterns[0].kind is PatternKind.REGEX]
    patterns = [(rule, pattern) for rule in rules for pattern in rule.patterns]
    index = ExpressionIndex([Expression(p.body, p.literals) for _, p in patterns])
    for rule in rules:
        for example in rule.examples:
            text = example.text.replace("[[", "").replace("]]", "")
            possible = set(index.possible(text))
            for number, (owner, pattern) in enumerate(patterns):
                if owner is rule and any(Expression(pattern.body).find(0, text)):
                    assert number in possible, (pattern.body, text)


def test_a_regex_cannot_hang_the_tool(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, "regex: '(?:x+x+)+y'")
    assert marked(rule, "x" * 5000) == []


STRINGS = st.lists(st.text("abÄ 😀", min_size=1, max_size=6), min_size=1)


@settings(max_examples=300, deadline=None)
@given(
    literals=st.lists(st.lists(STRINGS, max_size=3), min_size=1),
    text=st.text("abÄ 😀", max_size=40),
)
def test_index_finds_exactly_those_that_are_in_the_text(
    literals: list[list[list[str]]], text: str
) -> None:
    folded = [[[s.casefold() for s in needed] for needed in sets] for sets in literals]
    expected = [
        number
        for number, sets in enumerate(folded)
        if sets and all(any(s in text.casefold() for s in needed) for needed in sets)
    ]
    assert sorted(LiteralIndex(folded).possible(text)) == expected
