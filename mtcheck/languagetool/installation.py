"""Brings LanguageTool into the user's cache: whole and checked, or not at all."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from mtcheck.languagetool.artifacts import Artifact, artifacts
from mtcheck.languagetool.locking import locked
from mtcheck.languagetool.mishaps import reason_of
from mtcheck.languagetool.places import (
    OFFLINE_VARIABLE,
    REPOSITORY_VARIABLE,
    VERSION,
    cache_dir,
    install_dir,
    is_offline,
)
from mtcheck.model import DetectorUnavailable
from mtcheck.whole_files import put_folder_in_place

Progress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes that are wanted."""

JARS = "jars"
DOWNLOADS = "downloads"
LAUNCHER = "languagetool-server.jar"
SERVER_ARTIFACT = "languagetool-server"
MAIN_CLASS = "org.languagetool.server.HTTPServer"
INSTALL = "mtcheck languagetool install"
OWN_SERVER = "name a server with --languagetool URL"

DOWNLOADS_AT_ONCE = 4
PAUSES = (0.5, 2.0)
NETWORK_TIMEOUT = 20
LOCK_TIMEOUT = 900.0


def is_installed() -> bool:
    """True when LanguageTool is in the cache; every file has the size it should have."""
    jars = install_dir() / JARS
    try:
        return (install_dir() / LAUNCHER).is_file() and all(
            (jars / artifact.filename).stat().st_size == artifact.size for artifact in artifacts()
        )
    except OSError:
        return False


def install(progress: Progress | None = None, files: Sequence[Artifact] | None = None) -> bool:
    """Download what is missing; True when something had to be done.

    Every file is compared with its pinned checksum, those already there too. Safe to run
    at the same time in several processes: one works, the others wait for it.
    Raises ``DetectorUnavailable`` when LanguageTool cannot be had.
    """
    wanted = artifacts() if files is None else files
    try:
        with locked(cache_dir() / f"languagetool-{VERSION}.lock", LOCK_TIMEOUT):
            if _is_whole(install_dir(), wanted):
                return False
            _refuse_offline()
            _assemble(wanted, progress or _silent)
            return True
    except TimeoutError:
        raise DetectorUnavailable(
            "another process has been installing LanguageTool for a long time",
            f"wait for it, or end it and run: {INSTALL}",
        ) from None
    except OSError as error:
        raise DetectorUnavailable(
            f"LanguageTool cannot be written to {cache_dir()} ({error.strerror or error})",
            "make room there, or name another folder with MTCHECK_CACHE",
        ) from None


def ensure_installed(progress: Progress | None = None) -> None:
    """Install LanguageTool if it is not there. Raises ``DetectorUnavailable``."""
    if not is_installed():
        install(progress)


def _silent(done: int, total: int) -> None:
    del done, total


def _is_whole(folder: Path, wanted: Iterable[Artifact]) -> bool:
    jars = folder / JARS
    return (folder / LAUNCHER).is_file() and all(a.is_at(jars / a.filename) for a in wanted)


def _refuse_offline() -> None:
    if is_offline():
        raise DetectorUnavailable(
            f"LanguageTool {VERSION} is not installed and {OFFLINE_VARIABLE} forbids downloads",
            f"unset it and run: {INSTALL}, or {OWN_SERVER}",
        )


def _assemble(wanted: Sequence[Artifact], progress: Progress) -> None:
    """Fill a folder beside the final one, then put it in place by renaming.

    What an earlier, broken-off download left there is used if its checksum is right.
    """
    partial = install_dir().with_name(f"{install_dir().name}.partial")
    jars = partial / JARS
    jars.mkdir(parents=True, exist_ok=True)
    _download_all(wanted, jars, progress)
    for stray in set(jars.iterdir()) - {jars / a.filename for a in wanted}:
        stray.unlink()
    shutil.rmtree(partial / DOWNLOADS, ignore_errors=True)
    _write_launcher(partial, wanted)
    put_folder_in_place(partial, install_dir())


def _download_all(wanted: Sequence[Artifact], jars: Path, progress: Progress) -> None:
    total = sum(artifact.size for artifact in wanted)
    done = 0
    progress(done, total)
    pool = ThreadPoolExecutor(DOWNLOADS_AT_ONCE, thread_name_prefix="languagetool-install")
    try:
        tasks = {pool.submit(_obtain, artifact, jars): artifact for artifact in wanted}
        for task in as_completed(tasks):
            task.result()
            done += tasks[task].size
            progress(done, total)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _obtain(artifact: Artifact, jars: Path) -> None:
    """Put the checked artifact into ``jars``: from there, a local repository, or the network."""
    target = jars / artifact.filename
    if artifact.is_at(target):
        return
    scratch = jars.parent / DOWNLOADS / artifact.filename
    for pause in (*PAUSES, None):
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            source = _local_copy(artifact) or _download(artifact, scratch)
        except Exception as error:  # jgo raises RuntimeError, requests its own, sockets OSError
            reason = reason_of(error)
        else:
            if artifact.is_at(source):
                shutil.copyfile(source, scratch.with_suffix(".checked"))
                scratch.with_suffix(".checked").replace(target)
                shutil.rmtree(scratch, ignore_errors=True)
                return
            reason = f"the checksum of {artifact.filename} is not the one it was tested with"
        if pause is None:
            raise DetectorUnavailable(
                f"LanguageTool {VERSION} could not be downloaded ({reason})",
                f"check the network and run: {INSTALL}, or {OWN_SERVER}",
            )
        time.sleep(pause)


def _local_copy(artifact: Artifact) -> Path | None:
    """The artifact in the user's own Maven repository, if it is there and right."""
    from jgo.constants import default_maven_repo

    path: Path = default_maven_repo() / artifact.repository_path
    return path if artifact.is_at(path) else None


def _download(artifact: Artifact, scratch: Path) -> Path:
    from jgo.maven import MavenContext

    scratch.mkdir(parents=True, exist_ok=True)
    repository = os.environ.get(REPOSITORY_VARIABLE)
    context = MavenContext(
        repo_cache=scratch,
        remote_repos={"given": repository.rstrip("/")} if repository else None,
        timeout=NETWORK_TIMEOUT,
    )
    component = context.project(artifact.group, artifact.name).at_version(artifact.version)
    return Path(component.artifact().resolve())


def _write_launcher(folder: Path, wanted: Sequence[Artifact]) -> None:
    """The server's jar with a manifest that names the other jars.

    Its own manifest has the folder ``./`` on the class path, with which the Java runtime
    refuses to cache loaded classes.
    """
    server = next(a for a in wanted if a.name == SERVER_ARTIFACT)
    others = [f"{JARS}/{a.filename}" for a in wanted if a is not server]
    manifest = "Manifest-Version: 1.0\r\n" + _header("Main-Class", MAIN_CLASS)
    manifest += _header("Class-Path", " ".join(others)) + "\r\n"
    with (
        zipfile.ZipFile(folder / JARS / server.filename) as source,
        zipfile.ZipFile(folder / LAUNCHER, "w") as launcher,
    ):
        launcher.writestr("META-INF/MANIFEST.MF", manifest)
        for entry in source.infolist():
            if entry.filename != "META-INF/MANIFEST.MF":
                launcher.writestr(entry, source.read(entry))


def _header(name: str, value: str) -> str:
    """A manifest header; lines hold 72 bytes, continued ones start with a space."""
    text = f"{name}: {value}"
    lines = [text[:72], *(text[i : i + 71] for i in range(72, len(text), 71))]
    return "\r\n ".join(lines) + "\r\n"
