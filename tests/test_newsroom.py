"""A newsroom's repository: a bad article is stopped, the mended one passes, old ones are quiet."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command_line import Ran
from tests.external_tools import lacking, script
from tests.git_repository import Repository, clean_environment

ROOT = Path(__file__).parent.parent
NEWSROOM = Path(__file__).parent / "newsroom"
CHANGES = Path(__file__).parent / "newsroom_changes"
ARTICLE = "news/harbour.md"
FLAGGED = {(7, "podcherknul"), (11, "otrulivaet")}
Run = Callable[..., Ran]


@pytest.fixture
def newsroom(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The newsroom on a branch for its next article, with a baseline of the old ones."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    repository = Repository(tmp_path / "newsroom")
    shutil.copytree(NEWSROOM, repository.folder, dirs_exist_ok=True)
    monkeypatch.chdir(repository.folder)
    assert run("check", ".", "--no-baseline").code == 1
    assert "1 finding known" in run("baseline", "create", ".").out
    assert run("init", "--pre-commit").code == 0
    repository.commit("The newsroom")
    repository.git("switch", "-q", "-c", "harbour")
    return repository


def write(repository: Repository, version: str) -> None:
    text = (CHANGES / f"harbour-{version}.md").read_bytes()
    repository.write(ARTICLE, text)
    repository.git("add", "--all")


def test_the_old_articles_are_quiet(run: Run, newsroom: Repository) -> None:
    ran = run("check", ".")
    assert ran.code == 0
    assert "known: 1 finding of the baseline\n" in ran.out
    moved = (
        (newsroom.folder / "archive/ferry.txt")
        .read_text("utf-8")
        .replace("\n\nThe ferry", "\n\nA correction was made on Wednesday.\n\nThe ferry")
    )
    newsroom.write("archive/ferry.txt", moved)
    assert run("check", ".").code == 0


@pytest.mark.parametrize("scope", [(), ("--diff", "main..."), ("--diff", "main")])
def test_a_pull_request_passes_the_gate_once_it_is_mended(
    run: Run, newsroom: Repository, scope: tuple[str, ...]
) -> None:
    write(newsroom, "bad")
    newsroom.commit("The harbour wall")
    failed = run("check", ".", *scope, "-f", "sarif", "-o", "m.sarif", "-f", "json", "-o", "m.json")
    assert failed.code == 1
    (sarif,) = json.loads(Path("m.sarif").read_text("utf-8"))["runs"]
    assert {
        (place["region"]["startLine"], place["region"]["snippet"]["text"])
        for result in sarif["results"]
        for place in [result["locations"][0]["physicalLocation"]]
        if place["artifactLocation"]["uri"] == ARTICLE
    } == FLAGGED
    assert len(sarif["results"]) == len(FLAGGED)
    verdict = json.loads(Path("m.json").read_text("utf-8"))["verdict"]
    assert {b["limit"] for b in verdict["breaches"]} == {"fail-on", "max-penalty"}
    assert {b["path"] for b in verdict["breaches"]} == {None, ARTICLE}

    write(newsroom, "mended")
    newsroom.commit("The harbour wall, mended")
    assert run("check", ".", *scope).code == 0


def commits(repository: Repository, **environment: str) -> subprocess.CompletedProcess[str]:
    """``git commit`` as a reporter types it, with the hooks of the repository."""
    own = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    identity = {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", "Desk"), ("EMAIL", "desk@example.org"))
    }
    return subprocess.run(
        ("git", "commit", "-m", "The harbour wall"),
        cwd=repository.folder,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment() | identity | {"PATH": own} | environment,
    )


def stopped_then_let_through(repository: Repository, **environment: str) -> None:
    before = repository.git("rev-parse", "HEAD")
    write(repository, "bad")
    stopped = commits(repository, **environment)
    assert stopped.returncode != 0
    told = stopped.stdout + stopped.stderr
    assert "podcherknul" in told, told
    assert "otrulivaet" in told
    assert "failed: 2 findings major or worse" in told
    assert repository.git("rev-parse", "HEAD") == before
    write(repository, "mended")
    passed = commits(repository, **environment)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert repository.git("rev-parse", "HEAD") != before


def pre_commit(
    repository: Repository, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (script("pre-commit"), *arguments),
        cwd=repository.folder,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment() | environment,
    )


def test_pre_commit_stops_a_bad_article(newsroom: Repository, tmp_path: Path) -> None:
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    assert pre_commit(newsroom, "install", **home).returncode == 0
    stopped_then_let_through(newsroom, **home)
    newsroom.write("archive/ferry.txt", (NEWSROOM / "archive/ferry.txt").read_text() + "\nEnd.\n")
    newsroom.git("add", "--all")
    assert commits(newsroom, **home).returncode == 0


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Repository]:
    """This checkout as the repository that pre-commit fetches mtcheck from."""
    repository = Repository(tmp_path / "mtcheck")
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=ROOT,
        capture_output=True,
        check=True,
        env=clean_environment(),
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            target = repository.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    repository.commit("mtcheck")
    yield repository
    shutil.rmtree(tmp_path / "pre-commit", ignore_errors=True)


def test_the_hooks_of_this_repository_install_themselves_and_stop_a_bad_article(
    newsroom: Repository, published: Repository, tmp_path: Path
) -> None:
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    revision = published.git("rev-parse", "HEAD").strip()
    newsroom.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {published.folder.as_uri()}\n  rev: {revision}\n"
        "  hooks:\n  - id: mtcheck-diff\n  - id: mtcheck\n    stages: [manual]\n",
    )
    newsroom.commit("Hooks")
    installed = pre_commit(newsroom, "install", "--install-hooks", **home)
    if "No matching distribution" in installed.stdout + installed.stderr:
        lacking("a package index, from which pre-commit installs mtcheck")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    stopped_then_let_through(newsroom, **home)
    every = ("run", "mtcheck", "--all-files", "--hook-stage", "manual", "--verbose")
    whole = pre_commit(newsroom, *every, **home)
    assert whole.returncode == 0, whole.stdout
    assert "known: 1 finding of the baseline" in whole.stdout
