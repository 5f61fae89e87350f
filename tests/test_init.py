"""``mtcheck init``: what it writes is right, and nothing that is there is lost."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import mtcheck
from mtcheck.cli.init import GITHUB, GITLAB, PRE_COMMIT
from mtcheck.config import load_config
from mtcheck.languagetool import VERSION
from mtcheck.limits import Limits, PathLimits
from mtcheck.model import Severity
from tests.command_line import Ran, assert_one_line
from tests.git_repository import Repository

Run = Callable[..., Ran]


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_settings_are_written_and_work_as_they_are(run: Run, tmp_path: Path) -> None:
    assert run("init").out == "mtcheck.toml: written\n"
    assert names(tmp_path) == {"mtcheck.toml"}
    assert load_config(tmp_path / "mtcheck.toml").fail_on is Severity.MAJOR


def test_every_key_that_is_commented_out_is_right(run: Run, tmp_path: Path) -> None:
    run("init")
    path = tmp_path / "mtcheck.toml"
    path.write_text(re.sub(r"(?m)^#(?=[\w\[\"])", "", path.read_text("utf-8")), "utf-8")
    config = load_config(path)
    assert config.gate.limits == Limits(max_penalty=10.0, max_findings=20)
    assert config.gate.paths == (PathLimits("archive/", Limits(Severity.CRITICAL, 40.0)),)
    told = tomllib.loads(path.read_text("utf-8"))
    with pytest.raises(Exception, match="known: ") as caught:
        load_config(_settings(tmp_path / "other", "zzzzzzzz = 1\n"))
    known = str(caught.value).partition("known: ")[2].split(", ")
    assert set(told) == set(known)


def _settings(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "mtcheck.toml").write_text(text, "utf-8")
    return folder / "mtcheck.toml"


def test_everything_on_request(run: Run, tmp_path: Path) -> None:
    assert run("init", "--pre-commit", "--github", "--gitlab").code == 0
    assert names(tmp_path) == {"mtcheck.toml", PRE_COMMIT, GITHUB, GITLAB}
    for name in (PRE_COMMIT, GITHUB, GITLAB):
        text = (tmp_path / name).read_text("utf-8")
        assert yaml.safe_load(text)
        assert not re.search(r"@[A-Z]+@", text)
    workflow = (tmp_path / GITHUB).read_text("utf-8")
    assert f'MTCHECK_INSTALL: "mtcheck=={mtcheck.__version__}"' in workflow
    assert f"languagetool-{VERSION}\n" in workflow


def test_what_ci_installs_can_be_said(run: Run, tmp_path: Path) -> None:
    hostile = 'mtcheck @ git+https://example.org/m"$(id)`#\\.git'
    run("init", "--github", "--gitlab", "--install", hostile)
    workflow = yaml.safe_load((tmp_path / GITHUB).read_text("utf-8"))
    assert workflow["jobs"]["mtcheck"]["env"]["MTCHECK_INSTALL"] == hostile
    job = yaml.safe_load((tmp_path / GITLAB).read_text("utf-8"))["mtcheck"]
    assert job["variables"]["MTCHECK_INSTALL"] == hostile


@pytest.mark.parametrize("name", [PRE_COMMIT, GITHUB, GITLAB])
def test_nothing_is_overwritten_without_force(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine\n", "utf-8")
    every = ("init", "--pre-commit", "--github", "--gitlab")
    assert_one_line(run(*every), name, "--force")
    assert names(tmp_path) == {name}
    assert path.read_text("utf-8") == "mine\n"
    assert run(*every, "--force").code == 0
    assert path.read_text("utf-8") != "mine\n"


def test_settings_that_are_there_stay(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "mtcheck.toml"
    own.write_text("pedantic = true\n", "utf-8")
    assert_one_line(run("init"), "mtcheck.toml", "--force")
    ran = run("init", "--gitlab")
    assert (ran.code, names(tmp_path)) == (0, {"mtcheck.toml", GITLAB})
    assert own.read_text("utf-8") == "pedantic = true\n"
    assert run("init", "--force").code == 0
    assert own.read_text("utf-8") != "pedantic = true\n"


def test_settings_of_a_pyproject_stay_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.mtcheck]\npedantic = true\n", "utf-8")
    assert_one_line(run("init"), "pyproject.toml", "edit them there")
    assert run("init", "--pre-commit").code == 0
    assert names(tmp_path) == {"pyproject.toml", PRE_COMMIT}


def test_printing_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / PRE_COMMIT).write_text("mine\n", "utf-8")
    ran = run("init", "--pre-commit", "--print")
    assert (ran.code, names(tmp_path)) == (0, {PRE_COMMIT})
    assert yaml.safe_load(ran.out)["repos"]
    assert ran.out.startswith(f"# {PRE_COMMIT}\n")


def test_ci_files_belong_into_the_folder_of_the_repository(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository(tmp_path / "newsroom")
    (repository.folder / "desk").mkdir()
    monkeypatch.chdir(repository.folder / "desk")
    assert_one_line(run("init", "--github"), GITHUB, str(repository.folder))
    assert run("init").code == 0
    monkeypatch.chdir(repository.folder)
    assert run("init", "--github").code == 0


def test_a_file_where_a_folder_has_to_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("", "utf-8")
    assert_one_line(run("init", "--github"), ".github", "cannot be made")


def test_the_hook_of_init_is_the_one_of_the_manifest(run: Run) -> None:
    root = Path(__file__).parent.parent
    manifest = {h["id"]: h for h in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())}
    (repository,) = yaml.safe_load(run("init", "--pre-commit", "--print").out)["repos"]
    (hook,) = repository["hooks"]
    theirs = manifest[hook["id"]] | {"language": "system"}
    del theirs["minimum_pre_commit_version"]
    assert hook == theirs
    assert json.dumps(hook["entry"]) == '"mtcheck check --quiet --diff HEAD"'
