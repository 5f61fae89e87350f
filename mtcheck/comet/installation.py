"""The second Python, made in the user's cache by uv: whole and tried, or not at all."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mtcheck.languagetool.locking import locked
from mtcheck.languagetool.places import OFFLINE_VARIABLE, is_offline
from mtcheck.model import DetectorUnavailable
from mtcheck.resources import cache_dir
from mtcheck.whole_files import put_folder_in_place

REQUIREMENTS = ("unbabel-comet>=2.2,<3", "setuptools<81")
"""What is installed; torchmetrics imports pkg_resources, which setuptools 81 dropped."""
INSTALL = "mtcheck comet install"
EXTRA = "pip install 'mtcheck[comet]'"
NEWEST_PYTHON = (3, 12)
"""numpy before 2, which unbabel-comet asks for, has no wheels for newer ones."""
LOCK_TIMEOUT = 3600.0
REASON_LINES = 5
TRIAL = "import comet, importlib.metadata as m; print(m.version('unbabel-comet'))"


def install_dir() -> Path:
    """The environment; it is there only when it is whole."""
    return cache_dir() / "comet"


def installed_python() -> Path | None:
    """The interpreter of the environment, or ``None`` where it was not made."""
    for inside in ("bin/python", "Scripts/python.exe"):
        if (install_dir() / inside).is_file():
            return install_dir() / inside
    return None


def install(
    python: str | None = None, requirements: Sequence[str] = REQUIREMENTS, trial: str = TRIAL
) -> str:
    """Make the environment anew and put it in place of an older one; what ``trial`` printed.

    ``python`` is what uv takes for one: a version, which it fetches where the machine has
    none, or a path. Built beside the final folder and tried there by running ``trial``, then
    renamed; one process works, others wait for it.
    Raises ``DetectorUnavailable`` when uv is missing or something cannot be had or written.
    """
    uv = _uv()
    if is_offline():
        raise DetectorUnavailable(
            f"{OFFLINE_VARIABLE} forbids downloads", f"unset it and run: {INSTALL}"
        )
    try:
        with locked(cache_dir() / "comet.lock", LOCK_TIMEOUT):
            return _build(uv, python or _default_python(), requirements, trial)
    except TimeoutError:
        raise DetectorUnavailable(
            "another process has been installing COMET for a long time",
            f"wait for it, or end it and run: {INSTALL}",
        ) from None
    except OSError as error:
        raise DetectorUnavailable(
            f"COMET cannot be written to {cache_dir()} ({error.strerror or error})",
            "make room there, or name another folder with MTCHECK_CACHE",
        ) from None


def _build(uv: Path, python: str, requirements: Sequence[str], trial: str) -> str:
    partial = install_dir().with_name("comet.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _run(uv, "venv", "--quiet", "--no-project", "--relocatable", "--python", python, partial)
        _run(uv, "pip", "install", "--python", partial, *requirements)
        interpreter = partial / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        said = _run(interpreter, "-c", trial).strip()
        put_folder_in_place(partial, install_dir())
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return said


def _run(program: Path, *arguments: str | Path) -> str:
    """Run a step of the installation; what it printed."""
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise DetectorUnavailable(
            f"COMET could not be installed ({_reason(done.stderr)})",
            f"check the network and run: {INSTALL}",
        )
    return done.stdout


def _reason(errors: str) -> str:
    """What uv or Python said at the end, in one line, without the marks of uv's trees."""
    lines = (line.strip(" \t×╰─▶├│") for line in errors.splitlines())
    said = [line for line in lines if line and not line.startswith("hint:")]
    return " ".join(said[-REASON_LINES:]) or "no reason was given"


def _uv() -> Path:
    """The program of the extra ``comet``, or one that is on the machine."""
    if importlib.util.find_spec("uv") is not None:
        from uv import find_uv_bin

        return Path(find_uv_bin())
    found = shutil.which("uv")
    if found is None:
        raise DetectorUnavailable("uv, which makes COMET's Python, is not installed", EXTRA)
    return Path(found)


def _default_python() -> str:
    """This interpreter, unless it is too new."""
    if sys.version_info[:2] <= NEWEST_PYTHON:
        return sys.executable
    return ".".join(map(str, NEWEST_PYTHON))
