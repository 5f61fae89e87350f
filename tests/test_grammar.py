from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.detectors.grammar import Grammar
from mtcheck.detectors.grammar_rules import (
    SPELLER,
    load_rule_table,
    rule_id,
)
from mtcheck.document import Document, OffsetMap, Segment
from mtcheck.languagetool import client
from mtcheck.languagetool.client import STAND_IN, one_unit_each
from mtcheck.model import Category, DetectorUnavailable, Finding, Severity, Span
from tests.languagetool_fakes import LanguageToolServer, languagetool_server, utf16_match
from tests.languagetool_real import private_cache


def document(text: str) -> Document:
    """Every line a segment."""
    segments = []
    at = 0
    for line in text.split("\n"):
        segments.append(Segment(line, OffsetMap.straight(at, len(line))))
        at += len(line) + 1
    return Document(path="article.txt", text=text, segments=tuple(segments))


def findings(text: str, server: LanguageToolServer, **settings: Any) -> list[Finding]:
    checked = document(text)
    grammar = Grammar(Config(languagetool=server.url, **settings))
    grammar.begin(checked)
    return list(grammar.detect(checked))


def one(wrong: str, *right: str, rule: str = "HE_VERB_AGR") -> Any:
    return lambda asked: [utf16_match(asked["text"], wrong, *right, rule=rule)]


def none(asked: dict[str, str]) -> list[Any]:
    del asked
    return []


def test_match_becomes_a_finding() -> None:
    with languagetool_server(one("go", "goes", "went")) as server:
        (found,) = findings("The headline\nHe go home.", server)
    assert found.rule == "grammar/he-verb-agr"
    assert (found.category, found.severity) == (Category.GRAMMAR, Severity.MINOR)
    assert found.span == Span(16, 18)
    assert found.suggestions == ("goes", "went")
    assert found.message == "Not “go”."
    assert found.detector == "grammar"
    assert "HE_VERB_AGR" in found.help_url
    assert not found.safe_fix


def test_utf16_offsets_become_code_points() -> None:
    text = "😀 Привет 😀😀\nНет 👩‍🚀 he go 𝒢 home."
    with languagetool_server(one("go", "goes")) as server:
        (found,) = findings(text, server)
    assert text[found.span.start : found.span.end] == "go"


def test_match_over_a_character_of_two_units_keeps_its_end() -> None:
    text = "one 😀 two three"
    with languagetool_server(lambda q: [utf16_match(q["text"], f"{STAND_IN} two")]) as server:
        (found,) = findings(text, server)
    assert text[found.span.start : found.span.end] == "😀 two"


def test_replacement_with_the_stand_in_is_not_suggested() -> None:
    with languagetool_server(one("two", f"{STAND_IN}two", "2")) as server:
        (found,) = findings("one 😀 two three", server)
    assert found.suggestions == ("2",)


@given(st.text())
def test_stand_ins_make_code_units_of_code_points(text: str) -> None:
    sent = one_unit_each(text)
    assert len(sent) == len(text)
    assert all(ord(c) <= 0xFFFF for c in sent)
    assert all(a == b for a, b in zip(sent, text, strict=True) if ord(b) <= 0xFFFF)


def test_five_suggestions_at_most() -> None:
    with languagetool_server(one("go", *"abcdefgh")) as server:
        (found,) = findings("He go.", server)
    assert found.suggestions == ("a", "b", "c", "d", "e")


def test_only_measured_rules_are_asked_for() -> None:
    with languagetool_server(none) as server:
        findings("He goes.", server)
    (asked,) = server.questions
    assert asked["enabledOnly"] == "true"
    assert set(asked["enabledRules"].split(",")) == load_rule_table().chosen
    assert asked["language"] == "en-US"


def test_a_rule_the_user_enables_is_asked_for() -> None:
    with languagetool_server(none) as server:
        findings("He goes.", server, enable=frozenset({"grammar/comma-compound-sentence", "other"}))
    assert "COMMA_COMPOUND_SENTENCE" in server.questions[0]["enabledRules"].split(",")


