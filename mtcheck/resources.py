"""Where the data that ships with mtcheck lies, and where it may keep data of its own."""

from __future__ import annotations

import os
from pathlib import Path

CACHE_VARIABLE = "MTCHECK_CACHE"
_PACKAGE = Path(__file__).parent


def rules_dir() -> Path:
    """The folder of rule packs and word lists: inside the wheel, or of the checkout."""
    installed = _PACKAGE / "data" / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent / "rules"


def schema_path(name: str) -> Path:
    """A JSON Schema of the package, by file name."""
    return _PACKAGE / "schemas" / name


def cache_dir() -> Path:
    """The user's cache folder for mtcheck; ``MTCHECK_CACHE`` names another."""
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("mtcheck", appauthor=False)
