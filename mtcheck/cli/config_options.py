"""The options of every command that checks texts: settings, rules, detectors, what to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from mtcheck.config import Config, settings

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path),
        help="Settings file; default: the nearest mtcheck.toml or pyproject.toml.",
    ),
    click.option("--pedantic", is_flag=True, help="Also rules that fire on good English at times."),
    click.option("--enable", multiple=True, metavar="RULE", help="Switch a rule or family on."),
    click.option("--disable", multiple=True, metavar="RULE", help="Switch a rule or family off."),
    click.option(
        "--pack",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="A rule pack of your own, or a folder of them.",
    ),
    click.option(
        "--terms",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A glossary (TBX, CSV) that the translation is held against; needs the source.",
    ),
    click.option(
        "--detector",
        "detectors",
        multiple=True,
        metavar="NAME",
        help="Only this detector; may be repeated.",
    ),
    click.option(
        "--require",
        multiple=True,
        metavar="NAME",
        help="Exit with 2 when this detector cannot run.",
    ),
    click.option(
        "--languagetool", metavar="URL", help="Use the LanguageTool server at this address."
    ),
    click.option(
        "--columns",
        metavar="SOURCE,TARGET",
        help="Columns (or keys, or numbers) of CSV, TSV and JSON Lines files, such as ru,mt.",
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out matching paths."),
)


def config_options(command: Command) -> Command:
    """Give a command the options that :func:`config_of` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def config_of(given: dict[str, Any]) -> Config:
    """The settings file's settings with what the options of the command line change.

    Raises ``MtcheckError`` for a settings file that cannot be followed.
    """
    config = settings(given["config_path"])
    if config.learn:
        from mtcheck.review.feedback import with_learned

        config = with_learned(config)
    return replace(
        config,
        pedantic=config.pedantic or given["pedantic"],
        enable=(config.enable | set(given["enable"])) - set(given["disable"]),
        disable=(config.disable | set(given["disable"])) - set(given["enable"]),
        packs=(*config.packs, *given["pack"]),
        terms=replace(config.terms, files=(*config.terms.files, *given["terms"])),
        detectors=frozenset(given["detectors"]) or config.detectors,
        require=config.require | set(given["require"]),
        languagetool=given["languagetool"] or config.languagetool,
        columns=given["columns"] or config.columns,
        exclude=(*config.exclude, *given["exclude"]),
    )
