"""Exceptions and demands: where a pattern has to lie."""

from pathlib import Path

import pytest

from mtcheck.document import SegmentKind
from tests.rule_packs import marked, one_rule

MATCH = "phrase: main agency"


@pytest.mark.parametrize(
    ("condition", "silent", "heard"),
    [
        ('{phrase: agency of}', "The main agency of Rome.", "The agency of the main agency left."),
        ('{where: inside, phrase: the main agency}', "The main agency.", "A main agency."),
        ('{where: before, phrase: "his own"}', "His own main agency.", "His own the main agency."),
        ('{where: after, tokens: [{TAG: IN}]}', "A main agency in Rome.", "A main agency: in Rome"),
        ('{where: after, regex: "^,"}', "A main agency, too.", "A main agency too, then."),
        ('{where: before, regex: "of $"}', "One of main agency.", "Of the main agency."),
        ('{where: sentence, tokens: [{TEXT: "?"}]}', "Is it a main agency?", "Why? A main agency."),
        ('{where: sentence, regex: "[?]"}', "Is it a main agency?", "Why? A main agency."),
        ('{where: segment, phrase: why}', "Why? A main agency.", "A main agency."),
        ('{where: segment, phrase: nothing here, attr: text}', "A main agency. nothing here.",
         "A main agency. Nothing here."),
    ],
)  # fmt: skip
def test_where(condition: str, silent: str, heard: str, tmp_path: Path) -> None:
    unless = one_rule(tmp_path, MATCH, f"unless: [{condition}]")
    only = one_rule(tmp_path, MATCH, f"only: [{condition}]")
    assert (len(marked(unless, silent)), len(marked(unless, heard))) == (0, 1)
    assert (len(marked(only, silent)), len(marked(only, heard))) == (1, 0)


def test_document_is_the_whole_article(tmp_path: Path) -> None:
    rule = one_rule(tmp_path, MATCH, "unless: [{where: document, phrase: why}]")
    assert marked(rule, "A main agency.", "He asked why.") == []
    assert marked(rule, "A main agency.", "He asked.") == ["main agency"]


def test_dependency_of_the_sentence(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        MATCH,
        """
        unless:
          - where: sentence
            dependency:
              - {name: verb, attrs: {LEMMA: close}}
              - {of: verb, rel: ">", name: subject, attrs: {DEP: nsubj}}
        """,
    )
    assert marked(rule, "They closed the main agency.") == []
    assert marked(rule, "They opened the main agency.") == ["main agency"]


def test_dependency_may_use_the_name_of_a_token(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        """
        tokens: [{LOWER: the}, {POS: NOUN, name: noun}]
        mark: [noun]
        """,
        """
        unless:
          - dependency:
              - {name: noun}
              - {of: noun, rel: ">", name: of, attrs: {LOWER: of}}
        """,
    )
    assert marked(rule, "The bridge of the city was closed.") == ["city"]


def test_one_alternative_of_an_exception_is_enough(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path,
        MATCH,
        "unless: [{where: before, tokens: [[{LOWER: a}], [{LOWER: the}, {LOWER: old}]]}]",
    )
    assert marked(rule, "A main agency.") == []
    assert marked(rule, "The old main agency.") == []
    assert marked(rule, "The main agency.") == ["main agency"]


def test_speech_kinds_datelines_and_code_are_respected(tmp_path: Path) -> None:
    outside = one_rule(tmp_path, MATCH, "speech: outside")
    inside = one_rule(tmp_path, MATCH, "speech: inside")
    text = "The main agency said: “We left the main agency long ago.”"
    assert len(marked(outside, text)) == 1
    assert len(marked(inside, text)) == 1
    anywhere = one_rule(tmp_path, MATCH)
    assert len(marked(anywhere, text)) == 2
    assert marked(anywhere, "Main agency", kind=SegmentKind.HEADLINE) == []
    heads = one_rule(tmp_path, MATCH, "kinds: [headline]")
    assert marked(heads, "Main agency", kind=SegmentKind.HEADLINE) == ["Main agency"]


def test_hits_of_one_rule_do_not_overlap(tmp_path: Path) -> None:
    rule = one_rule(
        tmp_path, "phrase: [main agency, the main agency, main agency of Rome]\nattr: text"
    )
    assert marked(rule, "He left the main agency of Rome.") == ["main agency of Rome"]
