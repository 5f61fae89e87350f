"""The language server in a real editor, without a screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("neovim_lsp.lua")
SERVER = [sys.executable, "-c", "from mtcheck.cli import main; main()", "lsp"]
TEXT = "# Talks\n\n😀 Я: The Americans otrulivaet aside, said the foreign Minister.\n"


@pytest.fixture
def neovim() -> str:
    found = shutil.which("nvim")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Neovim is not installed: apt-get install neovim")
        pytest.skip("NOT TESTED: Neovim is not installed (apt-get install neovim)")
    return found


def test_neovim_shows_findings_fixes_one_and_follows_what_is_typed(
    neovim: str, tmp_path: Path
) -> None:
    file, out = tmp_path / "article.md", tmp_path / "out.json"
    file.write_text(TEXT, "utf-8")
    environment = os.environ | {
        "MT_FILE": str(file), "MT_OUT": str(out), "MT_COMMAND": json.dumps(SERVER),
        "XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path),
    }  # fmt: skip
    command = [neovim, "--headless", "--clean", "-n", "-S", str(SCRIPT)]
    subprocess.run(command, env=environment, cwd=tmp_path, timeout=240, check=False)
    told = json.loads(out.read_text("utf-8"))
    line = TEXT.splitlines()[2]
    start = len(line[: line.index("otrulivaet")].encode())
    found = {"lnum": 2, "col": start, "end_col": start + len("otrulivaet")}
    assert told["found"] == {**found, "severity": 1, "source": "mtcheck"}
    written = told["applied"].removeprefix("Write “").removesuffix("”")
    assert told["text"] == TEXT.replace("otrulivaet", written).splitlines()
    assert told["again"] == 0
