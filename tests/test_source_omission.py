"""Sentences and words without partner; words turned into their opposite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtcheck import Config
from mtcheck.detectors.source_omission import SourceOmission
from mtcheck.document import Document, Joint
from mtcheck.language.coverage import uncovered_russian, unexplained_english
from mtcheck.language.segment_pairs import segment_pairs
from mtcheck.language.word_links import links_of
from mtcheck.model import Category, Span
from tests.factories import translated

RUSSIAN = "Полиция задержала водителя грузовика после аварии на трассе."
ENGLISH = "Police detained the truck driver after the accident on the highway."


def rules(document: Document) -> list[str]:
    return [f.rule.partition("/")[2] for f in SourceOmission(Config()).detect(document)]


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        (ENGLISH, RUSSIAN),
        ("Officers held a lorry driver after a crash on the motorway.", RUSSIAN),
        (
            "The submarine left port.",
            "Подводная лодка вышла из порта.",
        ),
        ("The president took part in the ceremony.", "Президент принял участие в церемонии."),
        ("He did not forget them.", "Он помнил о них."),
        ("It will be hot in the capital.", "В столице будет жарко."),
        (
            "40 new ships will be accepted into the Russian Navy.",
            "В состав Военно-морского флота России будут приняты 40 новых кораблей.",
        ),
        ("According to him, the work is done.", "По его словам, работа сделана."),
    ],
)
def test_good_translations_are_left_alone(english: str, russian: str) -> None:
    assert rules(translated((english, russian))) == []


@pytest.mark.parametrize(
    ("english", "russian", "word"),
    [
        ("It will be cold in the capital.", "В столице будет жарко.", "cold"),
        ("Heavy rain is expected in the city.", "В городе ожидается лёгкий дождь.", "Heavy"),
    ],
)
def test_the_opposite_is_found(english: str, russian: str, word: str) -> None:
    document = translated((english, russian))
    found = [f for f in SourceOmission(Config()).detect(document) if f.rule.endswith("/opposite")]
    assert [document.text[f.span.start : f.span.end] for f in found] == [word]
    assert found[0].suggestions
    assert found[0].suggestions[0] in found[0].message


def test_what_nothing_stands_for() -> None:
    document = translated((ENGLISH.replace("truck ", ""), RUSSIAN))
    (pair,) = segment_pairs(document)
    links = links_of(pair)
    assert [links.source[u.number].text for u in uncovered_russian(links)] == ["грузовика"]
    assert list(unexplained_english(links)) == []


def test_what_stands_for_nothing() -> None:
    document = translated((ENGLISH.replace("the truck", "the brave truck"), RUSSIAN))
    (pair,) = segment_pairs(document)
    links = links_of(pair)
    assert [links.target[u.number].text for u in unexplained_english(links)] == ["brave"]
    assert list(uncovered_russian(links)) == []


def test_a_lost_word_is_likelier_in_a_literal_translation_than_in_a_free_one() -> None:
    def chance(english: str) -> float:
        (pair,) = segment_pairs(translated((english, RUSSIAN)))
        links = links_of(pair)
        return next(
            u.probability("omission")
            for u in uncovered_russian(links)
            if links.source[u.number].text == "грузовика"
        )

    literal = chance(ENGLISH.replace("truck ", ""))
    free = chance("Officers held somebody near the accident, whose vehicle was totalled.")
    assert literal > free


def with_joints(*joints: Joint) -> Document:
    document = translated(("It rains. We stay.", "Идёт дождь. Мы остаёмся дома."))
    segments = (replace(document.segments[0], joints=joints),)
    return replace(document, segments=segments)


def test_a_sentence_without_partner_on_either_side() -> None:
    first = Joint(Span(0, 9), Span(0, 11))
    lost = with_joints(first, Joint(Span(9, 9), Span(12, 29)))
    (finding,) = SourceOmission(Config()).detect(lost)
    assert (finding.rule, finding.category) == ("source-omission/sentence", Category.OMISSION)
    assert finding.source_span == Span(12, 29)
    added = with_joints(first, Joint(Span(10, 18), Span(11, 11)))
    (finding,) = SourceOmission(Config()).detect(added)
    assert (finding.rule, finding.span) == ("source-omission/added-sentence", Span(10, 18))


def test_a_doubtful_joint_is_no_evidence() -> None:
    assert rules(with_joints(Joint(Span(9, 9), Span(12, 29), doubt=0.9))) == []