def test_rules_speak_as_loudly_as_the_table_has_it() -> None:
    table = load_rule_table()
    firm = next(rule for rule in sorted(table.firm) if rule in table.severities)
    tentative = min(table.tentative)
    answer = [utf16_match("He go.", "go", rule=rule) for rule in (firm, tentative)]
    with languagetool_server(lambda _: [dict(m) for m in answer]) as server:
        said = findings("He go.", server)
        asked_for = findings("He go.", server, enable=frozenset({rule_id(tentative)}))
    assert [f.tentative for f in said] == [False, True]
    assert said[0].severity is table.severities[firm]
    assert [f.tentative for f in asked_for] == [False, False]


def test_pedantic_asks_for_all_but_spelling() -> None:
    with languagetool_server(one("go", rule="SOME_RULE")) as server:
        (found,) = findings("He go.", server, pedantic=True)
    assert "enabledRules" not in server.questions[0]
    assert server.questions[0]["disabledCategories"] == "TYPOS"
    assert (found.rule, found.severity) == ("grammar/some-rule", Severity.MINOR)
    assert found.category is Category.GRAMMAR


def test_speller_is_off_by_default() -> None:
    with languagetool_server(none) as server:
        findings("He goes.", server)
        findings("He goes.", server, speller=True)
    without, with_speller = (q["enabledRules"].split(",") for q in server.questions)
    assert SPELLER not in without
    assert SPELLER in with_speller


@pytest.mark.parametrize(
    ("word", "wrong"),
    [("recieved", True), ("Shoygu", False), ("naryshkin", False), ("t-72", False)],
)
def test_speller_is_silent_on_names(word: str, wrong: bool) -> None:
    with languagetool_server(one(word, rule=SPELLER)) as server:
        found = findings(f"They {word} it.", server, speller=True)
    assert [f.rule for f in found] == ["grammar/morfologik-rule-en-us"] * wrong


def test_verbatim_text_is_left_alone() -> None:
    text = "He go to he go."
    segment = Segment(text, OffsetMap.straight(0, len(text)), verbatim=(Span(3, 5),))
    checked = Document(path="a", text=text, segments=(segment,))
    answer = [utf16_match(text, "go"), utf16_match(text, "he go")]
    with languagetool_server(lambda _: [dict(m) for m in answer]) as server:
        found = list(Grammar(Config(languagetool=server.url)).detect(checked))
    assert [f.span for f in found] == [Span(9, 14)]


def test_joined_lines_lead_back_to_the_file() -> None:
    text = "He\n  go home."
    segment = Segment("He go home.", OffsetMap(((0, 0), (3, 5)), 11, len(text)))
    checked = Document(path="a", text=text, segments=(segment,))
    with languagetool_server(one("go")) as server:
        (found,) = Grammar(Config(languagetool=server.url)).detect(checked)
    assert text[found.span.start : found.span.end] == "go"


def test_long_text_is_asked_in_parts() -> None:
    sentences = [f"Sentence number {n} of a long text. " for n in range(2000)]
    text = "".join(sentences) + "Then he go."
    with languagetool_server(
        lambda q: [utf16_match(q["text"], "he go")] if "he go" in q["text"] else []
    ) as server:
        (found,) = findings(text, server)
    assert text[found.span.start : found.span.end] == "he go"
    assert len(server.questions) >= 4
    assert max(len(q["text"]) for q in server.questions) <= 20_000


def test_document_begun_twice_is_answered_twice() -> None:
    with languagetool_server(one("go")) as server:
        grammar = Grammar(Config(languagetool=server.url))
        checked = document("He go.")
        grammar.begin(checked)
        grammar.begin(checked)
        assert [len(list(grammar.detect(checked))) for _ in range(3)] == [1, 1, 1]
    assert len(server.questions) == 3


