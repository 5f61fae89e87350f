"""``mtcheck review`` as a command: its errors, its exports, its server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ARTICLE = "The decision was discussed, said foreign Minister Lavrov.\n"
RULES_ONLY = ("--detector", "patterns", "--store", "decisions.sqlite3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    return tmp_path


def command(*given: str) -> list[str]:
    return [sys.executable, "-c", "from mtcheck.cli import main; main()", "review", *given]


def run(folder: Path, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*given), cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["missing.txt"], "missing.txt: there is no such file"),
        ([], "FILE"),
        (["a.txt", "-o", "x"], "--output needs --export"),
        (["a.txt", "--store", "a.txt"], "a.txt: cannot be used to store decisions"),
        (["a.txt", "--host", "192.0.2.1", "--no-browser"], "cannot listen on 192.0.2.1"),
        (["a.txt", "--export", "raw"], "raw"),
        (["a.txt", "--source", "b.txt"], "b.txt: there is no such file"),
        (["a.txt", "b.md", "--source", "a.txt"], "a source belongs to one article"),
        (["a.txt", "--exclude", "a.*"], "nothing to review"),
    ],
)
def test_what_a_user_can_mend_is_one_line(folder: Path, given: list[str], words: str) -> None:
    store = () if "--store" in given else ("--store", "decisions.sqlite3")
    done = run(folder, *given, "--detector", "patterns", *store)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (folder / "a.txt").read_text("utf-8") == ARTICLE


def test_it_serves_until_interrupted_and_exports_what_was_decided(folder: Path) -> None:
    process = subprocess.Popen(
        command("a.txt", *RULES_ONLY, "--no-browser", "--reader", "Anna"),
        cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "BROWSER": "false"},
    )  # fmt: skip
    assert process.stderr
    url = process.stderr.readline().removeprefix("Review: ").strip()
    page = httpx.get(url, follow_redirects=True, timeout=30)
    assert "Anna" in page.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    card = page.text[page.text.index('action="/d/1/decide"') :]
    fields |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', card[:700]))
    answer = httpx.post(f"{page.url}/decide", data=fields | {"choice": "accept:0"})
    assert answer.status_code == 303
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert "Lavrov" not in process.stderr.read()
    exported = run(folder, "a.txt", *RULES_ONLY, "--export", "corrected")
    assert exported.stdout == ARTICLE.replace("foreign Minister", "Foreign Minister")
    written = run(folder, "a.txt", *RULES_ONLY, "--export", "changes", "-o", "changes.md")
    assert written.returncode == 0
    assert "Anna" in (folder / "changes.md").read_text("utf-8")


def test_other_addresses_get_a_token(folder: Path) -> None:
    process = subprocess.Popen(
        command("a.txt", *RULES_ONLY, "--no-browser", "--host", "0.0.0.0"),
        cwd=folder, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr
    url = process.stderr.readline().removeprefix("Review: ").strip()
    try:
        bare = url.partition("?")[0]
        assert httpx.get(bare, timeout=30).status_code == 401
        with httpx.Client(follow_redirects=True, timeout=30) as client:
            page = client.get(url, headers={"accept": "text/html"})
            assert page.status_code == 200
            assert "token" not in str(page.url)
            assert client.get(bare).status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
