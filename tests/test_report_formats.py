"""The formats for other programs: what each says of a known finding."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from lxml import etree

from mtcheck import Checker, Config
from mtcheck.cli import main
from mtcheck.model import (
    Breach,
    Category,
    DocumentReport,
    Origin,
    Place,
    Report,
    Severity,
    Skipped,
    Span,
)
from mtcheck.plugins import REPORTS, load_plugin
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.markdown_text import code_span, escaped
from mtcheck.reports.places import end_of
from tests.factories import beside, finding, judged, report
from tests.report_readers import READERS, read

SEED = Path("seeds/lavrov-aleppo.txt")
TEXT = "Лавров 😀 spoke.\r\n\r\nThe Americans otrulivaet\r\naside, he said: a, b."
START = TEXT.index("otrulivaet")
FOUND = finding(
    START,
    START + len("otrulivaet\r\naside"),
    rule="untranslated/transliterated-word",
    category=Category.UNTRANSLATED,
    severity=Severity.CRITICAL,
    message="100 % Russian: отруливает, left.",
    origin=Origin("отруливает", "отруливать", "verb", ("3per", "sing"), "steers away"),
    suggestions=("steer\naside", ""),
    confidence=0.9,
    help_url="https://example.org/rule",
)
EMOJI = finding(7, 8, severity=Severity.MINOR, category=Category.PUNCTUATION)


def whole(**changes: Any) -> Report:
    document = judged(TEXT, FOUND, EMOJI)
    settings = {name: getattr(document, name) for name in DocumentReport.__slots__}
    return report(DocumentReport(**(settings | {"path": "./new s/a,b:c.txt"} | changes)))


def render(name: str, given: Report | None = None, **options: Any) -> str:
    text: str = load_plugin(REPORTS, name)().render(given or whole(), RenderOptions(**options))
    return text


def test_every_format_of_the_seed_in_one_run_is_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["mtcheck", "check", str(SEED), "--fail-on", "none", "--detector", "patterns"]
    for name in READERS:
        arguments += ["-f", name, "-o", str(tmp_path / name)]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0
    assert capsys.readouterr().out == ""
    checker = Checker(Config(detectors=frozenset({"patterns"})))
    same = checker.report([checker.check_file(SEED)])
    assert len(same.findings) > 5
    for name in READERS:
        text = (tmp_path / name).read_bytes().decode("utf-8")
        assert read(name, text, same) == len(same.findings), name


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_clean_document_is_a_valid_report(name: str) -> None:
    clean = report(judged("All is well."))
    assert read(name, render(name, clean), clean) == 0


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_run_without_documents_is_a_valid_report(name: str) -> None:
    assert read(name, render(name, report()), report()) == 0


def test_the_end_of_a_finding_over_two_lines() -> None:
    (_, last) = whole().findings
    assert (last.line, last.column) == (3, 15)
    assert end_of(last, TEXT) == (4, 6)
    inside = finding(len("Лавров 😀 spoke."), len("Лавров 😀 spoke.\r"))
    assert end_of(judged(TEXT, inside).findings[0], TEXT) == (1, 17)


def sarif() -> dict[str, Any]:
    (run,) = json.loads(render("sarif"))["runs"]
    return run  # type: ignore[no-any-return]


def test_sarif_counts_code_points() -> None:
    emoji, word = sarif()["results"]
    assert emoji["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 8,
        "endLine": 1,
        "endColumn": 9,
        "charOffset": 7,
        "charLength": 1,
        "snippet": {"text": "😀"},
    }
    place = word["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "new%20s/a%2Cb%3Ac.txt", "uriBaseId": "%SRCROOT%", "index": 0}


def test_sarif_tells_of_the_rule() -> None:
    word = sarif()["results"][1]
    rule = sarif()["tool"]["driver"]["rules"][word["ruleIndex"]]
    assert rule["id"] == word["ruleId"] == "untranslated/transliterated-word"
    assert rule["helpUri"] == "https://example.org/rule"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["precision"] == "high"
    assert "accuracy/untranslated" in rule["properties"]["tags"]
    assert "отруливает" in rule["help"]["text"]
    assert "--disable untranslated/transliterated-word" in rule["help"]["markdown"]


def test_applying_a_sarif_fix_makes_the_suggested_text() -> None:
    word = sarif()["results"][1]
    fixed = []
    for fix in word["fixes"]:
        (replacement,) = fix["artifactChanges"][0]["replacements"]
        start = replacement["deletedRegion"]["charOffset"]
        end = start + replacement["deletedRegion"]["charLength"]
        fixed.append(TEXT[:start] + replacement["insertedContent"]["text"] + TEXT[end:])
    assert fixed == [TEXT.replace("otrulivaet\r\naside", s) for s in ("steer\naside", "")]


def test_sarif_fingerprints_survive_moved_lines() -> None:
    moved = judged("A new line.\r\n" + TEXT, finding(START + 13, START + 23, rule="a/b"))
    stayed = judged(TEXT, finding(START, START + 10, rule="a/b"))
    prints = [
        json.loads(render("sarif", report(d)))["runs"][0]["results"][0]["partialFingerprints"]
        for d in (moved, stayed)
    ]
    assert prints[0] == prints[1] != {}


def test_sarif_says_what_was_not_checked() -> None:
    skipped = (Skipped("grammar", "there is no Java", "run mtcheck languagetool install"),)
    (run,) = json.loads(render("sarif", whole(skipped=skipped)))["runs"]
    (notification,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert "there is no Java" in notification["message"]["text"]


def test_a_broken_sarif_is_refused() -> None:
    log = json.loads(render("sarif"))
    del log["runs"][0]["results"][0]["message"]
    with pytest.raises(jsonschema_rs.ValidationError):
        read("sarif", json.dumps(log), whole())


def test_github_escapes_properties_and_data() -> None:
    worst, mildest, summary = render("github", passed=False).splitlines()
    assert worst.startswith("::error file=new s/a%2Cb%3Ac.txt,line=3,endLine=4,title=untranslated")
    assert "::100 %25 Russian: отруливает, left." in worst
    assert "steer aside or (nothing)" in worst
    assert ",line=1,col=8,endColumn=8," in mildest
    assert summary == "mtcheck failed: 2 findings in 10 words"


def test_gitlab_fingerprints_differ_between_files() -> None:
    two = Report(whole().tool, (*whole().documents, *whole(path="other.txt").documents))
    issues = json.loads(render("gitlab", two))
    assert read("gitlab", json.dumps(issues), two) == 4
    assert issues[1]["location"] == {"path": "new s/a,b:c.txt", "lines": {"begin": 3, "end": 4}}
    assert issues[1]["severity"] == "critical"


def test_junit_has_a_failed_test_for_each_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    skipped = (Skipped("grammar", "there is no Java", "install it"),)
    (suite,) = etree.fromstring(render("junit", whole(skipped=skipped)).encode())
    assert suite.get("timestamp") == "1970-01-01T00:00:00"
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
    failure = suite.findall("testcase/failure")[1]
    assert failure.get("type") == "critical"
    assert "write: steer aside or (nothing)" in failure.text


def test_a_junit_file_without_timestamp_is_refused() -> None:
    broken = re.sub(r'timestamp="[^"]*"', "", render("junit"))
    with pytest.raises(etree.DocumentInvalid):
        read("junit", broken, whole())


def test_checkstyle_is_what_reviewdog_reads() -> None:
    root = etree.fromstring(render("checkstyle").encode())
    found = [
        (f.get("name"), e.get("line"), e.get("column"), e.get("severity"), e.get("source"))
        for f in root.iter("file")
        for e in f.iter("error")
    ]
    assert found == [
        ("new s/a,b:c.txt", "1", "8", "info", "mtcheck.family/name"),
        ("new s/a,b:c.txt", "3", "15", "error", "mtcheck.untranslated/transliterated-word"),
    ]


def test_csv_is_no_spreadsheet_program() -> None:
    message = '=HYPERLINK("http://example.org","x")'
    rows = render("csv", report(judged("=1+1", finding(0, 4, message=message))))
    (row,) = csv.DictReader(io.StringIO(rows.removeprefix("\ufeff"), newline=""))
    assert (row["text"], row["message"]) == ("'=1+1", f"'{message}")
    assert rows.startswith("\ufeffpath,line,")


def test_mqm_has_a_row_for_each_segment_and_error() -> None:
    lines = [line.split("\t") for line in render("mqm-tsv").splitlines()[1:]]
    assert [row[2] for row in lines] == ["1", "2"]
    emoji, word = lines
    assert emoji[6:9] == ["Лавров <v>😀</v> spoke.", "Fluency/Punctuation", "Minor"]
    assert word[6] == "The Americans <v>otrulivaet  aside</v>, he said: a, b."
    assert word[7:9] == ["Accuracy/Untranslated text", "Critical"]
    assert json.loads(word[9])["source_not_seen"] is True


def test_mqm_puts_the_source_beside_its_target() -> None:
    paired = beside(whole().documents[0], "Раз.", "Два.")
    lines = render("mqm-tsv", replace(whole(), documents=(paired,))).splitlines()[1:]
    assert [line.split("\t")[5] for line in lines] == ["Раз.", "Два."]
    uneven = render("mqm-tsv", whole(source_text="Одно.")).splitlines()[1:]
    assert [line.split("\t")[5] for line in uneven] == ["", ""]


def test_mqm_marks_the_words_of_the_source() -> None:
    document = whole().documents[0]
    found = tuple(replace(f, source_span=Span(6, 9)) for f in document.findings)
    paired = beside(replace(document, findings=found), "Раз.", "Два.")
    lines = render("mqm-tsv", replace(whole(), documents=(paired,))).splitlines()[1:]
    assert [line.split("\t")[5] for line in lines] == ["Раз.", "<v>Два</v>."]


def test_sarif_points_into_the_source_file() -> None:
    place = Place(3, 1, 3, 4)
    found = replace(FOUND, source_span=Span(6, 9), source_text="Два", source_place=place)
    there = replace(judged(TEXT, found), source_path="новости/b.ru.txt")
    (result,) = json.loads(render("sarif", report(there)))["runs"][0]["results"]
    (related,) = result["relatedLocations"]
    where = related["physicalLocation"]
    assert where["artifactLocation"]["uri"].endswith("b.ru.txt")
    assert where["region"] == {
        "startLine": 3,
        "startColumn": 1,
        "endLine": 3,
        "endColumn": 4,
        "snippet": {"text": "Два"},
    }


def test_json_lines_come_in_order() -> None:
    records = [json.loads(line) for line in render("jsonl", verdict="why").splitlines()]
    kinds = [record["type"] for record in records]
    assert kinds == ["run", "finding", "finding", "document", "verdict"]
    assert records[2]["text"] == "otrulivaet\r\naside"
    assert records[-1] == {"type": "verdict", "passed": True, "reason": "why", "breaches": []}


def test_markdown_shows_the_finding() -> None:
    text = render("markdown", passed=False, verdict="1 finding major or worse")
    assert text.startswith("### mtcheck ❌ failed: 1 finding major or worse\n")
    assert "| 3 | 🔴 critical | `otrulivaet aside` |" in text
    assert "`steer aside` or *nothing* |" in text


def test_a_comment_that_would_be_too_long_keeps_the_worst() -> None:
    text = "word " * 2000
    found = [
        finding(5 * i, 5 * i + 4, rule=f"a/b-{i}", message="It is wrong. " * 9) for i in range(999)
    ]
    worst = finding(9990, 9994, rule="a/worst", severity=Severity.CRITICAL)
    page = render("markdown", report(judged(text, *found, worst)))
    assert len(page) < 65_536
    assert "a/worst" in page
    shown = page.count("⚪ minor")
    assert f"…and {999 - shown} more findings, not worse than those shown." in page


def test_markdown_of_the_article_is_shown_not_read() -> None:
    assert escaped("**a** <b> [c](d)") == r"\*\*a\*\* &lt;b&gt; \[c\]\(d\)"
    assert "@name" not in escaped("ask @name")
    assert code_span("``x`` | y") == "``` ``x`` | y ```"


@pytest.mark.parametrize("name", sorted(READERS))
def test_known_findings_are_no_findings(name: str) -> None:
    text = "The Americans otrulivaet\r\naside, said the foreign Minister."
    new, old = finding(14, 24, message="New here."), finding(41, 57, message="Known already.")
    document = replace(judged(text, new), known=judged(text, old).findings, mended=2)
    given = report(document)
    breach = Breach("max-findings", 0, 1, 1, "1 finding, 1 over the limit of 0", None, "news/")
    shown = render(name, given, verdict=breach.message, passed=False, breaches=(breach,))
    assert read(name, shown, given) == 1
    if name not in ("json", "jsonl"):
        assert "Known already." not in shown


def test_a_reader_is_told_how_many_findings_are_known() -> None:
    document = replace(judged("One two three."), known=judged("One.", finding(0, 3)).findings)
    assert "known: 1 finding of the baseline" in render("terminal", report(document))
    assert "1 known finding of the baseline" in render("markdown", report(document))
    assert "1 known, in the baseline" in render("html", report(document))
    (run,) = json.loads(render("sarif", report(document)))["runs"]
    assert (run["results"], run["properties"]["known"]) == ([], 1)
