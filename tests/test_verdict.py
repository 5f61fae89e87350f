"""Merging, selection, suppression, score, fingerprints and the gate."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config, Ignore
from mtcheck.document import Suppression
from mtcheck.model import Category, Origin, Severity, Span
from mtcheck.verdict import Gate, judge, penalty_of, score_of
from mtcheck.verdict.judge import LineIndex
from mtcheck.verdict.overlap import merge
from tests.factories import document, finding, judged, report

TEXT = "The Americans otrulivaet aside, said the foreign Minister."


def test_of_two_on_the_same_words_the_one_that_knows_the_russian_is_kept() -> None:
    general = finding(14, 24, rule="grammar/agreement", detector="grammar")
    specific = finding(14, 24, rule="untranslated/word", origin=Origin(form="отруливает"))
    (kept,) = merge([general, specific])
    assert kept.rule == "untranslated/word"
    assert kept.also == ("grammar/agreement",)


def test_a_title_inside_a_garbled_clause_stays_a_finding_of_its_own() -> None:
    clause = finding(0, 57, rule="syntax/clause")
    title = finding(41, 57, rule="titles/case", category=Category.SPELLING)
    assert [f.rule for f in merge([clause, title])] == ["syntax/clause", "titles/case"]


def test_the_tighter_span_of_one_category_wins() -> None:
    wide, tight = finding(0, 30, rule="a/wide"), finding(14, 24, rule="b/tight")
    (kept,) = merge([wide, tight])
    assert (kept.rule, kept.also) == ("b/tight", ("a/wide",))


def test_neighbours_are_not_merged() -> None:
    assert len(merge([finding(0, 5), finding(5, 9)])) == 2


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 10), st.sampled_from(Severity)), max_size=8
    )
)
def test_merging_keeps_every_rule_named_and_is_in_order(
    spans: list[tuple[int, int, Severity]],
) -> None:
    raw = [
        finding(start, start + length, rule=f"r/{i}", severity=severity)
        for i, (start, length, severity) in enumerate(spans)
    ]
    merged = merge(raw)
    assert {r for f in merged for r in (f.rule, *f.also)} == {f.rule for f in raw}
    assert [f.span for f in merged] == sorted(f.span for f in merged)


@pytest.mark.parametrize(
    ("disable", "enable", "on"),
    [
        ({"calques"}, set(), False),
        ({"calques/news"}, set(), False),
        ({"style/awkward"}, set(), False),
        ({"calque"}, set(), True),
        ({"calques"}, {"calques/news/quoted-by"}, True),
        ({"*"}, {"calques"}, True),
    ],
)
def test_disable_and_enable_by_id_prefix_and_category(
    disable: set[str], enable: set[str], on: bool
) -> None:
    config = Config(disable=frozenset(disable), enable=frozenset(enable))
    raw = finding(14, 24, rule="calques/news/quoted-by", category=Category.AWKWARD)
    assert bool(judged(TEXT, raw, config=config).findings) is on


def test_severity_of_a_rule_can_be_set() -> None:
    config = Config(severity={"family/name": Severity.CRITICAL})
    assert judged(TEXT, finding(0, 3), config=config).findings[0].severity is Severity.CRITICAL


def test_inline_suppression_silences_only_where_it_holds() -> None:
    held = document(TEXT, suppressions=(Suppression("family", Span(0, 20), "a quotation"),))
    judged_report = judge(held, [finding(14, 24), finding(41, 57)], Config())
    assert [f.span for f in judged_report.findings] == [Span(41, 57)]
    assert [f.span for f in judged_report.suppressed] == [Span(14, 24)]


def test_suppression_by_path_in_the_settings() -> None:
    config = Config(ignore=(Ignore("archive/*.txt", "family/name"),))
    old = document(TEXT, path="archive/2016.txt")
    assert judge(old, [finding(0, 3)], config).findings == ()
    assert len(judge(document(TEXT), [finding(0, 3)], config).findings) == 1


def test_a_suppression_nothing_needs_is_told() -> None:
    held = document(TEXT, suppressions=(Suppression("x/y", None, at=Span(0, 3)),))
    assert judge(held, [], Config()).notes == (
        "line 1: the suppression of x/y is not needed; remove it",
    )


@pytest.mark.parametrize(
    ("severity", "category", "points"),
    [
        (Severity.MINOR, Category.PUNCTUATION, 0.1),
        (Severity.MAJOR, Category.PUNCTUATION, 5.0),
        (Severity.MINOR, Category.GRAMMAR, 1.0),
        (Severity.CRITICAL, Category.UNTRANSLATED, 25.0),
    ],
)
def test_mqm_weights(severity: Severity, category: Category, points: float) -> None:
    assert penalty_of(severity, category) == points


def test_score_in_a_thousand_words() -> None:
    score = score_of([finding(0, 1, severity=Severity.MAJOR), finding(2, 3)], 500)
    assert (score.penalty, score.per_1000_words) == (6.0, 12.0)
    assert score.by_severity[Severity.MAJOR] == 1


def test_fingerprints_outlive_moved_lines_and_edited_neighbours() -> None:
    before = judged("One two bad three.", finding(8, 11)).findings[0]
    after = judged("New line.\n\nOnce two bad, four.", finding(20, 23)).findings[0]
    assert after.text == "bad"
    assert before.fingerprint == after.fingerprint


def test_the_same_words_twice_have_two_fingerprints() -> None:
    first, second = judged("bad and bad", finding(0, 3), finding(8, 11)).findings
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_in_code_points(end: str) -> None:
    text = f"😀 а{end}ж bad"
    lines = LineIndex(text)
    assert lines.position(text.index("а")) == (1, 3)
    assert lines.position(text.index("bad")) == (2, 3)


def test_the_gate() -> None:
    minor = report(judged(TEXT, finding(0, 3)))
    major = report(judged(TEXT, finding(0, 3, severity=Severity.MAJOR)))
    assert Gate(Severity.MAJOR).judge(minor).passed
    assert not Gate(Severity.MINOR).judge(minor).passed
    assert not Gate(Severity.MAJOR).judge(major).passed
    assert Gate(None).judge(major).passed
    assert Gate(Severity.MAJOR).judge(major).reason == "1 finding major or worse"


def test_tentative_findings_need_firm_ones_beside_them() -> None:
    tentative = finding(0, 3, rule="weak/one", tentative=True)
    firm = finding(14, 24, rule="firm/one")
    assert judged(TEXT, tentative).findings == ()
    assert {f.rule for f in judged(TEXT, tentative, firm).findings} == {"weak/one", "firm/one"}


@pytest.mark.parametrize(
    ("words", "firm", "stands"), [(150, 1, True), (700, 1, False), (700, 3, True), (5000, 4, False)]
)
def test_the_longer_the_text_the_more_firm_findings_it_takes(
    words: int, firm: int, stands: bool
) -> None:
    text = "Moscow and Kiev " + "word " * words
    found = [finding(i * 50, i * 50 + 4, rule=f"firm/{i}") for i in range(firm)]
    tentative = finding(300, 304, rule="weak/one", tentative=True)
    assert (len(judged(text, *found, tentative).findings) == firm + 1) is stands


@pytest.mark.parametrize(
    ("subject", "stands"),
    [
        ("Ottawa and Oslo", False),
        ("Omsk and Oslo", True),
        ("Omsk and Minsk", True),
        ("Boris Godunov of Omsk", True),
        ("Boris Johnson of Oslo", False),
    ],
)
def test_news_of_russia_takes_less_to_look_translated(subject: str, stands: bool) -> None:
    text = f"{subject} " + "word " * 180
    firm = finding(0, 4, rule="firm/one")
    tentative = finding(300, 304, rule="weak/one", tentative=True)
    assert (len(judged(text, firm, tentative).findings) == 2) is stands


def test_many_tentative_findings_bear_each_other_out_but_not_what_a_model_doubts() -> None:
    text = "Moscow and Kiev " + "word " * 150
    rules = [finding(i * 50, i * 50 + 4, rule=f"weak/{i}", tentative=True) for i in range(4)]
    doubts = [
        dataclasses.replace(one, rule="broken/wrong-word", detector="fluency") for one in rules
    ]
    assert len(judged(text, *rules).findings) == 4
    assert judged(text, *doubts).findings == ()


def test_one_rule_over_and_over_is_little_evidence() -> None:
    text = "word " * 1500
    same = [finding(i * 50, i * 50 + 4, rule="firm/one") for i in range(20)]
    tentative = finding(3000, 3004, rule="weak/one", tentative=True)
    assert len(judged(text, *same, tentative).findings) == 20
