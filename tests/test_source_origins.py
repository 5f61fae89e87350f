"""False friends and calques are firm where the source has their word, tentative where not."""

from __future__ import annotations

import pytest

from mtcheck.detectors.source_origins import confirmed
from mtcheck.model import Finding, Origin, Severity
from tests.factories import finding, translated


def held(english: str, russian: str, marked: str, origin: str, rule: str) -> tuple[Finding, str]:
    document = translated((english, russian))
    start = english.index(marked)
    single = finding(
        start,
        start + len(marked),
        rule=rule,
        severity=Severity.MAJOR,
        origin=Origin(construction=origin),
        tentative=True,
    )
    (result,) = confirmed(document, [single])
    span = result.source_span
    return result, (document.source or "")[span.start : span.end] if span else ""


@pytest.mark.parametrize(
    ("origin", "russian", "word"),
    [
        ("актуальный", "Самые актуальные темы недели.", "актуальные"),
        ("актуальный", "В чём актуальность этой темы?", "актуальность"),
        (
            "нормандская четвёрка, нормандский формат",
            "Встреча в нормандском формате.",
            "нормандском",
        ),
    ],
)
def test_the_word_of_the_source_makes_it_firm(origin: str, russian: str, word: str) -> None:
    result, marked = held("The most actual topics.", russian, "actual", origin, "calques/actual")
    assert (marked, result.tentative, result.severity) == (word, False, Severity.MAJOR)


def test_without_the_word_it_is_tentative() -> None:
    result, marked = held(
        "The actual cost is higher.",
        "Настоящая стоимость выше.",
        "actual",
        "актуальный",
        "calques/actual",
    )
    assert (marked, result.tentative, result.severity) == ("", True, Severity.MINOR)


def test_a_phrase_of_which_the_origin_is_but_an_example_is_left_as_it_was() -> None:
    result, _ = held(
        "The missile “Zircon” flew.",
        "Ракета «Циркон» взлетела.",
        "“Zircon”",
        "«Бук», «Точка-У», «Калибр»",
        "institutions/weapons",
    )
    assert result.severity is Severity.MAJOR


def test_constructions_are_left_as_they_were() -> None:
    result, marked = held(
        "In the city was found a bomb.",
        "Найдена бомба.",
        "was found",
        "обстоятельство + сказуемое + подлежащее",
        "syntax/inverted-subject",
    )
    assert (marked, result.severity) == ("", Severity.MAJOR)
