"""Where reports go: standard output or files that are whole or not there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.model import MtcheckError
from mtcheck.plugins import REPORTS, load_plugin
from mtcheck.reports.base import RenderOptions, ReportFormat
from mtcheck.whole_files import write_whole

if TYPE_CHECKING:
    from mtcheck.verdict import Outcome

PIPED_WIDTH = 100


def renderers(
    formats: Sequence[str], outputs: Sequence[Path]
) -> list[tuple[ReportFormat, Path | None]]:
    """Each format with its file; the last may go to standard output.

    Raises ``MtcheckError`` for a format that is not known, for more files than formats
    and for more than one format without a file.
    """
    if len(outputs) > len(formats):
        raise MtcheckError("more --output files than --format names; give each file a format")
    if len(formats) - len(outputs) > 1:
        raise MtcheckError("only one report fits on standard output; name --output files")
    for path in outputs:
        if not path.parent.is_dir():
            raise MtcheckError(f"{path}: the folder {path.parent} is not there; make it first")
    targets: list[Path | None] = [*outputs, *[None] * (len(formats) - len(outputs))]
    return [(load_plugin(REPORTS, f)(), t) for f, t in zip(formats, targets, strict=True)]


def terminal_options(color: str, outcome: Outcome) -> RenderOptions:
    """Colour and width as the terminal, ``NO_COLOR`` and ``FORCE_COLOR`` have it."""
    wanted = color == "always" or (color == "auto" and _terminal_has_color())
    width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return RenderOptions(wanted, width, outcome.reason, outcome.passed, outcome.breaches)


def emit(text: str, target: Path | None) -> None:
    """Print to standard output, or write a file in one piece.

    Raises ``MtcheckError`` when standard output is closed.
    """
    if target is None:
        if sys.stdout is None:
            raise MtcheckError("standard output is closed; name a file with --output")
        click.echo(text, nl=False, color=True)
    else:
        write_whole(target, text.encode("utf-8"))


def _terminal_has_color() -> bool:
    if sys.stdout is None:
        return False
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