def test_begin_returns_before_the_answer() -> None:
    def slowly(asked: dict[str, str]) -> list[Any]:
        time.sleep(0.4)
        return [utf16_match(asked["text"], "go")]

    with languagetool_server(slowly) as server:
        grammar = Grammar(Config(languagetool=server.url))
        checked = document("He go.")
        grammar.begin(checked)
        assert not any(answer.done() for _, answer in grammar._begun["article.txt", "He go."][0])
        assert len(list(grammar.detect(checked))) == 1


def test_empty_document_asks_nothing() -> None:
    with languagetool_server(none) as server:
        assert findings("", server) == []
    assert server.questions == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: b"Error: out of memory",
        lambda _: "not a list",
        lambda _: [{"rule": {}}],
        lambda q: [utf16_match(q["text"] + " beyond the end", "the end")],
    ],
)
def test_server_that_talks_nonsense_is_named(answer: Any) -> None:
    with languagetool_server(answer) as server, pytest.raises(DetectorUnavailable) as raised:
        findings("He go.", server)
    assert server.url in raised.value.reason
    assert "\n" not in raised.value.reason
    assert "--languagetool" in raised.value.remedy


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1:9", "nonsense", "http://[", ""])
def test_server_that_is_not_there_is_named(url: str) -> None:
    with pytest.raises(DetectorUnavailable) as raised:
        list(Grammar(Config(languagetool=url)).detect(document("He go.")))
    assert url in raised.value.reason


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9", "does not answer as it should (Connection refused)"),
        ("ftp://127.0.0.1:9", "ftp://127.0.0.1:9 is no address of a LanguageTool server"),
    ],
)
def test_why_there_is_no_answer_is_said_in_few_words(url: str, said: str) -> None:
    with pytest.raises(DetectorUnavailable) as raised:
        list(Grammar(Config(languagetool=url)).detect(document("He go.")))
    assert said in raised.value.reason


def test_server_that_is_not_there_is_asked_once() -> None:
    with languagetool_server(lambda _: b"broken") as server:
        grammar = Grammar(Config(languagetool=server.url))
        for text in ("He go.", "She go."):
            with pytest.raises(DetectorUnavailable):
                list(grammar.detect(document(text)))
    assert {q["text"] for q in server.questions} == {"He go."}


def test_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "REQUEST_SECONDS", 0.3)
    client._tool_class.cache_clear()
    try:
        with (
            languagetool_server(lambda _: time.sleep(3) or []) as server,
            pytest.raises(DetectorUnavailable, match="does not answer"),
        ):
            findings("He go.", server)
    finally:
        client._tool_class.cache_clear()


@pytest.mark.parametrize("ending", ["", "/", "/v2", "/v2/"])
def test_address_may_be_given_with_the_version(ending: str) -> None:
    with languagetool_server(one("go")) as server:
        server.url += ending
        assert len(findings("He go.", server)) == 1


def test_no_network_is_told_with_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MTCHECK_OFFLINE", "1")
    grammar = Grammar(Config())
    checked = document("He go.")
    grammar.begin(checked)
    with pytest.raises(DetectorUnavailable) as raised:
        list(grammar.detect(checked))
    assert "not installed" in raised.value.reason
    assert "mtcheck languagetool install" in raised.value.remedy


@pytest.mark.languagetool
def test_with_the_real_server(tmp_path: Path) -> None:
    text = "😀 Привет, мир\n\nThe minister said that he have to leave, he go home."
    with private_cache(tmp_path / "cache"):
        found = list(Grammar(Config()).detect(document(text)))
        every = list(Grammar(Config(pedantic=True, speller=True)).detect(document(text)))
    assert "go" in [text[f.span.start : f.span.end] for f in found]
    assert all(f.rule.startswith("grammar/") and f.message for f in found)
    assert {f.rule for f in found} <= {f.rule for f in every}
