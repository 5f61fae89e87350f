"""Plain text as the world has it: paragraphs, kinds, datelines, what is no prose."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Segment, SegmentKind
from mtcheck.formats import read_text
from mtcheck.formats.datelines import dateline_of, is_stamp
from mtcheck.formats.kinds import is_caption

LONG = (
    "The head of the regional administration told reporters on Tuesday that repairs of the "
    "bridge across the Volga would be finished before the end of the year, although the "
    "contractor had asked for a delay. Traffic is to be opened in stages. Local residents say "
    "that they have heard such promises before, and that Moscow sends money too late."
)
OTHER = (
    "According to the ministry, work on the second section has not begun. Two companies took "
    "part in the tender; neither of them has built a bridge of such a length. The documents "
    "were published on the site of the administration, which did not answer our questions."
)


def texts(text: str) -> list[str]:
    return [segment.text for segment in read_text(text).segments]


def kinds(text: str) -> list[str]:
    return [segment.kind.value for segment in read_text(text).segments]


def speech(segment: Segment) -> list[str]:
    return [segment.text[span.start : span.end] for span in segment.speech]


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "  ", "> "])
def test_hard_wrapped_paragraphs_are_joined(width: int, newline: str, prefix: str) -> None:
    lines = [*textwrap.wrap(LONG, width), "", *textwrap.wrap(OTHER, width)]
    assert texts(newline.join(prefix + line for line in lines)) == [LONG, OTHER]


def test_paragraphs_told_by_indentation_in_wrapped_text() -> None:
    wrapped = [textwrap.fill(text, 70, initial_indent="    ") for text in (LONG, OTHER)]
    assert texts("\n".join(wrapped)) == [LONG, OTHER]


@given(st.lists(st.sampled_from([LONG, OTHER, OTHER[:70] + ".", LONG[:86] + "."]), min_size=1))
def test_one_paragraph_a_line_stays_so(paragraphs: list[str]) -> None:
    assert texts("\n".join(paragraphs)) == paragraphs


def test_a_sentence_over_two_lines_needs_no_statistics() -> None:
    text = "Repairs of the old bridge across the river\nwould be finished soon, he said."
    assert texts(text) == [text.replace("\n", " ")]


def test_a_word_broken_at_the_end_of_a_line_keeps_its_hyphen_only() -> None:
    assert texts("The minister spoke of the long-\nterm agreement with them.") == [
        "The minister spoke of the long-term agreement with them."
    ]


def test_a_headline_over_its_text_without_blank_line() -> None:
    text = f"Bridge in Saratov to be opened\n{LONG}\n{OTHER}"
    assert kinds(text) == ["headline", "body", "body"]


def test_headlines_subheads_and_body() -> None:
    text = f"Bridge to be opened\n\nMoscow sends money\n\n{LONG}\n\nWhat comes next\n\n{OTHER}"
    assert kinds(text) == ["headline", "headline", "body", "headline", "body"]


def test_a_short_sentence_is_no_headline() -> None:
    assert kinds(f"{LONG}\n\nHe did not answer.\n\n{OTHER}") == ["body"] * 3
    assert kinds(f"{LONG}\n\nHe did not answer") == ["body"] * 2
    assert kinds("The Americans otrulivaet aside, the minister said") == ["body"]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Sergei Savostyanov/TASS",
        "Photo by Maxim Shemetov",
        "Фото: РИА Новости",
        "© Reuters",
        "REUTERS/Maxim Shemetov",
        "Sergei Lavrov at a briefing in Moscow. AP Photo/Ivan Sekretarev",
        "The foreign minister in Geneva (Photo: Getty Images)",
        "File photo: the bridge in Saratov",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photos of the meeting were published by the ministry.",
        "Reuters reported that the talks had failed.",
        "Video of the incident appeared online on Tuesday.",
        "The image of the country has suffered.",
    ],
)
def test_what_is_no_caption(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("MOSCOW, December 13 (TASS) — The minister said", "MOSCOW, December 13 (TASS) —"),
        ("MOSCOW, December 13. /TASS/. The minister said", "MOSCOW, December 13. /TASS/."),
        ("MOSCOW, 13 Dec – RIA Novosti. The minister", "MOSCOW, 13 Dec – RIA Novosti."),
        ("Moscow. December 13. INTERFAX.RU - The minister", "Moscow. December 13. INTERFAX.RU -"),
        ("13 December 2016. Interfax - The minister", "13 December 2016. Interfax -"),
        ("NEW DELHI (AP) - The minister", "NEW DELHI (AP) -"),
        ("Kiev (Ukrinform) – The minister", "Kiev (Ukrinform) –"),
        ("AUGUSTA, Ga. -- Authorities said", "AUGUSTA, Ga. --"),
        ("TASS, December 13. The minister", "TASS, December 13."),
        ("July 25 (UPI) -- The center", "July 25 (UPI) --"),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    span = dateline_of(text)
    assert span is not None
    assert text[span.start : span.end] == dateline
    assert read_text(f"{text} that it is over.").segments[0].dateline == span


@pytest.mark.parametrize(
    "text",
    [
        "On December 13 the minister said",
        "Moscow, the capital of Russia - a city of contrasts.",
        "December 13, the day of the talks, was cold.",
        "Lavrov said on Tuesday - again.",
        "PS -- there is more.",
        "May has said that she will go.",
        "The U.S. said so.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "December 13, 2016, 14:05",
        "13.12.2016 14:05 MSK",
        "Published: 13 December 2016",
        "Tuesday, December 13, 2016",
        "14:05, 13 December 2016 | Updated: 15:20",
        "By Ivan Petrov",
        "Author: Ivan Petrov",
    ],
)
def test_lines_that_only_say_when_or_by_whom(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text", ["By the end of the day", "December was cold", "Source says Moscow will answer", "May"]
)
def test_what_only_looks_like_a_stamp(text: str) -> None:
    assert not is_stamp(text)


def test_lists() -> None:
    text = "The plan:\n• close the airspace;\n• expel diplomats;\n1. First\n2) Second\na) third"
    assert texts(text)[1:] == [
        "close the airspace;",
        "expel diplomats;",
        "First",
        "Second",
        "third",
    ]
    assert set(kinds(text)[1:]) == {"list-item"}


def test_items_with_dashes_are_a_list_after_a_colon() -> None:
    assert kinds("The sides agreed to do this:\n- stop the fire\n- open corridors") == [
        "body",
        "list-item",
        "list-item",
    ]


def test_turns_of_a_dialogue_are_speech() -> None:
    text = "— Why did you go?\n— We had to go, — said Petrov. — There was no other way."
    first, second = read_text(text).segments
    assert (first.kind, second.kind) == (SegmentKind.BODY, SegmentKind.BODY)
    assert speech(first) == ["Why did you go?"]
    assert speech(second) == ["We had to go,", "There was no other way."]


def test_one_dash_before_ordinary_text_is_no_speech() -> None:
    (segment,) = read_text("– In Kiev there was a conflict near the station.").segments
    assert segment.text == "In Kiev there was a conflict near the station."
    assert (segment.kind, segment.speech) == (SegmentKind.BODY, ())


def test_white_space_and_unseen_characters_are_folded() -> None:
    text = "\ufeff  The\u00a0min\u00adister\u200b  of defence said\tthat\u2009it\f\n\fis over."
    assert texts("x\n\n" + text) == ["x", "The minister of defence said that it is over."]


def test_addresses_are_verbatim() -> None:
    (segment,) = read_text("See https://mid.ru/en/news?id=1, or write to press@mid.ru.").segments
    verbatim = [segment.text[s.start : s.end] for s in segment.verbatim]
    assert verbatim == ["https://mid.ru/en/news?id=1", "press@mid.ru"]


@pytest.mark.parametrize(
    ("passed", "why"),
    [
        ("Министр сказал, что переговоры в Москве закончены.", "mostly Cyrillic"),
        (
            "外交部长说会谈已经结束，双方没有达成任何协议，下一轮会谈将在莫斯科举行，时间尚未确定。双方同意继续谈。",
            "not in Latin",
        ),
        ("if (x == 1) { y = [2, 3]; } else { z_1 = x | y; }", "program code"),
        ("12.5  13.7  14.9  2016  300,000", "figures only"),
    ],
)
def test_what_is_no_english_prose_is_passed_over_with_a_note(passed: str, why: str) -> None:
    document = read_text(f"{LONG}\n\n{passed}\n\n{OTHER}")
    assert [segment.text for segment in document.segments] == [LONG, OTHER]
    (note,) = document.notes
    assert note.startswith(f"line 3: {why}")


def test_bilingual_lines_fall_apart() -> None:
    text = "The talks in Moscow are over now, and\nминистр сказал, что переговоры закончены, и"
    document = read_text(text)
    assert [s.text for s in document.segments] == ["The talks in Moscow are over now, and"]
    assert document.notes == ("line 2: mostly Cyrillic, passed over",)


def test_a_word_of_russian_left_over_is_kept() -> None:
    assert texts("The minister сказал that it is over.") == ["The minister сказал that it is over."]


def test_suppressions_at_the_end() -> None:
    text = f"{LONG}\n\nmtcheck-ignore: calques/quoted-by, broken -- house style\nmtcheck-ignore: *"
    document = read_text(text)
    assert [segment.text for segment in document.segments] == [LONG]
    assert [(s.rule, s.reason, s.span) for s in document.suppressions] == [
        ("calques/quoted-by", "house style", None),
        ("broken", "house style", None),
        ("*", "", None),
    ]
    at = document.suppressions[2].at
    assert at is not None
    assert text[at.start : at.end] == "mtcheck-ignore: *"


@pytest.mark.parametrize("line", ["mtcheck-ignore:", "mtcheck-ignore: ??"])
def test_a_suppression_that_names_nothing_is_noted(line: str) -> None:
    document = read_text(f"{LONG}\n{line}")
    assert document.suppressions == ()
    assert document.notes[0].startswith("line 2: ")


def test_an_overlong_line_comes_in_pieces() -> None:
    document = read_text("“It is over,” the minister said on Tuesday. " * 25_000)
    assert max(len(segment.text) for segment in document.segments) <= 5_000
    assert all(s.text.endswith("Tuesday.") and s.speech for s in document.segments)
    assert document.words == 25_000 * 8
    assert document.notes[0].startswith("line 1: a paragraph of 1,099,999 characters, checked in")


def test_an_overlong_line_without_sentences_is_cut_at_white_space() -> None:
    document = read_text("word " * 3_000)
    assert [len(segment.text) % 5 for segment in document.segments] == [4, 4, 4]
    assert document.words == 3_000
