"""Numbers of both languages: whatever their shapes, the same are the same and others are not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from mtcheck.config import Config
from mtcheck.detectors.source_numbers import SourceNumbers
from mtcheck.document import Joint
from mtcheck.language.english_numbers import english_numbers
from mtcheck.language.number_comparison import number_differences
from mtcheck.language.russian_numbers import russian_numbers
from mtcheck.model import Finding, Severity, Span
from tests.factories import translated

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
MULTIPLES = {
    1000: (("тыс.", "тысяч"), ("thousand", "k")),
    10**6: (("млн", "миллионов"), ("million", "mn")),
    10**9: (("млрд", "миллиардов"), ("billion", "bn")),
}


def grouped(value: int, blank: str) -> str:
    return f"{value:,}".replace(",", blank)


@st.composite
def russian_shapes(draw: st.DrawFn, value: int) -> str:
    shapes = [
        str(value),
        grouped(value, " "),
        grouped(value, "\u00a0"),
        num2words(value, lang="ru", case=draw(st.sampled_from(CASES))),
    ]
    for multiple, (words, _) in MULTIPLES.items():
        if value >= multiple and value % (multiple // 1000) == 0:
            decimal = f"{value / multiple:.3f}".rstrip("0").rstrip(".").replace(".", ",")
            shapes += [f"{decimal} {word}" for word in words]
    return draw(st.sampled_from(shapes))


@st.composite
def english_shapes(draw: st.DrawFn, value: int) -> str:
    shapes = [str(value), f"{value:,}", num2words(value, lang="en")]
    for multiple, (_, words) in MULTIPLES.items():
        if value >= multiple and value % (multiple // 1000) == 0:
            decimal = f"{value / multiple:.3f}".rstrip("0").rstrip(".")
            shapes += [f"{decimal}{'' if len(word) < 3 else ' '}{word}" for word in words]
    return draw(st.sampled_from(shapes))


VALUES = st.one_of(
    st.integers(0, 2200),
    st.integers(0, 10**6),
    st.builds(
        lambda digits, multiple: digits * multiple // 1000,
        st.integers(1000, 999_999),
        st.sampled_from(sorted(MULTIPLES)),
    ),
)


@given(st.data(), VALUES)
def test_one_number_in_any_two_shapes_does_not_differ(data: st.DataObject, value: int) -> None:
    russian = f"Всего {data.draw(russian_shapes(value))} человек."
    english = f"There were {data.draw(english_shapes(value))} people."
    assert not list(number_differences(english, russian))


@given(st.data(), VALUES, VALUES)
def test_another_number_differs(data: st.DataObject, one: int, other: int) -> None:
    near = min(one, other) >= 1000 and abs(one - other) / max(one, other) < 0.1
    if one == other or max(one, other) < 3 or near:
        return
    russian = f"Всего {data.draw(russian_shapes(one))} человек."
    english = f"There were {data.draw(english_shapes(other))} people."
    [first, *_] = number_differences(english, russian)
    assert first.fate in ("changed", "scaled", "lost", "added")


@given(st.integers(1, 99))
def test_ordinals_are_read_in_both(value: int) -> None:
    russian = num2words(value, lang="ru", to="ordinal")
    for english in (num2words(value, to="ordinal"), num2words(value, to="ordinal_num")):
        assert not list(number_differences(f"the {english} time", f"{russian} раз"))


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for mention in (*english_numbers(text), *russian_numbers(text)):
        assert 0 <= mention.start < mention.end <= len(text)


SAME = [
    ("12.5 million rubles", "12,5 млн рублей"),
    ("a year and a half", "полтора года"),
    ("18 months", "полтора года"),
    ("two and a half million tenge", "двух с половиной миллионов тенге"),
    ("over 2 1/2 million tenge", "более двух с половиной миллионов тенге"),
    ("half a million", "полмиллиона"),
    ("$3-4 thousand", "3—4 тыс. долларов"),
    ("from 3,000 to 4,000", "от 3 до 4 тысяч"),
    ("at 5:30 p.m.", "в 17:30"),
    ("at 2 p.m.", "в 14:00"),
    ("at 7 in the evening", "в 7 часов вечера"),
    ("on July 26, 2020", "26.07.2020"),
    ("on 07/26/2020", "26 июля 2020 года"),
    ("on 26 July", "26 июля"),
    ("in 2021–22", "в 2021 - 2022 годах"),
    ("the 1990s", "90-е годы"),
    ("the nineties", "1990-е"),
    ("in the 21st century", "в XXI веке"),
    ("a five-year-old boy", "пятилетний мальчик"),
    ("a 25-year-old man", "двадцатипятилетний мужчина"),
    ("a nine-storey house", "девятиэтажный дом"),
    ("half of the voters", "50% избирателей"),
    ("two-thirds of the votes", "две трети голосов"),
    ("in the past 24 hours", "за последние сутки"),
    ("twice as many", "в 2 раза больше"),
    ("tenfold", "в десять раз"),
    ("two dozen flats", "два десятка квартир"),
    ("Federal Law No. 44-FZ", "Федеральный закон № 44-ФЗ"),
    ("call 8 800 555-35-35", "звоните 8 (800) 555-35-35"),
    ("call +7 495 123-45-67", "тел. +7 (495) 123-45-67"),
    ("the Tu-154", "самолёт Ту-154"),
    ("about 1.5 million", "1,49 миллиона"),
    ("three miles away", "в пяти километрах"),
    ("an idiom", "без пяти минут министр"),
    ("with the family", "с семьёй"),
    ("1 million 200 thousand people", "1 миллион 200 тысяч человек"),
    ("the site example.com/2020/07", "сайт example.com/2020/07"),
    ("scored 2-1", "забил 2:1"),
    ("both sides", "обе стороны"),
    ("a seminar on the cost", "семинар о стоимости"),
    ("thousands of people", "тысячи людей"),
    ("46k followers", "46к подписчиков"),
    ("up to 1 year", "до года"),
    ("in May", "в мае"),
    ("he may march", "он может идти маршем"),
]

OTHER = [
    ("12,000 people", "12 млн человек", "scaled", ("12,000", "12 млн")),
    ("1,234 million", "1,234 млн", "scaled", ("1,234 million", "1,234 млн")),
    ("thirteen times", "тридцать раз", "changed", ("thirteen", "тридцать")),
    ("on July 25", "26 июля", "changed", ("25", "26")),
    ("in June", "в июле", "changed", ("June", "июле")),
    ("on Monday", "во вторник", "changed", ("Monday", "вторник")),
    ("four sites", "два сайта", "changed", ("four", "два")),
    ("two sites", "четыре сайта", "changed", ("two", "четыре")),
    ("in 2019", "в 2020 году", "changed", ("2019", "2020")),
    ("15 percent", "15,5%", "changed", ("15", "15,5")),
    ("a six-year-old boy", "пятилетний мальчик", "changed", ("six", "пятилетний")),
    ("at 11:25", "в 12:25", "changed", ("11", "12")),
    ("many people", "350 человек", "lost", ("", "350")),
    ("350 people", "много людей", "added", ("350", "")),
    ("$12bn", "12 млн долларов", "scaled", ("12bn", "12 млн")),
]


@pytest.mark.parametrize(("english", "russian"), SAME)
def test_the_same_number_is_left_alone(english: str, russian: str) -> None:
    assert not list(number_differences(english, russian))


@pytest.mark.parametrize(("english", "russian", "fate", "words"), OTHER)
def test_what_became_of_another_number(
    english: str, russian: str, fate: str, words: tuple[str, str]
) -> None:
    [found] = number_differences(english, russian)
    target, source = found.target, found.source
    assert found.fate == fate
    assert words == (
        english[target.start : target.end] if target else "",
        russian[source.start : source.end] if source else "",
    )


def found(english: str, russian: str) -> list[Finding]:
    return list(
        SourceNumbers(Config()).detect(translated(("A line.", "Строка."), (english, russian)))
    )


def test_the_message_names_both_values_and_both_sides_are_marked() -> None:
    document = translated(("A line.", "Строка."), ("It cost 12,000.", "Это стоило 12 млн."))
    [finding] = SourceNumbers(Config()).detect(document)
    assert "“12,000”" in finding.message
    assert "“12 млн” (12,000,000)" in finding.message
    assert finding.severity is Severity.CRITICAL
    assert document.text[finding.span.start : finding.span.end] == "12,000"
    assert finding.source_span
    assert document.source
    assert document.source[finding.source_span.start : finding.source_span.end] == "12 млн"


def test_a_year_left_out_is_minor_and_another_number_major() -> None:
    assert [f.severity for f in found("In July.", "В июле 2020 года.")] == [Severity.MINOR]
    assert [f.severity for f in found("People died.", "Погибли 77 человек.")] == [Severity.MAJOR]


def test_a_number_that_moved_to_the_next_sentence_is_not_lost() -> None:
    document = translated(("Many came. There were 350.", "Пришли 350. Их было много."))
    joints = (Joint(Span(0, 10), Span(0, 11)), Joint(Span(11, 26), Span(12, 26)))
    segment = replace(document.segments[0], joints=joints)
    paired = replace(document, segments=(segment,))
    assert not list(SourceNumbers(Config()).detect(paired))
    elsewhere = replace(segment, source="Пришли 350. Их было 46.")
    lost = list(SourceNumbers(Config()).detect(replace(document, segments=(elsewhere,))))
    assert ["“46”" in finding.message for finding in lost] == [True]


def test_values_are_exact() -> None:
    [mention] = english_numbers("2.5 million")
    assert mention.value == Fraction(2_500_000)


def test_a_family_is_no_seven_but_behind_a_numeral() -> None:
    assert not list(number_differences("He left his family.", "Он оставил семью."))
    assert not list(number_differences("With 27 people.", "С двадцатью семью людьми."))
