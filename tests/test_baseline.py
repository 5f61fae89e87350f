"""The baseline: what it knows, what is new beside it, what is mended."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.model import DocumentReport, Finding
from mtcheck.verdict import Baseline, Gate, dump_baseline, judge, name_in, path_of, read_baseline
from tests.command_line import RULES_ONLY, Ran, assert_one_line
from tests.factories import document, finding, report

WORDS = {"bad", "worse"}
OLD = "One bad apple fell.\n\nTwo bad pears fell too.\n\nThree worse plums stayed.\n"


def found(text: str, rule: str = "family/name", detector: str = "patterns") -> DocumentReport:
    """A report that marks every “bad” and “worse”."""
    findings: list[Finding] = []
    at = 0
    for word in text.replace("\n", " ").replace(".", " ").split(" "):
        if word in WORDS:
            findings.append(finding(at, at + len(word), rule=rule, detector=detector))
        at += len(word) + 1
    return judge(document(text), findings, Config(), (), ("patterns", "names"))


def known(text: str) -> Baseline:
    return Baseline().updated({"a.txt": found(text)})


def applied(baseline: Baseline, text: str) -> DocumentReport:
    return baseline.apply("a.txt", found(text))


def new_lines(baseline: Baseline, text: str) -> list[int]:
    return [f.line for f in applied(baseline, text).findings]


def test_what_is_known_does_not_count() -> None:
    judged = applied(known(OLD), OLD)
    assert (len(judged.findings), len(judged.known), judged.mended) == (0, 3, 0)
    assert judged.score.penalty == 0
    assert Gate().judge(report(judged)).passed


@pytest.mark.parametrize(
    "text",
    [
        "A new first paragraph.\n\n" + OLD,
        OLD.replace("\n\n", "\n\nBetween.\n\n"),
        OLD.replace("\n", "\r\n"),
        "Three worse plums stayed.\n\nTwo bad pears fell too.\n\nOne bad apple fell.\n",
        OLD.replace("One bad apple fell", "Only one bad, rotten apple came down"),
        OLD.replace(" fell", " dropped").replace("Three", "3"),
        OLD.replace("One bad", "One Bad".lower()),
    ],
)
def test_moved_lines_and_edited_neighbours_stay_known(text: str) -> None:
    text = text.replace(",", " ")
    judged = applied(known(OLD), text)
    assert (len(judged.findings), len(judged.known), judged.mended) == (0, 3, 0)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_one_more_of_the_same_is_new_where_it_stands(at: int) -> None:
    paragraphs = OLD.strip().split("\n\n")
    paragraphs.insert(at, "Some bad figs came.")
    judged = applied(known(OLD), "\n\n".join(paragraphs) + "\n")
    assert [f.line for f in judged.findings] == [2 * at + 1]


def test_another_rule_or_other_words_are_new() -> None:
    assert len(known(OLD).apply("a.txt", found(OLD, rule="other/rule")).findings) == 3
    assert new_lines(known("One bad apple.\n"), "One worse apple.\n") == [1]


def test_another_document_is_new() -> None:
    assert len(known(OLD).apply("b.txt", found(OLD)).findings) == 3


def test_of_two_alike_one_mended_leaves_one_known() -> None:
    judged = applied(known(OLD), OLD.replace("One bad", "One good"))
    assert (len(judged.findings), len(judged.known), judged.mended) == (0, 2, 1)


def test_pruned_of_what_is_mended_it_is_new_when_it_comes_back() -> None:
    mended = OLD.replace("One bad", "One good")
    pruned = known(OLD).pruned({"a.txt": found(mended)})
    assert len(pruned) == 2
    assert new_lines(pruned, mended) == []
    assert new_lines(pruned, OLD) == [1]


def test_pruning_adds_nothing_and_updating_does() -> None:
    more = OLD + "\nFour bad nuts.\n"
    assert known(OLD).pruned({"a.txt": found(more)}) == known(OLD)
    assert len(known(OLD).updated({"a.txt": found(more)})) == 4


def test_files_that_are_gone_are_pruned_and_others_stay() -> None:
    two = known(OLD).updated({"b.txt": found(OLD)})
    assert set(two.pruned({}, gone=["a.txt"]).documents) == {"b.txt"}
    assert set(two.updated({"a.txt": found("All good.\n")}).documents) == {"b.txt"}


def test_what_an_idle_detector_found_is_neither_mended_nor_lost() -> None:
    baseline = Baseline().updated({"a.txt": found(OLD, detector="names")})
    idle = replace(found("All good.\n"), checked_by=("patterns",))
    assert baseline.apply("a.txt", idle).mended == 0
    assert baseline.pruned({"a.txt": idle}) == baseline
    assert baseline.updated({"a.txt": idle}) == baseline


texts = st.lists(st.sampled_from(["bad", "worse", "good", "and", "\n"]), max_size=30).map(" ".join)


@given(texts, texts)
def test_known_new_and_mended_add_up(old: str, new: str) -> None:
    baseline = known(old)
    judged = applied(baseline, new)
    before, now = len(found(old).findings), len(found(new).findings)
    assert len(judged.known) + len(judged.findings) == now
    assert len(judged.known) + judged.mended == before == len(baseline)
    assert len(baseline.pruned({"a.txt": found(new)})) == len(judged.known)
    assert not applied(baseline.updated({"a.txt": found(new)}), new).findings


@given(texts)
def test_the_file_says_the_same_when_it_is_read(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("b") / "b.json"
    path.write_bytes(dump_baseline(known(text)))
    assert read_baseline(path) == known(text)


def test_names_that_are_no_utf_8_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    path = tmp_path / "b.json"
    path.write_bytes(dump_baseline(Baseline().updated({name: found(OLD)})))
    assert set(read_baseline(path).documents) == {name}


def test_documents_are_named_from_the_folder_of_the_file(tmp_path: Path, monkeypatch) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    baseline = Path("../known.json")
    assert name_in(baseline, "a.txt") == name_in(baseline, str(desk / "a.txt")) == "desk/a.txt"
    assert path_of(baseline, "desk/a.txt") == Path("a.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<<<<<<< HEAD\n", "no valid JSON"),
        ("[]", "the whole"),
        ('{"version": 2, "documents": {}}', "version"),
        ('{"version": 1, "documents": {"a": [{"rule": "x"}]}}', "documents/a/0"),
        (b"\xff\xfe", "no valid JSON"),
        ('{"version": 1, "documents": {"\\ud800": 3}}', "documents/"),
        ("[" * 100_000, "no valid JSON"),
    ],
)
def test_files_that_are_no_baseline(run, tmp_path: Path, content: str | bytes, said: str) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "b.json").write_bytes(raw)
    (tmp_path / "a.txt").write_text("All good.\n", "utf-8")
    assert_one_line(run("check", *RULES_ONLY, "a.txt", "--baseline", "b.json"), "b.json", said)


GARBLED = "The Americans otrulivaet aside, the minister said on Friday.\n"
Run = Callable[..., Ran]


def counts(text: str) -> tuple[int, int, int]:
    (document,) = json.loads(text)["documents"]
    return len(document["findings"]), len(document["known"]), document["mended"]


def test_a_baseline_from_creation_to_pruning(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(GARBLED, "utf-8")
    made = run("baseline", "create", *RULES_ONLY, "a.txt")
    assert (made.code, made.out) == (0, "mtcheck-baseline.json: 1 finding known\n")

    check = ("check", *RULES_ONLY, "a.txt", "--baseline", "mtcheck-baseline.json")
    quiet = run(*check)
    assert quiet.code == 0
    assert "known: 1 finding of the baseline\n" in quiet.out
    assert "0 findings in" in quiet.out

    article.write_text("A new opening.\n\n" + GARBLED + "\nThe mayor otkazalsya again.\n", "utf-8")
    failed = run(*check, "-f", "json")
    assert failed.code == 1
    assert counts(failed.out) == (1, 1, 0)
    assert json.loads(failed.out)["documents"][0]["findings"][0]["line"] == 5

    updated = run("baseline", "update", *RULES_ONLY, "a.txt")
    assert updated.out == "mtcheck-baseline.json: 2 findings known; 1 new, 0 mended\n"
    assert run(*check).code == 0

    article.write_text("The Americans step aside, the minister said on Friday.\n", "utf-8")
    assert "2 mended since: mtcheck baseline prune" in run(*check).out
    pruned = run("baseline", "prune", *RULES_ONLY)
    assert pruned.out == "mtcheck-baseline.json: 0 findings known; 2 taken out\n"


def test_the_baseline_of_the_settings_and_without_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    (tmp_path / "mtcheck.toml").write_text('[gate]\nbaseline = "known.json"\n', "utf-8")
    assert_one_line(run("check", *RULES_ONLY, "a.txt"), "known.json", "mtcheck baseline create")
    assert run("baseline", "create", *RULES_ONLY, "a.txt").code == 0
    assert run("check", *RULES_ONLY, "a.txt").code == 0
    assert run("check", *RULES_ONLY, "a.txt", "--no-baseline").code == 1


def test_a_baseline_is_not_overwritten_without_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    (tmp_path / "b.json").write_text("precious", "utf-8")
    create = ("baseline", "create", *RULES_ONLY, "a.txt", "-b", "b.json")
    assert_one_line(run(*create), "b.json", "--force")
    assert (tmp_path / "b.json").read_text("utf-8") == "precious"
    assert run(*create, "--force").code == 0


def test_files_that_are_gone_are_taken_out(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GARBLED, "utf-8")
    run("baseline", "create", *RULES_ONLY, ".")
    (tmp_path / "a.txt").unlink()
    assert "1 finding known; 1 taken out" in run("baseline", "prune", *RULES_ONLY).out


def test_standard_input_has_no_name(run: Run) -> None:
    assert_one_line(run("baseline", "create", "-"), "standard input")


def test_a_detector_that_does_not_run_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    nowhere = ("--languagetool", "http://127.0.0.1:9", "--detector", "grammar")
    made = run("baseline", "create", *RULES_ONLY, *nowhere, "a.txt")
    assert made.code == 0
    assert "note: grammar did not run" in made.err
