"""Measuring on DEMETR: its files read as published, ties are misses, false majors counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.evaluation.demetr import Pair, compare, read_pairs
from mtcheck.model import MtcheckError

SOURCE = "Американцы каждый раз отруливают в сторону, сказал министр."
SOUND = "The Americans steer away each time, the minister said."
DAMAGED = "The Americans otrulivaet aside each time, the minister said."


def row(**changed: object) -> dict[str, object]:
    return {
        "id": 7,
        "src_sent": SOURCE,
        "eng_sent": SOUND,
        "mt_sent": SOUND,
        "pert_sent": DAMAGED,
        "pert_check": True,
    } | changed


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Config(detectors=frozenset({"transliteration"})))


def pair(kind: str, sound: str, damaged: str) -> Pair:
    return Pair(kind, "1", SOURCE, SOUND, sound, damaged)


def test_json_and_json_lines_are_read_alike_and_unchecked_rows_left_out(tmp_path: Path) -> None:
    rows = [row(), row(id=8, pert_check=False)]
    (tmp_path / "minor_id1.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    published = [row(lang_tag="russian"), row(lang_tag="german")]
    (tmp_path / "minor_id2.json").write_text(json.dumps(published), "utf-8")
    read = list(read_pairs([tmp_path]))
    assert [(p.kind, p.identifier) for p in read] == [("minor_id1", "7"), ("minor_id2", "7")]
    assert read[0].damaged == DAMAGED


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"id": 1}', "list of objects"),
        ("a.jsonl", "not json", "not DEMETR's JSON"),
        ("a.jsonl", '{"id": 1, "pert_check": true}', "src_sent"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(MtcheckError, match=said):
        list(read_pairs([tmp_path / name]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(MtcheckError, match=r"no \.json"):
        list(read_pairs([tmp_path / "empty"]))


def test_the_damaged_one_has_to_be_worse_and_the_reference_better(checker: Checker) -> None:
    table = compare(
        [
            pair("critical_id4_codemix", SOUND, DAMAGED),
            pair("critical_id4_codemix", DAMAGED, SOUND),
            pair("minor_id1_tie", SOUND, SOUND),
            pair("base_id35_reference", DAMAGED, SOUND),
        ],
        checker,
    )
    assert [c.right["mtcheck"] for c in table.comparisons] == [True, False, False, True]
    assert [c.right["chrF"] for c in table.comparisons] == [True, False, False, True]
    assert table.accuracy()["mtcheck"] == 0.5
    assert table.mean_over_kinds()["mtcheck"] == pytest.approx(0.5)
    assert table.sound == 2
    assert len(table.false_majors) == 1
    assert "otrulivaet" in table.false_majors[0]
    assert any("eff:yes" in signature for signature in table.signatures)


def test_detectors_that_could_not_run_are_told() -> None:
    grammar = Config(detectors=frozenset({"grammar"}), languagetool="http://127.0.0.1:9")
    table = compare([pair("minor_id1_tie", SOUND, SOUND)], Checker(grammar))
    assert list(table.skipped) == ["grammar"]
