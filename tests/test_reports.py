"""The JSON and terminal reports."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mtcheck.model import Category, Origin, Severity, Skipped, Span
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.excerpt import wrap
from mtcheck.reports.json import Json
from mtcheck.reports.plain_text import printable
from mtcheck.reports.terminal import Terminal
from mtcheck.resources import schema_path
from tests.factories import finding, judged, report

TEXT = "Lavrov spoke.\n\nThe Americans otrulivaet aside, said the foreign Minister of the country."
OTRULIVAET = finding(
    29,
    39,
    rule="untranslated/transliterated-word",
    category=Category.UNTRANSLATED,
    severity=Severity.CRITICAL,
    origin=Origin("отруливает", "отруливать", "verb", ("3per", "sing"), "steers away"),
    suggestions=("steers away",),
)


def terminal(*findings: object, width: int = 80, color: bool = False) -> str:
    whole = report(judged(TEXT, *findings))  # type: ignore[arg-type]
    return Terminal().render(whole, RenderOptions(color=color, width=width))


def test_json_is_what_its_schema_says() -> None:
    schema = json.loads(schema_path("report.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(Json().render(report(judged(TEXT, OTRULIVAET)), RenderOptions()))
    Draft202012Validator(schema).validate(data)
    (found,) = data["documents"][0]["findings"]
    assert TEXT[found["start"] : found["end"]] == found["text"] == "otrulivaet"
    assert (found["line"], found["column"]) == (3, 15)
    assert found["origin"]["form"] == "отруливает"


def test_the_schema_refuses_a_finding_without_a_rule() -> None:
    schema = json.loads(schema_path("report.schema.json").read_text("utf-8"))
    data = json.loads(Json().render(report(judged(TEXT, OTRULIVAET)), RenderOptions()))
    del data["documents"][0]["findings"][0]["rule"]
    assert not Draft202012Validator(schema).is_valid(data)


def test_marks_stand_under_the_words_they_mark() -> None:
    lines = terminal(OTRULIVAET).splitlines()
    row = next(i for i, line in enumerate(lines) if "otrulivaet aside" in line)
    assert lines[row + 1].index("━") == lines[row].index("otrulivaet")
    assert lines[row + 1].count("━") == len("otrulivaet")


def test_the_finding_says_all_it_knows() -> None:
    shown = terminal(OTRULIVAET)
    for part in (
        "critical",
        "untranslated/transliterated-word",
        "accuracy/untranslated",
        "отруливает from отруливать (verb 3per, sing) “steers away”",
        "steers away",
        "1 finding in 13 words",
    ):
        assert part in shown


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = finding(16, 80, rule="a/b", severity=Severity.MAJOR)
    assert max(map(len, terminal(OTRULIVAET, long, width=width).splitlines())) <= width


def test_colour_only_where_asked() -> None:
    assert "\x1b[" not in terminal(OTRULIVAET)
    assert "\x1b[" in terminal(OTRULIVAET, color=True)


def test_what_was_not_checked_is_said_with_its_remedy() -> None:
    whole = judged(TEXT)
    whole = type(whole)(
        whole.path,
        whole.text,
        whole.words,
        (),
        whole.score,
        skipped=(Skipped("grammar", "there is no Java", "run mtcheck languagetool install"),),
    )
    shown = Terminal().render(report(whole), RenderOptions(width=120))
    assert "not checked: grammar: there is no Java; run mtcheck languagetool install" in shown


def test_the_article_cannot_steer_the_terminal() -> None:
    text = "He \x1b[31mbad\x07 \u202etxet\x9b2J."
    hostile = finding(3, 11, message="about \x1b]0;title\x07", rule="a/b")
    shown = Terminal().render(report(judged(text, hostile)), RenderOptions(width=80))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_brackets_of_the_article_are_no_markup() -> None:
    text = "He said [bold]this[/bold] and [/]."
    assert "[bold]this[/bold]" in Terminal().render(
        report(judged(text, finding(8, 25))), RenderOptions(width=80)
    )


@given(st.text(max_size=200))
def test_printable_keeps_the_length(text: str) -> None:
    assert len(printable(text)) == len(text)


@given(st.text(alphabet="ab й😀 漢", max_size=120), st.integers(4, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    parts = list(wrap(text, Span(0, len(text)), width))
    assert "".join(text[p.start : p.end] for p in parts) == text
