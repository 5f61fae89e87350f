"""The real LanguageTool for tests: installed if need be, each user with servers of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mtcheck.languagetool import ensure_installed
from mtcheck.languagetool.places import CACHE_VARIABLE, install_dir
from mtcheck.languagetool.server import stop
from mtcheck.model import DetectorUnavailable


@contextmanager
def private_cache(folder: Path) -> Iterator[Path]:
    """A cache with the user's LanguageTool in it but no server; what is started is stopped.

    Servers stop at once, without writing a cache of their classes. Skips the test, saying
    why, where LanguageTool cannot be had; fails it in CI.
    """
    try:
        ensure_installed()
    except DetectorUnavailable as lack:
        if os.environ.get("CI"):
            pytest.fail(f"CI has to test with LanguageTool: {lack.reason}; {lack.remedy}")
        pytest.skip(f"NOT TESTED WITH LANGUAGETOOL: {lack.reason}; {lack.remedy}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / install_dir().name).symlink_to(install_dir(), target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder))
        patch.setattr("mtcheck.languagetool.jvm.aot_cache", lambda *_: None)
        try:
            yield folder
        finally:
            stop()
