"""The command line as its user meets it: exit codes, one-line errors, whole files."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.command_line import RULES_ONLY, assert_one_line

SEEDS = Path(__file__).parent.parent / "seeds"
GARBLED = "The Americans otrulivaet aside, said foreign Minister Lavrov on Friday evening.\n"
CLEAN = "The minister said on Friday that the bridge would be open again by the end of May.\n"


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_findings_at_the_limit_exit_with_1(run, tmp_path: Path) -> None:
    ran = run("check", *RULES_ONLY, write(tmp_path / "a.txt", GARBLED))
    assert ran.code == 1
    assert "отруливает" in ran.out
    assert "failed: 1 finding major or worse" in ran.out


def test_fail_on_none_never_fails(run, tmp_path: Path) -> None:
    ran = run("check", *RULES_ONLY, "--fail-on", "none", write(tmp_path / "a.txt", GARBLED))
    assert ran.code == 0


def test_good_english_is_clean(run, tmp_path: Path) -> None:
    ran = run("check", *RULES_ONLY, "--fail-on", "minor", write(tmp_path / "a.txt", CLEAN))
    assert (ran.code, ran.err) == (0, "")


def test_standard_input(run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(GARBLED.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    ran = run("check", *RULES_ONLY, "-", "--format", "json")
    (found,) = json.loads(ran.out)["documents"]
    assert found["path"] == "<stdin>"
    assert "otrulivaet" in {f["text"] for f in found["findings"]}


def test_a_folder_is_read_with_all_below_it(run, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    write(tmp_path / "desk" / "b.md", GARBLED)
    write(tmp_path / "a.txt", CLEAN)
    write(tmp_path / "c.pdf", b"%PDF-1.7\0")
    ran = run("check", *RULES_ONLY, tmp_path, "--format", "json")
    paths = [Path(d["path"]).name for d in json.loads(ran.out)["documents"]]
    assert paths == ["a.txt", "b.md"]


def test_offsets_are_code_points_also_behind_an_emoji(run, tmp_path: Path) -> None:
    text = "😀 Жара. " + GARBLED
    ran = run("check", *RULES_ONLY, "--format", "json", write(tmp_path / "a.txt", text))
    found = json.loads(ran.out)["documents"][0]["findings"]
    assert found
    assert all(text[f["start"] : f["end"]] == f["text"] for f in found)


def test_reports_go_into_files_whole(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", GARBLED)
    ran = run("check", *RULES_ONLY, article, "-f", "json", "-f", "terminal", "-o", "out.json")
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["schema_version"] == "1.1"
    assert "otrulivaet" in ran.out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out.json"]


CP1251 = "Привет, мир и всем".encode("cp1251")


def test_a_binary_file_is_refused(run, tmp_path: Path) -> None:
    image = write(tmp_path / "binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0")
    assert_one_line(run("check", image), "binary.txt", "binary")


def test_bytes_that_are_invalid_in_the_named_encoding_are_refused(run, tmp_path: Path) -> None:
    article = write(tmp_path / "latin.txt", CP1251)
    ran = run("check", *RULES_ONLY, article, "--encoding", "utf-8")
    assert_one_line(ran, "latin.txt", "UTF-8", "at byte 0", "--encoding windows-1251")


def test_bytes_that_are_no_utf_8_are_read_by_their_look_and_it_is_said(run, tmp_path: Path) -> None:
    article = write(tmp_path / "latin.txt", CP1251)
    ran = run("check", "--detector", "scripts", article)
    assert (ran.code, ran.err) == (1, "")
    assert "note: not valid UTF-8; read as windows-1251" in ran.out
    assert "Привет, мир и всем" in ran.out


def test_a_missing_file(run) -> None:
    assert_one_line(run("check", "nowhere.txt"), "nowhere.txt")


def test_a_folder_without_text(run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_line(run("check", "empty"), "empty")


def test_nothing_to_check(run) -> None:
    assert_one_line(run("check"), "nothing to check")


def test_an_empty_file_is_clean_and_says_so(run, tmp_path: Path) -> None:
    ran = run("check", *RULES_ONLY, write(tmp_path / "empty.txt", b""))
    assert ran.code == 0
    assert "0 words" in ran.out
    assert "note:" in ran.out


def test_a_line_of_a_megabyte(run, tmp_path: Path) -> None:
    line = ("The minister said nothing new about the bridge. " * 22_000).encode()
    ran = run(
        "check", "--detector", "transliteration", write(tmp_path / "long.txt", line[:1_048_576])
    )
    assert ran.code == 0
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("- id: house/x\n  titel: y\n", "titel"),
        ("- id: [\n", "house.yaml"),
        ("just words\n", "house.yaml"),
    ],
)
def test_a_broken_rule_pack(run, tmp_path: Path, pack: str, said: str) -> None:
    article = write(tmp_path / "a.txt", CLEAN)
    broken = write(tmp_path / "house.yaml", pack)
    assert_one_line(run("check", "--pack", broken, article), "house.yaml", said)


def test_an_unknown_settings_key(run, tmp_path: Path) -> None:
    write(tmp_path / "mtcheck.toml", 'fail_on = "minor"\n')
    ran = run("check", write(tmp_path / "a.txt", CLEAN))
    assert_one_line(ran, "mtcheck.toml", "did you mean “fail-on”?")


def test_an_unknown_detector_and_an_unknown_format(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", CLEAN)
    assert_one_line(run("check", "--detector", "magic", article), "magic", "transliteration")
    assert_one_line(run("check", "--format", "pdf", article), "pdf", "terminal")


def test_two_reports_cannot_share_standard_output(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", CLEAN)
    assert_one_line(run("check", article, "-f", "json", "-f", "terminal"), "standard output")


def test_a_report_file_in_a_folder_that_is_not_there(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", CLEAN)
    assert_one_line(run("check", article, "-f", "json", "-o", "no/where.json"), "no")
    assert not (tmp_path / "no").exists()


def test_eval_prints_recall_and_precision(run, tmp_path: Path) -> None:
    ran = run("eval", "--gold", SEEDS / "lavrov-aleppo.jsonl", *RULES_ONLY, "--details", "d.txt")
    assert ran.code == 0
    assert "recall" in ran.out
    assert "mtcheck:" in ran.out
    assert "missed" in (tmp_path / "d.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ('{"start": 0, "end": 3, "category": "fluency/grammar"}', "severity"),
        (
            '{"start": 0, "end": 3, "text": "zzz", "category": "other", "severity": "minor"}',
            "zzz",
        ),
        ("not json", "not a mark"),
    ],
)
def test_eval_refuses_marks_that_do_not_fit(run, tmp_path: Path, mark: str, said: str) -> None:
    write(tmp_path / "a.txt", CLEAN)
    assert_one_line(run("eval", "--gold", write(tmp_path / "a.jsonl", mark)), "a.jsonl:1", said)


def test_without_a_grammar_server_the_report_comes_and_says_so(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", GARBLED)
    address = ("--languagetool", "http://127.0.0.1:9")
    ran = run("check", article, *address, *RULES_ONLY, "--detector", "grammar")
    assert ran.code == 1
    assert "otrulivaet" in ran.out
    assert "not checked: grammar:" in ran.out


def test_a_required_grammar_server_that_is_not_there_is_an_error(run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", GARBLED)
    ran = run("check", article, "--languagetool", "http://127.0.0.1:9", "--require", "grammar")
    assert_one_line(ran, "grammar is required")


def test_colour_is_for_terminals_and_no_color_is_respected(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = write(tmp_path / "a.txt", GARBLED)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", *RULES_ONLY, article).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", *RULES_ONLY, article).out
    assert "\x1b[" in run("check", *RULES_ONLY, "--color", "always", article).out


def test_an_inline_suppression_silences_its_rule(run, tmp_path: Path) -> None:
    text = GARBLED + "\nmtcheck-ignore: untranslated -- a quotation\n"
    ran = run("check", *RULES_ONLY, write(tmp_path / "a.txt", text), "--format", "json")
    (document,) = json.loads(ran.out)["documents"]
    assert "otrulivaet" not in {f["text"] for f in document["findings"]}
    assert "otrulivaet" in {f["text"] for f in document["suppressed"]}


def test_doctor_names_what_is_there(run) -> None:
    ran = run("doctor")
    for part in ("mtcheck", "english model", "rule packs", "russian dictionary"):
        assert part in ran.out


def test_wrong_usage_is_one_line_too(run) -> None:
    assert_one_line(run("check", "--fail-on", "huge", "x.txt"), "--fail-on", "huge")
    assert_one_line(run("chekc"), "chekc")
    assert_one_line(run("check", "--no-such-thing"), "--no-such-thing")


def test_help_lists_every_command(run) -> None:
    ran = run("--help")
    for name in ("check", "rules", "eval", "score", "languagetool", "doctor"):
        assert name in ran.out


def test_an_error_does_not_steer_the_terminal(run) -> None:
    ran = run("check", "\x1b[31mred\u202e.txt")
    assert ran.code == 2
    assert ran.err == "mtcheck: ·[31mred·.txt: there is no such file or folder\n"


def test_eval_measures_on_demetr(run, tmp_path: Path) -> None:
    row = {
        "id": 1,
        "src_sent": "Американцы каждый раз отруливают.",
        "eng_sent": "The Americans steer away.",
        "mt_sent": "The Americans steer away.",
        "pert_sent": "The Americans otrulivaet.",
        "pert_check": True,
    }
    write(tmp_path / "critical_id4_codemix.jsonl", json.dumps(row))
    ran = run("eval", "demetr", tmp_path, *RULES_ONLY)
    assert ran.code == 0
    assert "critical_id4_codemix" in ran.out
    assert "mtcheck:" in ran.out
    figures = json.loads(run("eval", "demetr", tmp_path, *RULES_ONLY, "-f", "json").out)
    assert figures["accuracy"]["mtcheck"] == 1.0
    table = write(tmp_path / "table.md", "<!-- eval demetr -->\n<!-- end eval demetr -->\n")
    assert run("eval", "demetr", tmp_path, *RULES_ONLY, "--write", table).code == 0
    assert "| critical_id4_codemix | 1 | 1.00 |" in table.read_text("utf-8")
    assert_one_line(run("eval"), "--gold")
    assert_one_line(run("eval", "--gold", "a.jsonl", "demetr", tmp_path), "--gold")
