"""``mtcheck check --source``: the Russian in a file of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import assert_one_line

RUSSIAN = "Переговоры в Алеппо\n\nАмериканцы отруливают в сторону. Так сказал министр Лавров.\n"
ENGLISH = "Talks in Aleppo\n\nThe Americans otrulivaet aside. So said minister Lavrov.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "a.ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    return tmp_path


QUIET = ("--detector", "transliteration", "--fail-on", "none")


def test_the_report_holds_the_alignment(run) -> None:
    ran = run("check", *QUIET, "a.en.txt", "--source", "a.ru.txt", "-f", "json")
    assert ran.code == 0
    (document,) = json.loads(ran.out)["documents"]
    source = document["source"]
    assert source["path"] == "a.ru.txt"
    assert [s["source"] for s in source["segments"]] == RUSSIAN.strip().split("\n\n")
    joints = source["segments"][1]["joints"]
    text, russian = source["segments"][1]["text"], source["segments"][1]["source"]
    assert [
        (
            text[j["target"]["start"] : j["target"]["end"]],
            russian[j["source"]["start"] : j["source"]["end"]],
        )
        for j in joints
    ] == [
        ("The Americans otrulivaet aside.", "Американцы отруливают в сторону."),
        ("So said minister Lavrov.", "Так сказал министр Лавров."),
    ]
    assert "a.ru.txt: read as cp1251" in document["notes"]


def test_the_terminal_shows_the_source_of_the_sentence(run) -> None:
    ran = run("check", *QUIET, "a.en.txt", "--source", "a.ru.txt")
    assert "Source  Американцы отруливают в сторону.\n" in ran.out


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.en.txt", "", "a.en.txt: not Russian (0% of its letters are Cyrillic)"),
        ("none.txt", None, "none.txt: there is no such file"),
        ("empty.txt", " \n", "empty.txt: no text; as a source, give the Russian text"),
        ("numbers.md", "1 2 3", "numbers.md: no text"),
    ],
)
def test_what_is_no_russian_is_refused(
    run, folder: Path, name: str, text: str | None, told: str
) -> None:
    if text:
        (folder / name).write_text(text, "utf-8")
    ran = run("check", *QUIET, "a.en.txt", "--source", name)
    assert_one_line(ran, told)
    assert ran.out == ""


def test_a_file_is_the_source_of_one_article(run, folder: Path) -> None:
    (folder / "b.en.txt").write_text(ENGLISH, "utf-8")
    ran = run("check", *QUIET, "a.en.txt", "b.en.txt", "--source", "a.ru.txt")
    assert_one_line(ran, "belongs to one article, not to 2")


def test_a_file_with_its_own_sources_takes_no_other(run, folder: Path) -> None:
    unit = "<trans-unit id='1'><source>Да</source><target>Yes, he said so.</target></trans-unit>"
    (folder / "a.xlf").write_text(
        "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='a' "
        "source-language='ru' target-language='en' datatype='plaintext'><body>"
        f"{unit}</body></file></xliff>",
        "utf-8",
    )
    ran = run("check", *QUIET, "a.xlf", "--source", "a.ru.txt")
    assert_one_line(ran, "a.xlf: holds the source of its segments already")


def test_a_folder_by_the_pattern_of_the_settings(run, folder: Path) -> None:
    (folder / "mtcheck.toml").write_text('source = "{stem}.ru{suffix}"\n', "utf-8")
    (folder / "b.txt").write_text(ENGLISH, "utf-8")
    ran = run("check", *QUIET, ".", "-f", "json")
    assert ran.code == 0
    found = {d["path"]: d for d in json.loads(ran.out)["documents"]}
    assert sorted(found) == ["a.en.txt", "b.txt"]
    assert found["a.en.txt"]["source"]["path"] == "a.ru.txt"
    assert found["b.txt"]["source"] is None
    assert found["b.txt"]["notes"] == ["checked without its source: there is no b.ru.txt"]


def test_a_pattern_has_known_places_only(run) -> None:
    ran = run("check", *QUIET, "a.en.txt", "--source", "{language}.txt")
    assert_one_line(ran, "may hold {stem}, {name} and {suffix}")


def test_fixing_keeps_the_source(run, folder: Path) -> None:
    (folder / "a.en.txt").write_text(ENGLISH.replace("aside", "«aside»"), "utf-8")
    ran = run(
        "check", "a.en.txt", "--source", "a.ru.txt", "--fix", "--detector", "patterns", "-f", "json"
    )
    assert (ran.code, "«" in (folder / "a.en.txt").read_text("utf-8")) == (0, False)
    assert json.loads(ran.out)["documents"][0]["source"]["path"] == "a.ru.txt"
