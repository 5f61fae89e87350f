from __future__ import annotations

import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mtcheck.languagetool import installation
from mtcheck.languagetool.artifacts import Artifact, artifacts
from mtcheck.languagetool.installation import INSTALL, JARS, LAUNCHER, install, is_installed
from mtcheck.languagetool.places import install_dir
from mtcheck.model import DetectorUnavailable
from tests.languagetool_fakes import (
    Repository,
    artifact,
    break_off,
    jar,
    overloaded,
    repository,
    tampered,
)

CONTENTS = {
    "languagetool-server": jar("org/languagetool/server/HTTPServer.class"),
    "language-en": jar("org/languagetool/rules/en/grammar.xml"),
    "some-library": jar("a/A.class", "a/B.class"),
}
FILES = tuple(artifact(name, content) for name, content in CONTENTS.items())
SERVER, ENGLISH, LIBRARY = FILES


@pytest.fixture
def maven(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Repository]:
    """A repository that has all files, and a cache and a home that are empty."""
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setattr(installation, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(installation, "artifacts", lambda: FILES)
    with repository() as served:
        served.files = {f.repository_path: CONTENTS[f.name] for f in FILES}
        monkeypatch.setenv("MTCHECK_MAVEN_REPOSITORY", served.url)
        yield served


@pytest.mark.usefixtures("maven")
def test_installs_every_file_and_a_launcher_that_names_them() -> None:
    assert not is_installed()
    assert install() is True
    assert is_installed()
    assert all(f.is_at(install_dir() / JARS / f.filename) for f in FILES)
    with zipfile.ZipFile(install_dir() / LAUNCHER) as launcher:
        manifest = launcher.read("META-INF/MANIFEST.MF").decode()
        assert "org/languagetool/server/HTTPServer.class" in launcher.namelist()
    assert max(map(len, manifest.splitlines())) <= 72
    unfolded = manifest.replace("\r\n ", "")
    assert f"Class-Path: jars/{ENGLISH.filename} jars/{LIBRARY.filename}\r\n" in unfolded
    assert sorted(p.name for p in install_dir().iterdir()) == [JARS, LAUNCHER]


@pytest.mark.usefixtures("maven")
def test_tells_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    install(lambda done, total: seen.append((done, total)))
    total = sum(f.size for f in FILES)
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)


def test_second_time_there_is_nothing_to_do(maven: Repository) -> None:
    install()
    asked = maven.asked.total()
    assert install() is False
    assert maven.asked.total() == asked


@pytest.mark.parametrize("fault", [break_off, tampered, overloaded])
def test_one_fault_is_got_over(maven: Repository, fault: object) -> None:
    maven.faults[ENGLISH.repository_path] = [fault]  # type: ignore[list-item]
    assert install() is True
    assert ENGLISH.is_at(install_dir() / JARS / ENGLISH.filename)


@pytest.mark.parametrize("fault", [break_off, tampered, overloaded])
def test_lasting_fault_leaves_nothing_half_installed(maven: Repository, fault: object) -> None:
    maven.faults[ENGLISH.repository_path] = [fault] * 10  # type: ignore[list-item]
    with pytest.raises(DetectorUnavailable) as raised:
        install()
    assert "could not be downloaded" in raised.value.reason
    assert "\n" not in raised.value.reason
    assert INSTALL in raised.value.remedy
    assert not install_dir().exists()
    assert not is_installed()


def test_goes_on_where_it_was_broken_off(maven: Repository) -> None:
    maven.faults[LIBRARY.repository_path] = [break_off] * 3
    with pytest.raises(DetectorUnavailable):
        install()
    assert install() is True
    assert maven.asked[SERVER.repository_path] == 1
    assert maven.asked[LIBRARY.repository_path] == 4


@pytest.mark.usefixtures("maven")
def test_half_a_file_of_an_earlier_download_is_not_used() -> None:
    partial = install_dir().with_name(f"{install_dir().name}.partial") / JARS
    partial.mkdir(parents=True)
    (partial / ENGLISH.filename).write_bytes(CONTENTS["language-en"][:-3])
    (partial / "stray.jar").write_bytes(b"left over")
    assert install() is True
    assert ENGLISH.is_at(install_dir() / JARS / ENGLISH.filename)
    assert not (install_dir() / JARS / "stray.jar").exists()


@pytest.mark.usefixtures("maven")
def test_mends_a_file_that_was_changed_without_changing_its_size() -> None:
    install()
    path = install_dir() / JARS / ENGLISH.filename
    path.write_bytes(b"\0" * ENGLISH.size)
    assert install() is True
    assert ENGLISH.is_at(path)


@pytest.mark.usefixtures("maven")
def test_installation_that_lost_a_file_does_not_count() -> None:
    install()
    (install_dir() / JARS / LIBRARY.filename).unlink()
    assert not is_installed()


def test_several_at_once_download_once(maven: Repository) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: install(), range(4)))
    assert sorted(done) == [False, False, False, True]
    assert {maven.asked[f.repository_path] for f in FILES} == {1}


def test_uses_the_local_maven_repository(maven: Repository, tmp_path: Path) -> None:
    local = tmp_path / "m2" / LIBRARY.repository_path
    local.parent.mkdir(parents=True)
    local.write_bytes(CONTENTS["some-library"])
    assert install() is True
    assert maven.asked[LIBRARY.repository_path] == 0


def test_offline_says_what_to_do(maven: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_OFFLINE", "1")
    with pytest.raises(DetectorUnavailable) as raised:
        install()
    assert "MTCHECK_OFFLINE" in raised.value.reason
    assert "--languagetool URL" in raised.value.remedy
    assert maven.asked.total() == 0


@pytest.mark.usefixtures("maven")
def test_offline_does_not_matter_once_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    install()
    monkeypatch.setenv("MTCHECK_OFFLINE", "1")
    assert install() is False


@pytest.mark.usefixtures("maven")
def test_unreachable_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_MAVEN_REPOSITORY", "http://127.0.0.1:9")
    with pytest.raises(DetectorUnavailable, match="could not be downloaded"):
        install()


@pytest.mark.usefixtures("maven")
def test_cache_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    monkeypatch.setenv("MTCHECK_CACHE", str(blocker / "cache"))
    with pytest.raises(DetectorUnavailable) as raised:
        install()
    assert "MTCHECK_CACHE" in raised.value.remedy


def test_pinned_list_is_sound() -> None:
    pinned = artifacts()
    names = [f.filename for f in pinned]
    assert len(set(names)) == len(names)
    assert all(len(bytes.fromhex(f.sha256)) == 32 and f.size > 0 for f in pinned)
    of_languagetool = {f.name: f.version for f in pinned if f.group == "org.languagetool"}
    assert of_languagetool["languagetool-server"] == of_languagetool["language-en"] == "6.8"


def test_artifact_is_compared_byte_by_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.jar"
    path.write_bytes(CONTENTS["language-en"])
    assert ENGLISH.is_at(path)
    assert not Artifact("g", "n", "1", ENGLISH.size, "0" * 64).is_at(path)
    assert not ENGLISH.is_at(tmp_path / "absent.jar")
