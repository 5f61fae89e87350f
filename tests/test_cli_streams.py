"""Standard output that is closed or full, and the bar on standard error."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck.cli import progress
from mtcheck.cli.progress import with_bar
from tests.command_line import RULES_ONLY

GARBLED = "The Americans otrulivaet aside, said foreign Minister Lavrov on Friday evening.\n"
MTCHECK = (sys.executable, "-c", "from mtcheck.cli import main; main()")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(GARBLED)
    return path


def test_closed_standard_output_is_one_line(article: Path) -> None:
    ran = subprocess.run(
        [*MTCHECK, "check", *RULES_ONLY, article],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.close(1),
    )
    assert ran.returncode == 2
    assert ran.stderr == "mtcheck: standard output is closed; name a file with --output\n"


def test_a_report_for_a_file_needs_no_standard_output(article: Path) -> None:
    ran = subprocess.run(
        [*MTCHECK, "check", *RULES_ONLY, article, "-f", "json", "-o", article.with_suffix(".json")],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.close(1),
    )
    assert (ran.returncode, ran.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [("check", *RULES_ONLY), ("check", *RULES_ONLY, "--diff-only")]
)
def test_a_full_disk_behind_standard_output_is_one_line(
    article: Path, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*MTCHECK, *arguments, article], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("mtcheck: what was to be written has no room: No space left")
    assert ran.stderr.count("\n") == 1


def test_a_reader_who_has_seen_enough_gets_no_complaint(article: Path) -> None:
    article.write_text(GARBLED * 3000)
    with subprocess.Popen(
        [*MTCHECK, "check", *RULES_ONLY, article], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def slow(items: int, seconds: float) -> Iterator[int]:
    for item in range(items):
        time.sleep(seconds)
        yield item


@pytest.mark.parametrize("total", [1, 3])
def test_there_is_a_bar_for_those_who_wait(
    total: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "A_MOMENT", 0.0)
    assert list(with_bar(slow(total, 0.3), total)) == list(range(total))
    printed = capsys.readouterr()
    assert "Checking" in printed.err
    assert printed.out == ""


def test_there_is_no_bar_for_what_is_done_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(progress, "A_MOMENT", 60.0)
    assert list(with_bar(range(3), 3)) == [0, 1, 2]
    assert capsys.readouterr().err == ""
