"""Patterns of paths as ``.gitignore`` writes them, relative to the settings file."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath

from pathspec import GitIgnoreSpec

from mtcheck.model import MtcheckError


def matches(path: str, pattern: str, root: Path | None = None) -> bool:
    """True when ``pattern`` covers ``path``, which is relative to the current folder.

    ``root`` is the folder that the pattern is relative to, the current one if ``None``.
    Raises ``MtcheckError`` for a pattern that is none.

    >>> matches("archive/2016/a.txt", "archive/"), matches("desk/a.md", "*.md")
    (True, True)
    >>> matches("desk/a.md", "/a.md"), matches("archive/2016/a.txt", "archive/*.txt")
    (False, False)
    """
    return _spec(pattern).match_file(_relative(path, root or Path.cwd()))


def _relative(path: str, root: Path) -> str:
    relative = os.path.relpath(path, root)
    return PurePath(path if relative.startswith("..") else relative).as_posix()


@lru_cache
def _spec(pattern: str) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines([pattern])
    except ValueError as error:
        raise MtcheckError(f"“{pattern}” is no pattern of paths: {error}") from None
