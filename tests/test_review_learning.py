"""Learning from decisions: counts, precision, what a run does with them, and the way back."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtcheck.cli.rules import command as rules_command
from mtcheck.config import Config, load_config
from mtcheck.learned import Learned, Lesson
from mtcheck.model import MtcheckError, Severity
from mtcheck.review.desk import Desk
from mtcheck.review.feedback import Feedback, evidence, forget, remember, with_learned
from mtcheck.review.precision import Precision, posterior
from mtcheck.review.records import Choice, Kind
from mtcheck.signature import signature_of
from tests.factories import finding, judged
from tests.review_desks import Inspector, article, desk

WORDS = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
]


def decided(folder: Path, kinds: str, rule: str = "a/b", reason: str = "not-an-error") -> Desk:
    """A desk that accepted (``+``) or rejected (``-``) one finding a sign."""
    inspector = Inspector(tuple((rf"\b{word}\b", {"rule": rule}) for word in WORDS[: len(kinds)]))
    here = desk(folder, inspector)
    number = here.open(article(folder, " ".join(WORDS), f"{rule.replace('/', '-')}.txt")).id
    for item, sign in zip(here.store.items(number), kinds, strict=True):
        kind = Kind.ACCEPT if sign == "+" else Kind.REJECT
        request = f"{rule} {item.id}"
        why = reason if sign == "-" else ""
        snapshot = here.store.snapshot_id(number)
        choice = Choice(item.id, kind, "Anna", 0, snapshot, request, reason=why)
        here.store.decide(number, choice)
    return here


def store_of(here: Desk) -> Path:
    return here.store.database.path


@pytest.mark.parametrize(
    ("alpha", "beta", "share", "expected"),
    [
        (1, 1, 0.3, 0.3),
        (1, 6, 0.95, 1 - 0.05 ** (1 / 6)),
        (6, 1, 0.05, 0.05 ** (1 / 6)),
        (2, 2, 0.5, 0.5),
        (2, 1, 0.25, math.sqrt(0.25)),
        (500, 500, 0.5, 0.5),
    ],
)
def test_quantiles_are_those_of_the_beta_distribution(
    alpha: float, beta: float, share: float, expected: float
) -> None:
    assert Precision(alpha, beta).quantile(share) == pytest.approx(expected, abs=2e-4)


def test_what_was_measured_counts_beforehand() -> None:
    assert posterior(0, 0, 0.9).mean > posterior(0, 0, 0.1).mean
    assert posterior(0, 50, 0.9).quantile(0.95) < 0.25


@pytest.mark.parametrize(
    ("accepted", "rejected", "expected"),
    [
        (0, 0, None), (0, 4, None), (0, 5, "lower"), (1, 5, None), (1, 9, "lower"),
        (0, 10, "silent"), (0, 11, "silent"), (2, 30, "silent"), (30, 2, None), (10, 10, None),
    ],
)  # fmt: skip
def test_only_clear_evidence_teaches(accepted: int, rejected: int, expected: str | None) -> None:
    lesson = Feedback("a/b", accepted, rejected).lesson
    assert (lesson and ("silent" if lesson.silent else "lower")) == expected
    if lesson:
        assert f"rejected {rejected} of {accepted + rejected}" in lesson.evidence


def test_decisions_are_counted_by_rule(tmp_path: Path) -> None:
    here = decided(tmp_path, "++---")
    found = evidence(store_of(here)).rules
    assert [(f.rule, f.accepted, f.rejected) for f in found] == [("a/b", 2, 3)]
    assert found[0].reasons == (("no error", 3),)


def test_the_same_words_in_one_article_count_once(tmp_path: Path) -> None:
    here = desk(tmp_path, Inspector((("same", {"rule": "a/b"}),)))
    number = here.open(article(tmp_path, "same same Same same")).id
    for item in here.store.items(number):
        choice = Choice(item.id, Kind.REJECT, "Anna", 0, 1, str(item.id))
        here.store.decide(number, choice)
    assert evidence(store_of(here)).rules[0].rejected == 1


def test_undone_decisions_and_duplicates_do_not_count(tmp_path: Path) -> None:
    here = decided(tmp_path, "--")
    here.store.undo(1, "Anna", 1, "undo")
    assert evidence(store_of(here)).rules[0].rejected == 1
    here = decided(tmp_path, "---", "c/d", "duplicate")
    assert [f.rule for f in evidence(store_of(here)).rules] == ["a/b"]


def test_learning_is_off_unless_asked_for(tmp_path: Path) -> None:
    here = decided(tmp_path, "-" * 10)
    config = Config(store=store_of(here))
    assert not with_learned(config).learned
    taught = with_learned(replace(config, learn=True))
    assert taught.learned.lessons["a/b"].silent
    assert signature_of(taught) != signature_of(config)
    assert not with_learned(Config(store=tmp_path / "none.sqlite3", learn=True)).learned
    assert not (tmp_path / "none.sqlite3").exists()


def lesson(rule: str, silent: bool) -> Config:
    learned = Learned({rule: Lesson(rule, silent, "this desk rejected 9 of 9")})
    return Config(learned=learned)


def test_a_rule_falls_by_one_severity_and_the_report_says_why() -> None:
    config = lesson("a/b", silent=False)
    found = [finding(0, 3, rule="a/b", severity=s) for s in Severity]
    for before, after in zip(found, ("minor", "minor", "major"), strict=True):
        report = judged("one two", before, config=config)
        assert report.findings[0].severity == after
        told = [note for note in report.notes if "a/b" in note]
        assert len(told) == (before.severity is not Severity.MINOR)
        assert all("9 of 9" in note and "--forget a/b" in note for note in told)


def test_a_silent_rule_is_listed_as_suppressed_and_hides_nothing() -> None:
    config = lesson("a/b", silent=True)
    found = [finding(0, 3, rule="a/b", severity=Severity.MAJOR), finding(0, 3, rule="c/d")]
    report = judged("one two", *found, config=config)
    assert [f.rule for f in report.findings] == ["c/d"]
    assert [(f.rule, f.text, f.line) for f in report.suppressed] == [("a/b", "one", 1)]
    assert "silent" in report.notes[0]


@pytest.mark.parametrize(
    "told", [{"severity": {"a/b": Severity.MAJOR}}, {"enable": frozenset({"a/b"})}]
)
def test_what_the_settings_say_counts_more(told: dict[str, object]) -> None:
    config = replace(lesson("a/b", silent=True), **told)  # type: ignore[arg-type]
    found = finding(0, 3, rule="a/b", severity=Severity.MAJOR)
    report = judged("one two", found, config=config)
    assert report.findings[0].severity is Severity.MAJOR
    assert not report.notes


def test_a_name_found_right_is_left_alone_and_told(tmp_path: Path) -> None:
    here = decided(tmp_path, "-", reason="name-is-right")
    config = with_learned(Config(store=store_of(here), learn=True))
    report = judged("alpha beta", finding(0, 5), finding(6, 10), config=config)
    assert [f.text for f in report.findings] == ["beta"]
    assert [f.text for f in report.suppressed] == ["alpha"]
    assert "“alpha” is right: Anna" in report.notes[0]


def test_forgetting_is_taken_back_and_later_decisions_count(tmp_path: Path) -> None:
    path = store_of(decided(tmp_path, "-" * 10))
    forget(path, "a/b")
    assert evidence(path).rules[0].forgotten
    assert not evidence(path).learned
    remember(path, "a/b")
    assert evidence(path).learned.lessons
    with pytest.raises(MtcheckError, match="not forgotten"):
        remember(path, "a/b")
    with pytest.raises(MtcheckError, match="no rule or name"):
        forget(path, "no/rule")
    with pytest.raises(MtcheckError, match="nothing has been decided"):
        forget(tmp_path / "none", "a/b")


def test_names_are_forgotten_too(tmp_path: Path) -> None:
    path = store_of(decided(tmp_path, "-", reason="name-is-right"))
    forget(path, "alpha")
    assert not evidence(path).learned.names
    remember(path, "alpha")
    assert evidence(path).learned.names


def test_the_command_prints_counts_and_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_of(decided(tmp_path, "+---------"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtcheck.toml").write_text(f'store = "{path.name}"\nlearn = true\n', "utf-8")
    assert load_config(tmp_path / "mtcheck.toml").learn
    shown = CliRunner().invoke(rules_command, ["feedback"])
    row = next(line for line in shown.output.splitlines() if line.startswith("a/b"))
    assert row.split()[:5] == ["a/b", "1", "9", "0.17", "0.03–0.36"]
    assert "one severity lower" in row
    data = json.loads(CliRunner().invoke(rules_command, ["feedback", "-f", "json"]).output)
    assert data["rules"][0]["rejected"] == 9
    assert data["learn"] is True
    CliRunner().invoke(rules_command, ["feedback", "--forget", "a/b"])
    assert "forgotten" in CliRunner().invoke(rules_command, ["feedback"]).output
