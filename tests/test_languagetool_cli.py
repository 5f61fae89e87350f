from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtcheck.cli.languagetool import command
from mtcheck.languagetool.progress import shown_on_stderr
from mtcheck.languagetool.server import running
from mtcheck.model import MtcheckError
from tests.languagetool_real import private_cache


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


@pytest.fixture
def empty_offline_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MTCHECK_OFFLINE", "1")


@pytest.mark.usefixtures("empty_offline_cache")
@pytest.mark.parametrize("word", ["install", "start"])
def test_what_is_missing_is_one_line_for_the_user(word: str) -> None:
    result = run(word)
    assert isinstance(result.exception, MtcheckError)
    assert "MTCHECK_OFFLINE" in str(result.exception)
    assert "\n" not in str(result.exception)


@pytest.mark.usefixtures("empty_offline_cache")
def test_status_without_installation() -> None:
    result = run("status")
    assert result.exit_code == 1
    assert "not installed (run: mtcheck languagetool install)" in result.output


@pytest.mark.usefixtures("empty_offline_cache")
def test_stopping_what_does_not_run() -> None:
    result = run("stop")
    assert result.exit_code == 0
    assert "No LanguageTool server was running" in result.output


@pytest.mark.languagetool
def test_install_start_status_stop(tmp_path: Path) -> None:
    with private_cache(tmp_path / "cache"):
        assert "every file as it should be" in run("install").output
        started = run("start")
        live = running()
        assert live is not None
        assert live.url in started.output
        status = run("status")
        assert status.exit_code == 0
        assert live.url in status.output
        assert "stopped" in run("stop").output
        assert running() is None
        assert run("status").exit_code == 1


def test_without_a_terminal_the_download_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_on_stderr() as progress:
        progress(0, 100_000_000)
        progress(50_000_000, 100_000_000)
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "100 MB" in captured.err
    assert captured.out == ""


def test_nothing_is_shown_when_nothing_is_downloaded(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_on_stderr():
        pass
    assert capsys.readouterr().err == ""


def test_on_a_terminal_there_is_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with shown_on_stderr() as progress:
        progress(0, 2_000_000)
        progress(1_000_000, 2_000_000)
    assert "Installing LanguageTool" in capsys.readouterr().err
