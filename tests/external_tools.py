"""Programs that tests need beside Python: they run in CI, elsewhere a lack is said aloud."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"


def lacking(what: str) -> NoReturn:
    """Fail in CI, skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} has to be there in CI")
    pytest.skip(f"NOT TESTED: {what} is not there")


def script(name: str) -> str:
    """A program of this Python environment."""
    path = Path(sys.executable).parent / name
    if not path.exists():
        lacking(f"{name} (install the dependency group dev)")
    return str(path)


def actionlint() -> list[str]:
    """How to call actionlint: the program, or Go's that builds it."""
    if found := shutil.which("actionlint"):
        return [found]
    if not shutil.which("go"):
        lacking("actionlint, or Go to build it")
    built = subprocess.run(["go", "run", ACTIONLINT, "--version"], capture_output=True, check=False)
    if built.returncode:
        lacking(f"actionlint ({built.stderr.decode().strip().splitlines()[-1:]})")
    return ["go", "run", ACTIONLINT]


def docker() -> str:
    """The docker program where its engine answers."""
    found = shutil.which("docker")
    if (
        found is None
        or subprocess.run([found, "info"], capture_output=True, check=False).returncode
    ):
        pytest.skip("NOT TESTED: no docker engine here; the Dockerfile is linted only")
    return found
