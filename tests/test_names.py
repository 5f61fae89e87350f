"""Names in a case, a gender, a spelling or a language that is not theirs."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.name_spellings import skeleton
from mtcheck.detectors.names import Names
from mtcheck.formats import read_text
from mtcheck.language.english import Analyser
from mtcheck.model import Finding


def found(text: str) -> list[Finding]:
    (document,) = Analyser().analyse([read_text(text)])
    return list(Names(Config()).detect(document))


def marks(text: str) -> list[tuple[str, str, str]]:
    return [
        (f.rule.removeprefix("names/"), text[f.span.start : f.span.end], (*f.suggestions, "")[0])
        for f in found(text)
    ]


@pytest.mark.parametrize(
    ("text", "rule", "marked", "written"),
    [
        ("The court has fined Sergei Petrova.", "feminine-surname-of-man", "Petrova", "Petrov"),
        ("He sailed with Leonid Karagodom to Omsk.", "instrumental", "Karagodom", ""),
        (
            "This was said by the Zabolotenko on Monday.",
            "article-before-surname",
            "the Zabolotenko",
            "Zabolotenko",
        ),
        (
            "Viktor Orlovsky left. Later Victor Orlovsky came back.",
            "two-spellings",
            "Victor",
            "Viktor",
        ),
        ("Roman Milyan sang. The jury liked Milian.", "two-spellings", "Milian", "Milyan"),
        ("Kyiv is silent. Oksana Crowds left.", "translated-surname", "Crowds", ""),
        (
            "Lyubov Aksenova misses Moscow. His words were quoted by an agency.",
            "pronoun-of-other-gender",
            "His",
            "Her",
        ),
        (
            "Oleg Belov came late. She did not explain it.",
            "pronoun-of-other-gender",
            "She",
            "He",
        ),
        ("They left the village of zelenovo at dawn.", "lower-case-place", "zelenovo", "Zelenovo"),
        (
            "Zelenovka is on fire. Shells fell on zelenovka all night.",
            "lower-case-place",
            "zelenovka",
            "Zelenovka",
        ),
        (
            "Krasnogorovka is quiet. Shelling was heard in Krasnohorivka.",
            "two-spellings",
            "Krasnohorivka",
            "Krasnogorovka",
        ),
        (
            "Evgenia Medvedeva skated first. Third came Evgeny Medvedev.",
            "gender-lost",
            "Medvedev",
            "Medvedeva",
        ),
        ("He met with Lavrovym on Monday.", "oblique-case", "Lavrovym", "Lavrov"),
        ("They walked along Bolshaya to Maksimovu.", "oblique-case", "Maksimovu", "Maksimov"),
        (
            "Oleg Belov came late. The lawyer of Belova asked for time.",
            "genitive-surname",
            "Belova",
            "Belov",
        ),
        (
            "Maria Belova spoke first. Belov wrote it on her page.",
            "gender-lost",
            "Belov",
            "Belova",
        ),
        ("Yulia Sidorov won the race.", "masculine-surname-of-woman", "Sidorov", "Sidorova"),
        (
            "So said Pavlo zabolotenko.",
            "lower-case-surname",
            "zabolotenko",
            "Zabolotenko",
        ),
        ("The deputy Hope Gerasymenko came.", "englished-first-name", "Hope", "Nadezhda"),
        ("The boxer Andrew Yermolenko won.", "englished-first-name", "Andrew", "Andrei"),
        ("The coach is Oleg Ivanovich Belov.", "patronymic", "Ivanovich ", ""),
        (
            "Gritsenko left. Later Gritsenko said more. Hrytsenko did not explain.",
            "two-spellings",
            "Hrytsenko",
            "Gritsenko",
        ),
        ("Kyiv is calm. Trains from Kyiv run. In Kiev it rained.", "two-spellings", "Kiev", "Kyiv"),
        (
            "Lutz Pfannenstil may join. Pfannenestil had that post before.",
            "almost-the-same",
            "Pfannenestil",
            "Pfannenstil",
        ),
        (
            "Grzegorz Krychowiak posted a photo. It was a treasure, Kryhovyak wrote.",
            "almost-the-same",
            "Kryhovyak",
            "Krychowiak",
        ),
        (
            "Vaintrub leads. Vaintrub was second before. Weintrub set the best time.",
            "almost-the-same",
            "Weintrub",
            "Vaintrub",
        ),
    ],
)
def test_what_is_found(text: str, rule: str, marked: str, written: str) -> None:
    assert (rule, marked, written) in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "The court has fined Sergei Petrov.",
        "Oleg Belov came with his wife Anna Belova. Mrs Belova was silent.",
        "Dmitry Medvedev and Svetlana Medvedeva arrived. Medvedeva wore blue.",
        "Maxim Gorky was read in Rome by Hashim and Rahim.",
        "Andrew Austin and Michael Chaplin are from Leeds.",
        "The Kyiv Post wrote about Kyiv.",
        "Sergei Bubka jumped; Georgy Danelia filmed; Vladimir Pozner asked.",
        "Petrov and Petrova are a famous pair of skaters.",
        "Oleg Karavenko sued. His lawyer is Anna Karalenko.",
        "Two Chechens and a Dagestani left Dagestan for Chechnya.",
        "Galecka and Galecki run the Zamoscie inn.",
        "Hope Solo and Faith Hill came.",
        "Nikita Mikhalkov talked with Polina Gagarina.",
        "Polina Gagarina came with her producer. He was silent.",
        "Polina Gagarina was there. “He knows it,” she said.",
        "Polina Gagarina met Peter Smith. He was silent.",
        "Oleg Tinkov founded Tinkoff Bank. Tinkov sold it.",
        "Andrey Mostovoy scored twice. Mostovoy is 24.",
        "Anna Belova works with Putin. He praised her.",
    ],
)
def test_good_english_is_left_alone(text: str) -> None:
    assert marks(text) == []


def test_a_name_spelled_otherwise_far_away_is_another_article() -> None:
    far = "Kiev is calm. " + "Nothing else happened that day. " * 200 + "Kyiv is calm."
    assert marks(far) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gritsenko", "Hrytsenko"),
        ("Samoilova", "Samoylova"),
        ("Zelensky", "Zelenskiy"),
        ("Dzyuba", "Dziuba"),
        ("Shcherbakov", "Scherbakov"),
    ],
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Ivanov", "Ivanova"), ("Belov", "Belyaev")])
def test_different_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)
