"""What every way of measuring can be told: settings, detectors, the shape of the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import rich_click as click

from mtcheck.config import Config, settings

Command = Callable[..., Any]

_OPTIONS = (
    click.option("--config", "config_path", type=click.Path(path_type=Path), help="Settings file."),
    click.option("--pedantic", is_flag=True, help="Also rules that are off by default."),
    click.option(
        "--detector", "detectors", multiple=True, help="Only this detector; may be repeated."
    ),
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How to print the figures.",
    ),
)


def measuring(command: Command) -> Command:
    """Adds ``--config``, ``--pedantic``, ``--detector`` and ``--format`` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def config_of(config_path: Path | None, pedantic: bool, detectors: tuple[str, ...]) -> Config:
    """The settings those options ask for. Raises ``MtcheckError`` as ``settings`` does."""
    config = settings(config_path)
    return replace(
        config,
        pedantic=pedantic or config.pedantic,
        detectors=frozenset(detectors) or config.detectors,
    )
