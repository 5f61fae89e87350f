"""Published tests: WMT's direct assessment and the word tags of MLQE-PE."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.cli.eval_tables import markdown_table, write_region
from mtcheck.evaluation.correlation import Confusion, kendall, pearson
from mtcheck.evaluation.direct_assessment import (
    Assessment,
    assess,
    our_scores,
    system_name,
)
from mtcheck.evaluation.wmt_folder import read_task
from mtcheck.evaluation.word_tags import confusion_of, detokenised, read_tagged
from mtcheck.model import MtcheckError
from tests.command_line import assert_one_line
from tests.factories import finding

NUMBERS = st.lists(st.integers(-3, 3).map(float), min_size=2, max_size=12)


def test_known_values() -> None:
    """scipy's kendalltau and pearsonr on the same lists."""
    one, other = [12.0, 2.0, 1.0, 12.0, 2.0], [1.0, 4.0, 7.0, 1.0, 0.0]
    assert kendall(one, other) == pytest.approx(-0.4714045207910316)
    one, other = [1.0, 2.0, 3.0, 4.0, 5.0], [10.0, 9.0, 2.5, 6.0, 4.0]
    assert pearson(one, other) == pytest.approx(-0.7426106572325057)
    assert kendall([1.0, 1.0], [1.0, 2.0]) is None
    assert pearson([1.0], [1.0]) is None


@settings(deadline=None)
@given(NUMBERS, st.data())
def test_kendall_counts_pairs(one: list[float], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.integers(-3, 3).map(float), min_size=len(one), max_size=len(one)))
    signs = [
        (math.copysign(1, a - c) * (a != c), math.copysign(1, b - d) * (b != d))
        for i, (a, b) in enumerate(zip(one, other, strict=True))
        for c, d in list(zip(one, other, strict=True))[:i]
    ]
    spread = math.sqrt(sum(x != 0 for x, _ in signs) * sum(y != 0 for _, y in signs))
    found = kendall(one, other)
    if spread:
        assert found == pytest.approx(sum(x * y for x, y in signs) / spread)
    else:
        assert found is None


def test_confusion_is_matthews_and_the_rest() -> None:
    """MCC of scikit-learn for the tags 1 1 1 0 0 0 0 1 against 1 0 1 0 0 0 1 1."""
    found = Confusion(both=3, ours=1, theirs=1, neither=3)
    assert found.mcc == pytest.approx(0.5)
    assert found.precision == found.recall == found.f1_bad == found.f1_ok == 0.75
    assert found.lift == pytest.approx(1.5)
    assert Confusion(neither=5).mcc is None
    assert Confusion(both=1) + Confusion(ours=2) == Confusion(1, 2)


@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "wmt"
    folder.mkdir()
    files = {
        "source.ru": "Погибли 15 человек, сообщили в полиции.\nМинистр прибыл.\nОн уехал.\n",
        "reference.A.en": "Police said 15 were killed.\nThe minister came.\nHe left.\n",
        "system.Good.en": "Fifteen people died, the police said.\nThe minister came.\nHe left.\n",
        "system.Bad.en": "50 people died, the police said.\nThe minister came.\nHe otrulivaet.\n",
        "documents.tsv": "a.1\t2\nb.2\t1\n",
        "direct-assessment.csv": "system,line,raw,z\nGood,1,90,0.5\nGood,3,80,0.4\n"
        "Bad,1,10,-1\nBad,3,20,-0.8\nBad,3,30,-0.6\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_folder_is_read_in_both_layouts(task: Path, tmp_path: Path) -> None:
    read = read_task(task, 10)
    assert list(read.systems) == ["Bad", "Good"]
    assert read.documents == [("a.1", 2), ("b.2", 1)]
    assert Assessment("Bad", 2, pytest.approx(-0.7)) in read.people
    first = read.beginning(1)
    assert (len(first.source), len(first.systems["Bad"]), len(first.people)) == (2, 2, 2)
    published = tmp_path / "published" / "txt"
    published.mkdir(parents=True)
    names = {
        "source.ru": "newstest2021.ru-en.src.ru",
        "reference.A.en": "newstest2021.ru-en.ref.A.en",
        "system.Good.en": "newstest2021.ru-en.hyp.Good.en",
        "system.Bad.en": "newstest2021.ru-en.hyp.Bad.en",
        "documents.tsv": "documents.tsv",
    }
    for old, new in names.items():
        (published / new).write_bytes((task / old).read_bytes())
    (published / "ad-seg-scores-ru-en.csv").write_text(
        "SYS SEGID RAW.SCR Z.SCR N\nGood a.1::1 90 0.5 1\nGood b.2::1 80 0.4 1\n"
        "Bad a.1::1 10 -1 1\nBad b.2::1 25 -0.7 2\n",
        "utf-8",
    )
    again = read_task(published.parent, 10)
    assert (again.systems, again.source) == (read.systems, read.source)
    assert sorted(again.people, key=str) == sorted(read.people, key=str)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("direct-assessment.csv", "a,b\n1,2\n", "no direct assessment: neither the columns"),
        ("direct-assessment.csv", "system,line,z\nGood,x,1\n", "no direct assessment"),
        ("system.Good.en", "One line.\n", "line-parallel"),
        ("documents.tsv", "a\t2\n", "have not as many lines as the source"),
        ("documents.tsv", "a two\n", "expected a document id, a tab and a number"),
    ],
)
def test_files_of_another_shape_are_refused(task: Path, name: str, text: str, told: str) -> None:
    (task / name).write_text(text, "utf-8")
    with pytest.raises(MtcheckError, match=told):
        read_task(task, 10)


