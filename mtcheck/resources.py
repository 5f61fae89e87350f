"""Where the data that ships with mtcheck lies."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def rules_dir() -> Path:
    """The folder of rule packs and word lists: inside the wheel, or of the checkout."""
    installed = _PACKAGE / "data" / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent / "rules"


def schema_path(name: str) -> Path:
    """A JSON Schema of the package, by file name."""
    return _PACKAGE / "schemas" / name
