"""A document beside a human translation: scores, damage, word differences, no findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sacrebleu
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.comparison import DiffKind
from mtcheck.reference.word_diff import word_diff
from tests.command_line import assert_one_line

REFERENCE = [
    "Fire at a warehouse in Ryazan put out",
    "The fire at a warehouse of 1,200 square metres was put out by morning. Nobody was hurt.",
    "Governor Pavel Malkov came to the scene at 9:40 and thanked the rescuers.",
    "The Emergencies Ministry said 84 people and 27 vehicles took part.",
    "Experts will establish the cause.",
    "The damage is put at 15 million roubles.",
]
OURS = [
    REFERENCE[0],
    "The fire at a warehouse of 1,200 square metres was put out by morning. Nobody was injured.",
    "The governor Pavel Malkov on the place arrived in 9:40, he thanks gave to rescuers.",
    REFERENCE[3],
    "This paragraph about subscribing to our newsletter is only in the machine's text.",
    REFERENCE[4],
    REFERENCE[5],
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(OURS), "utf-8")
    (tmp_path / "ref.md").write_text("# " + "\n\n".join(REFERENCE), "utf-8")


def compared(run) -> dict:
    quiet = ("--detector", "encoding", "--fail-on", "none")
    ran = run("check", *quiet, "a.txt", "--reference", "ref.md", "-f", "json")
    assert ran.code == 0, ran.err
    (document,) = json.loads(ran.out)["documents"]
    assert document["findings"] == []
    return document["comparison"]


def test_scores_are_sacrebleus_with_signatures_and_intervals(run) -> None:
    comparison = compared(run)
    assert (comparison["path"], comparison["unpaired"]) == ("ref.md", 1)
    paired = [text for text in OURS if "newsletter" not in text]
    scores = {score["name"]: score for score in comparison["scores"]}
    assert list(scores) == ["BLEU", "chrF2++", "TER"]
    assert scores["BLEU"]["score"] == sacrebleu.corpus_bleu(paired, [REFERENCE]).score
    assert scores["TER"]["score"] == sacrebleu.corpus_ter(paired, [REFERENCE]).score
    assert all("version:" in score["signature"] for score in scores.values())
    assert scores["BLEU"]["low"] < scores["BLEU"]["score"] < scores["BLEU"]["high"]


def test_segments_come_worst_first_with_their_reference(run) -> None:
    worst, second, *rest = compared(run)["segments"]
    assert (worst["line"], worst["reference"]) == (5, REFERENCE[2])
    assert (second["line"], second["edits"]) == (3, 1)
    assert all(segment["edits"] == 0 for segment in rest)
    assert [p for p in second["diff"] if p["kind"] != "same"] == [
        {"kind": "only here", "text": "injured"},
        {"kind": "only in the reference", "text": "hurt"},
    ]


def test_the_terminal_shows_what_differs(run) -> None:
    quiet = ("--detector", "encoding", "--fail-on", "none")
    ran = run("check", *quiet, "a.txt", "--reference", "ref.md")
    assert "Against ref.md" in ran.out
    assert "[-injured-]{+hurt+}." in ran.out
    assert "1 without counterpart" in ran.out


def test_the_html_report_shows_what_differs(run, tmp_path: Path) -> None:
    quiet = ("--detector", "encoding", "--fail-on", "none")
    run("check", *quiet, "a.txt", "--reference", "ref.md", "-f", "html", "-o", "out.html")
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "<del>injured</del><ins>hurt</ins>" in page


def test_a_reference_is_english_and_of_one_article(run, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("Пожар на складе в Рязани потушили к утру вторника.", "utf-8")
    assert_one_line(run("check", "a.txt", "--reference", "ru.txt"), "ru.txt: no English text")
    assert_one_line(run("check", "a.txt", "ref.md", "--reference", "ref.md"), "not to 2")


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab .,"), max_size=30), st.text(st.sampled_from("ab .,"), max_size=30)
)
def test_both_texts_can_be_read_from_the_differences(ours: str, theirs: str) -> None:
    parts = list(word_diff(ours, theirs))
    here = "".join(p.text for p in parts if p.kind is not DiffKind.ONLY_IN_REFERENCE)
    there = "".join(p.text for p in parts if p.kind is not DiffKind.ONLY_HERE)
    assert here == ours.lstrip()
    assert there.split() == theirs.split() or there.replace(" ", "") == theirs.replace(" ", "")
