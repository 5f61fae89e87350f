"""The limits of the gate: which breaks, for what, and by how much."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.config import Config, Ignore
from mtcheck.document import Suppression
from mtcheck.limits import GateSettings, Limits, PathLimits
from mtcheck.model import (
    Breach,
    Category,
    DocumentReport,
    FaultySuppression,
    Finding,
    Severity,
    Skipped,
    Span,
    SuppressionFault,
)
from mtcheck.path_patterns import matches
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.json import Json
from mtcheck.verdict import Gate, Outcome, judge
from tests.command_line import RULES_ONLY, assert_one_line
from tests.factories import document, finding, report
from tests.report_readers import read

WORDS = 200
MAJOR = {"severity": Severity.MAJOR}
AWKWARD = {"category": Category.AWKWARD}


def article(*findings: Finding, path: str = "news/a.txt") -> DocumentReport:
    return judge(document("word " * WORDS, path=path), findings, Config())


def minor(number: int, **settings: object) -> list[Finding]:
    return [finding(i * 10, i * 10 + 4, **settings) for i in range(number)]


def gate(fail_on: Severity | None = None, **settings: object) -> Gate:
    return Gate(fail_on, GateSettings(**settings))  # type: ignore[arg-type]


def only(outcome: Outcome) -> Breach:
    assert not outcome.passed
    (breach,) = outcome.breaches
    assert breach.message == outcome.reason
    return breach


def test_the_limit_of_findings_is_for_all_documents_together() -> None:
    whole = report(article(*minor(3)), article(*minor(2), path="b.txt"))
    assert gate(limits=Limits(max_findings=5)).judge(whole).passed
    breach = only(gate(limits=Limits(max_findings=4)).judge(whole))
    assert (breach.limit, breach.allowed, breach.actual, breach.excess) == ("max-findings", 4, 5, 1)
    assert breach.message == "5 findings, 1 over the limit of 4"


def test_the_limit_of_points_is_for_each_document() -> None:
    whole = report(article(), article(*minor(3), path="news/bad.txt"))
    assert gate(limits=Limits(max_penalty=15)).judge(whole).passed
    breach = only(gate(limits=Limits(max_penalty=12)).judge(whole))
    assert (breach.actual, breach.excess, breach.path) == (15.0, 3.0, "news/bad.txt")
    assert breach.message == (
        "news/bad.txt: 15.0 MQM points per 1,000 words, 3.0 over the limit of 12"
    )


def test_a_category_has_limits_of_its_own() -> None:
    whole = report(article(*minor(1, **AWKWARD), finding(50, 54, **MAJOR)))
    lax = gate(Severity.MAJOR, categories={"fluency": Limits("none")})
    assert lax.judge(whole).passed
    strict = gate(None, categories={"style/awkward": Limits(Severity.MINOR)})
    assert only(strict.judge(whole)).message == "1 finding minor or worse in style/awkward"
    none = gate(None, categories={"style": Limits(max_findings=0)})
    assert only(none.judge(whole)).category == "style"
    points = gate(None, categories={"fluency/grammar": Limits(max_penalty=20)})
    assert only(points.judge(whole)).excess == 5.0


def test_of_two_limits_the_narrower_category_counts() -> None:
    whole = report(article(*minor(1, **AWKWARD)))
    tables = {"style": Limits(Severity.MINOR), "style/awkward": Limits("none")}
    assert gate(Severity.MINOR, categories=tables).judge(whole).passed


def test_paths_have_limits_instead_of_the_general_ones() -> None:
    old = article(*minor(3, **MAJOR), path="archive/2016/a.txt")
    new = article(*minor(1), path="news/a.txt")
    table = PathLimits("archive/", Limits(Severity.CRITICAL, 100.0, 3))
    whole = report(old, new)
    assert gate(Severity.MAJOR, limits=Limits(None, 5.0, 1), paths=(table,)).judge(whole).passed
    tighter = PathLimits("archive/", Limits(max_findings=2))
    breach = only(gate(None, limits=Limits(max_findings=1), paths=(tighter,)).judge(whole))
    assert breach.message == "3 findings in archive/, 1 over the limit of 2"
    assert breach.path == "archive/"


def test_the_last_table_of_paths_that_says_something_counts() -> None:
    whole = report(article(finding(0, 4, **MAJOR)))
    tables = (
        PathLimits("news/", Limits("none")),
        PathLimits("*.txt", Limits(Severity.MINOR)),
        PathLimits("a.txt", Limits(max_findings=9)),
    )
    assert only(gate(None, paths=tables).judge(whole)).path == "*.txt"


def test_every_limit_that_breaks_is_told_and_of_many_the_worst() -> None:
    documents = [article(*minor(n, **MAJOR), path=f"{n}.txt") for n in range(1, 8)]
    outcome = gate(Severity.MAJOR, limits=Limits(max_penalty=0.0)).judge(report(*documents))
    assert len(outcome.breaches) == 8
    assert outcome.reason.startswith("28 findings major or worse; 7.txt: 175.0 MQM points")
    assert outcome.reason.endswith("; 3 more over max-penalty")


def test_what_passed_says_what_it_was_measured_against() -> None:
    settings = Limits(max_penalty=20.0, max_findings=5)
    outcome = gate(Severity.MAJOR, limits=settings).judge(report(article(*minor(3))))
    assert outcome == Outcome(
        True,
        "no findings major or worse; 3 findings of at most 5; "
        "15.0 of at most 20 MQM points per 1,000 words",
    )


def test_the_json_report_holds_the_breaches_as_its_schema_says() -> None:
    whole = report(article(*minor(3, **MAJOR)))
    limits = Limits(max_penalty=20.0, max_findings=1)
    outcome = gate(Severity.MAJOR, limits=limits).judge(whole)
    options = RenderOptions(verdict=outcome.reason, passed=False, breaches=outcome.breaches)
    text = Json().render(whole, options)
    assert read("json", text, whole) == 3
    breaches = json.loads(text)["verdict"]["breaches"]
    assert [(b["limit"], b["allowed"], b["excess"]) for b in breaches] == [
        ("fail-on", "major", 3),
        ("max-findings", 1, 2),
        ("max-penalty", 20.0, 55.0),
    ]


@pytest.mark.parametrize(
    ("path", "pattern", "covered"),
    [
        ("archive/2016/a.txt", "archive/**", True),
        ("archive/2016/a.txt", "archive/**/a.txt", True),
        ("desk/archive/a.txt", "/archive/", False),
        ("a.txt", "!a.txt", False),
        ("<stdin>", "*", True),
        ("../elsewhere/a.txt", "/a.txt", False),
    ],
)
def test_patterns_of_paths(path: str, pattern: str, covered: bool) -> None:
    assert matches(path, pattern) is covered


def test_patterns_are_relative_to_the_settings_file(tmp_path: Path) -> None:
    assert matches(str(tmp_path / "archive" / "a.txt"), "/archive/", tmp_path)
    assert not matches(str(tmp_path / "desk" / "archive" / "a.txt"), "/archive/", tmp_path)


HELD = (Suppression("family", Span(0, 9), "a quotation", Span(0, 2)),)
BARE = (Suppression("family", Span(0, 9), "  ", Span(0, 2)),)


@pytest.mark.parametrize(
    ("suppressions", "findings", "faults"),
    [
        (HELD, [finding(0, 4)], []),
        (HELD, [], [SuppressionFault.UNUSED]),
        (BARE, [finding(0, 4)], [SuppressionFault.NO_REASON]),
        (BARE, [], [SuppressionFault.UNUSED, SuppressionFault.NO_REASON]),
    ],
)
def test_suppressions_need_a_reason_and_a_finding(
    suppressions: tuple[Suppression, ...], findings: list[Finding], faults: list[SuppressionFault]
) -> None:
    held = document("word " * WORDS, suppressions=suppressions)
    judged = judge(held, findings, Config())
    assert [f.fault for f in judged.faulty_suppressions] == faults
    assert gate(None).judge(report(judged)).passed
    strict = gate(None, strict_suppressions=True).judge(report(judged))
    assert strict.passed is not bool(faults)
    if faults:
        assert only(strict).excess == len(faults)


def test_without_every_detector_nobody_knows_whether_a_suppression_is_needed() -> None:
    held = document("word " * WORDS, suppressions=HELD)
    idle = judge(held, [], Config(), [Skipped("grammar", "no Java", "install it")])
    assert idle.faulty_suppressions == ()
    assert judge(held, [], Config(detectors=frozenset({"names"}))).faulty_suppressions == ()


def test_suppressions_of_the_settings_need_a_reason_too() -> None:
    bare = Config(ignore=(Ignore("*.txt", "family"),))
    reasoned = Config(ignore=(Ignore("*.txt", "family", "old pieces"),))
    held = document("word " * WORDS)
    assert judge(held, [finding(0, 4)], bare).faulty_suppressions == (
        FaultySuppression("family", 0, SuppressionFault.NO_REASON),
    )
    assert judge(held, [finding(0, 4)], reasoned).faulty_suppressions == ()
    assert judge(held, [], bare).faulty_suppressions == ()


GARBLED = "The Americans otrulivaet aside, the minister said on Friday.\n"


def test_limits_of_the_command_line(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED, "utf-8")
    checked = ("check", *RULES_ONLY, "a.txt", "--fail-on", "none")
    assert run(*checked).code == 0
    many = run(*checked, "--max-findings", "0")
    assert (many.code, many.out.splitlines()[-1]) == (
        1,
        "failed: 1 finding, 1 over the limit of 0",
    )
    bad = run(*checked, "--max-penalty", "2.5")
    assert bad.code == 1
    assert "a.txt: 2,777.8 MQM points per 1,000 words, 2,775.3 over the limit of 2.5" in bad.out
    assert run(*checked, "--max-penalty", "2777.8", "--max-findings", "1").code == 0


def test_limits_of_the_settings_and_what_overrules_them(run, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").write_text(GARBLED, "utf-8")
    (tmp_path / "mtcheck.toml").write_text(
        "[[gate.paths]]\npath = 'desk/'\nfail-on = 'none'\nmax-findings = 0\n", "utf-8"
    )
    failed = run("check", *RULES_ONLY, "desk", "-f", "json")
    assert failed.code == 1
    (breach,) = json.loads(failed.out)["verdict"]["breaches"]
    assert (breach["limit"], breach["path"]) == ("max-findings", "desk/")
    assert run("check", *RULES_ONLY, "desk", "--max-findings", "1").code == 0
    assert run("check", *RULES_ONLY, "desk", "--max-findings", "1", "--fail-on", "minor").code == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--max-penalty", "-1"),
        ("--max-penalty", "much"),
        ("--max-penalty", "nan"),
        ("--max-findings", "1.5"),
    ],
)
def test_limits_that_are_none(run, option: str, value: str) -> None:
    assert_one_line(run("check", "a.txt", option, value), option, value)


def test_strict_suppressions_of_the_command_line(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED + "\nmtcheck-ignore: untranslated\n", "utf-8")
    assert run("check", *RULES_ONLY, "a.txt").code == 0
    strict = run("check", *RULES_ONLY, "a.txt", "--strict-suppressions")
    assert strict.code == 1
    assert "note: line 3: the suppression of untranslated gives no reason; add one" in strict.out
    assert strict.out.endswith("failed: 1 suppression at fault: 1 without a reason\n")
