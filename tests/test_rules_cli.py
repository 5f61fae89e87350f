"""``mtcheck rules``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtcheck.cli.rules import command
from mtcheck.model import MtcheckError
from mtcheck.rules import load_rules
from mtcheck.rules.measured import load_measured
from tests.rule_packs import rule_text, write_pack

PACK = (
    rule_text("phrase: old bridge")
    .replace('bad: ["[[x]]"]', 'bad: ["An [[old bridge]].", "[[Old bridge]]", "The old bridge"]')
    .replace("good: [y]", "good: [A new bridge.]")
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=True)


def test_passing_examples(tmp_path: Path) -> None:
    write_pack(tmp_path, PACK.replace(', "The old bridge"', ""))
    result = run("test", "pack.yaml")
    assert (result.exit_code, result.output) == (0, "1 rules, 3 examples: all as they should be\n")


def test_failing_examples_say_what_is_marked_and_what_should_be(tmp_path: Path) -> None:
    text = PACK.replace('"The old bridge"', '"The [[old]] bridge"').replace("new bridge.", "new.")
    write_pack(tmp_path, text)
    result = run("test", "pack.yaml")
    assert result.exit_code == 1
    assert result.output == (
        "pack.yaml:9: test/rule\n"
        "    marked  The [[old bridge]]\n"
        "    wanted  The [[old]] bridge\n"
        "1 of 4 examples of 1 rules fail\n"
    )


def test_examples_of_a_family_by_name() -> None:
    rule = next(iter(load_rules()))
    result = run("test", rule.id)
    assert result.exit_code == 0
    assert result.output.startswith("1 rules, ")


def test_a_broken_pack_is_an_error(tmp_path: Path) -> None:
    write_pack(tmp_path, PACK)
    assert isinstance(run("test", "pack.yaml").exception, MtcheckError)
    assert isinstance(run("test", "none.yaml").exception, MtcheckError)


def test_list_has_every_rule_and_those_of_the_settings(tmp_path: Path) -> None:
    write_pack(tmp_path, PACK.replace(', "The old bridge"', ""))
    (tmp_path / "mtcheck.toml").write_text('packs = ["pack.yaml"]')
    rows = json.loads(run("list", "--format", "json").output)
    assert {row["id"] for row in rows} == {rule.id for rule in load_rules()} | {"test/rule"}
    table = run("list", "test").output.splitlines()
    assert table[0].split()[:4] == ["rule", "severity", "category", "level"]
    assert table[1].split()[:4] == ["test/rule", "major", "fluency/grammar", "default"]


def test_show_has_the_examples_and_the_source() -> None:
    rule = next(iter(load_rules()))
    output = run("show", rule.id).output
    assert output.startswith(f"# {rule.id}\n")
    assert f"{rule.file}:" in output
    assert all(e.text in output for e in rule.examples if not e.bad)
    error = run("show", "no/such-rule").exception
    assert isinstance(error, MtcheckError)


def test_measure_counts_hits_and_judges_them(tmp_path: Path) -> None:
    write_pack(tmp_path, PACK.replace(', "The old bridge"', ""))
    (tmp_path / "mtcheck.toml").write_text('packs = ["pack.yaml"]')
    (tmp_path / "plain.txt").write_text("They closed the old bridge. The old bridge was long.")
    marked = tmp_path / "marked"
    marked.mkdir()
    (marked / "a.txt").write_text("The old bridge fell. The old bridge stood.")
    mark = {"start": 4, "end": 7, "category": "fluency/grammar", "severity": "major"}
    (marked / "a.jsonl").write_text(json.dumps(mark))
    result = run(
        "measure", "--corpus", "plain=plain.txt", "--corpus", "marked=marked", "-o", "out.json"
    )
    assert result.exit_code == 0, result.output
    measured = load_measured(tmp_path / "out.json")
    figures = measured.figures["test/rule"]
    assert dict(figures.hits) == {"plain": 2, "marked": 2}
    assert (figures.judged, figures.right) == (2, 1)
    assert measured.corpora["plain"].words == 10
    assert "corpora:plain:" in measured.signature
    assert set(measured.figures) == {rule.id for rule in load_rules()} | {"test/rule"}


@pytest.mark.parametrize("corpus", ["plain.txt", "plain=", "plain=none.txt"])
def test_measure_refuses_what_is_no_corpus(corpus: str) -> None:
    error = run("measure", "--corpus", corpus).exception
    assert isinstance(error, MtcheckError)


def test_docs_are_written_and_pages_of_packs_gone_removed(tmp_path: Path) -> None:
    result = run("docs", "pages")
    assert result.exit_code == 0
    folder = tmp_path / "pages"
    index = (folder / "README.md").read_text("utf-8")
    assert all(f"]({page.name})" in index for page in folder.glob("*.md") if page.stem != "README")
    (folder / "gone.md").write_text(index)
    (folder / "kept.md").write_text("# Mine")
    run("docs", "pages")
    assert not (folder / "gone.md").exists()
    assert (folder / "kept.md").exists()
