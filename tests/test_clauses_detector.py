"""Clauses joined by a comma alone; subjects and verbs that disagree."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.clauses import Clauses
from mtcheck.formats import read_text
from mtcheck.language.english import Analyser


def found(text: str) -> list[tuple[str, str]]:
    """Rule and marked text of each finding."""
    document = next(Analyser().analyse([read_text(text, path="t", format="text")]))
    findings = list(Clauses(Config()).detect(document))
    assert all(f.tentative for f in findings)
    return [(f.rule, document.text[f.span.start : f.span.end]) for f in findings]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("Two shells were fired at the town, 26 houses were destroyed.", ", 26"),
        ("The storm will weaken on Monday, light snow will fall in the north.", ", light"),
        (
            "The mayor opened the bridge in May, the governor sent a letter.",
            ", the governor",
        ),
    ],
)
def test_comma_that_joins_two_sentences(sentence: str, marked: str) -> None:
    assert found(sentence) == [("clauses/comma-splice", marked)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge is closed, he said.",
        "When the storm came, the town was empty.",
        "Two shells hit the town, and 26 houses were destroyed.",
        "“I saw it,” the driver told the police.",
        "There are believers, there are hypocrites.",
        "The more he talks, the less we know.",
        "The firm, the mayor believes, will pay.",
        "At the same time, the American added, he is frightened by the noise.",
        "He came, she left, and the band played on.",
        "The plant, two workers of which were hurt, is closed.",
        "If it rains, the match will be moved.",
    ],
)
def test_commas_that_english_has(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("The road was closed, however, two cars got through.", ", however"),
        ("The bus was damaged, in addition, two cars were burnt.", ", in addition"),
        ("The firm sold its plant, therefore it has no debts.", ", therefore"),
    ],
)
def test_comma_before_a_connective(sentence: str, marked: str) -> None:
    assert ("clauses/comma-before-connective", marked) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor, however, did not come.",
        "All came, with the exception, however, of the mayor.",
        "The road was closed; however, two cars got through.",
        "The plan, he said, was old, and therefore bad.",
    ],
)
def test_connectives_where_english_has_them(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("One of the passengers were hurt.", "One of the passengers were"),
        ("Talks with the union about the new shift was held in May.", None),
        ("The construction of the new houses were delayed.", "construction of the new houses were"),
    ],
)
def test_disagreement_across_a_phrase(sentence: str, marked: str | None) -> None:
    results = found(sentence)
    assert [rule for rule, _ in results] == ["clauses/agreement"]
    assert marked is None or results[0][1] == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "A number of houses were damaged.",
        "The team have won their first match.",
        "Two years is a long time.",
        "The majority of voters are against it.",
        "Physics is hard, and ten dollars is enough.",
        "The driver and the passenger were hurt.",
        "If the plan were changed, they would leave.",
    ],
)
def test_english_agreement(sentence: str) -> None:
    assert found(sentence) == []
