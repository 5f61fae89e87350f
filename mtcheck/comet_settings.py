"""The settings of neural quality estimation, ``[comet]``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mtcheck.settings_reader import Reader

PYTHON_VARIABLE = "MTCHECK_COMET_PYTHON"


@dataclass(frozen=True, slots=True)
class CometSettings:
    """Which checkpoint, and the Python that has unbabel-comet (``None``: the installed one).

    Without a ``checkpoint`` nothing is estimated.
    """

    checkpoint: Path | None = None
    python: Path | None = None
    batch_size: int = 8
    gpus: int = 0

    @property
    def interpreter(self) -> Path | None:
        """The Python that the settings or the environment name."""
        named = os.environ.get(PYTHON_VARIABLE)
        return self.python or (Path(named) if named else None)


def read_comet(value: object, read: Reader) -> CometSettings:
    """The table of a settings file. Raises ``MtcheckError`` for what does not belong there."""
    table = read.table("comet", value)
    read.keys(table, ("checkpoint", "python", "batch-size", "gpus"), "comet.")
    files = {
        key: read.file(f"comet.{key}", table[key])
        for key in ("checkpoint", "python")
        if key in table
    }
    numbers = {
        key.replace("-", "_"): read.count(f"comet.{key}", table[key])
        for key in ("batch-size", "gpus")
        if key in table
    }
    return CometSettings(**files, **numbers)  # type: ignore[arg-type]