def test_scores_are_held_against_peoples() -> None:
    people = [Assessment("a", 0, 1.0), Assessment("a", 1, 0.0), Assessment("b", 0, -1.0)]
    scores = {"a": [0.0, -5.0], "b": [-25.0, 0.0], "c": [0.0, 0.0]}
    found = assess("x", scores, people)
    assert (found.segments, found.tau, found.mean_tau) == (3, 1.0, 1.0)
    assert found.pearson == pytest.approx(pearson([0.0, -5.0, -25.0], [1.0, 0.0, -1.0]) or 0)
    with pytest.raises(MtcheckError, match="line 9 was assessed"):
        assess("x", scores, [Assessment("a", 8, 1.0)])


def test_points_go_to_the_line_that_has_the_finding(task: Path) -> None:
    from mtcheck.checker import Checker
    from mtcheck.config import Config

    read = read_task(task, 10)
    checker = Checker(Config(detectors=frozenset({"source-numbers", "transliteration"})))
    found = our_scores("Bad", read.systems["Bad"], [2, 1], read.source, checker)
    penalties = found["MQM penalty"]
    assert penalties[0] < 0 > penalties[2]
    assert penalties[1] == 0
    assert found["with estimate"][0] <= penalties[0]
    blind = our_scores("Bad", read.systems["Bad"], [2, 1], None, checker)
    assert blind["MQM penalty"][0] == 0 > blind["MQM penalty"][2]


def test_the_command_writes_its_table(run, task: Path, tmp_path: Path) -> None:
    page = tmp_path / "evaluation.md"
    page.write_text("# Before\n\n<!-- eval wmt -->\nold\n<!-- end eval wmt -->\n\nAfter\n", "utf-8")
    ran = run(
        "eval", "wmt", task, "--detector", "source-numbers", "--write", page, "--format", "json"
    )
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    rows = {row["name"]: row for row in data["figures"]}
    assert list(rows) == ["MQM penalty", "with estimate", "BLEU", "chrF2++", "TER"]
    assert rows["MQM penalty"]["pairwise"] == 1.0
    assert any(s.startswith("BLEU nrefs:1") for s in data["signatures"])
    assert any(s.startswith("mtcheck:") for s in data["signatures"])
    text = page.read_text("utf-8")
    assert "old" not in text
    assert "| MQM penalty | 4 |" in text
    assert text.startswith("# Before\n\n<!-- eval wmt -->\n")
    assert text.endswith("<!-- end eval wmt -->\n\nAfter\n")


def test_a_page_without_the_region_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# No region\n", "utf-8")
    with pytest.raises(MtcheckError, match="needs one region"):
        write_region(page, "wmt", markdown_table(("a", "b"), [("1", "2")]))
    assert page.read_text("utf-8") == "# No region\n"


def test_names_of_systems() -> None:
    names = ("Online-A", "system.Online-A", "newstest2021.ru-en.hyp.Online-A")
    assert {system_name(name) for name in names} == {"Online-A"}


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    (tmp_path / "dev.src").write_text("Он отруливает .\nДа .\n", "utf-8")
    (tmp_path / "dev.mt").write_text("He otrulivaet ( again ) .\nHe didn 't .\n", "utf-8")
    gaps = "OK OK OK BAD OK OK OK OK BAD OK OK OK OK\n"
    (tmp_path / "dev.tags").write_text(gaps + "OK OK OK OK\n", "utf-8")
    return tmp_path


def test_tags_with_and_without_gaps(tagged: Path) -> None:
    first, second = read_tagged(tagged, "dev")
    assert first.text == "He otrulivaet (again)."
    assert [first.text[w.start : w.end] for w in first.words] == [
        "He",
        "otrulivaet",
        "(",
        "again",
        ")",
        ".",
    ]
    assert first.bad == (False, True, False, False, False, False)
    assert second.text == "He didn't."
    assert second.bad == (False,) * 4


def test_words_are_marked_where_a_finding_touches_them(tagged: Path) -> None:
    first, _ = read_tagged(tagged, "dev")
    start = first.text.index("otrulivaet")
    found = confusion_of(first, [finding(start, start + 4), finding(15, 17)])
    assert found == Confusion(both=1, ours=1, theirs=0, neither=4)


def test_mlqe_from_the_command_line(run, tagged: Path) -> None:
    ran = run("eval", "mlqe", tagged, "--detector", "transliteration", "-f", "json")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert data["data"] == "dev: 2 segments, 10 words"
    assert data["signature"].startswith("mtcheck:")
    assert data["minor"]["precision"] == data["minor"]["recall"] == 1.0
    assert_one_line(run("eval", "mlqe", tagged, "--split", "train"), "there is no train.mt")
    (tagged / "dev.tags").write_text("OK\nOK OK OK OK\n", "utf-8")
    assert_one_line(run("eval", "mlqe", tagged), "dev.tags:1: 1 tags for 6 words")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", ".", "(", ")", '"', "'s", "5", "%", "-"]), max_size=12))
def test_detokenised_words_stand_where_they_are_said_to(words: list[str]) -> None:
    text, spans = detokenised(words)
    assert [text[span.start : span.end] for span in spans] == words
    assert "".join(words) == text.replace(" ", "")
