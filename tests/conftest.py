"""What several tests stand on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.cli import main
from tests.command_line import Ran
from tests.git_repository import Repository


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """``run("check", path)`` in an empty folder: exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["mtcheck", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty git repository that is the current folder, without the user's settings of git."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path / "newsroom")
    monkeypatch.chdir(made.folder)
    return made
