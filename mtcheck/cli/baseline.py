"""``mtcheck baseline``: write known findings down, so that only new ones fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from mtcheck.cli.config_options import config_of, config_options
from mtcheck.config import Config
from mtcheck.model import DocumentReport, MtcheckError

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("baseline")
def command() -> None:
    """Write known findings down, so that only new ones fail.

    The baseline is a JSON file for the repository. `mtcheck check --baseline FILE`, or
    `baseline` in `[gate]` of the settings, leaves what it holds out of the gate.
    """


def _options(run: Command) -> Command:
    for option in reversed(
        (
            click.argument("paths", nargs=-1, metavar="[PATH]..."),
            click.option(
                "-b",
                "--baseline",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="The baseline; default: that of the settings, else mtcheck-baseline.json.",
            ),
            config_options,
            click.option("--encoding", metavar="NAME", help="Encoding of the files."),
            click.option("-q", "--quiet", is_flag=True, help="No progress bar, no summary."),
        )
    ):
        run = option(run)
    return run


@command.command("create")
@_options
@click.option("--force", is_flag=True, help="Overwrite a baseline that is there.")
def create(paths: tuple[str, ...], baseline: Path | None, force: bool, **given: Any) -> None:
    """Write the findings of the files at PATH down as known."""
    from mtcheck.verdict import Baseline

    config = config_of(given)
    path = _place(baseline, config)
    if path.exists() and not force:
        raise MtcheckError(f"{path}: is there already; update it, or overwrite it with --force")
    new = Baseline().updated(_checked(paths, path, config, given))
    _write(path, new, given, f"{_findings(len(new))} known")


@command.command("update")
@_options
def update(paths: tuple[str, ...], baseline: Path | None, **given: Any) -> None:
    """Take the findings of the files at PATH as they are now: new ones in, mended ones out.

    What the baseline holds of other files stays.
    """
    from mtcheck.verdict import read_baseline

    config = config_of(given)
    path = _place(baseline, config)
    old = read_baseline(path)
    reports = _checked(paths, path, config, given)
    new = old.updated(reports)
    out = len(old) - len(old.pruned(reports))
    added = len(new) - len(old) + out
    _write(path, new, given, f"{_findings(len(new))} known; {added:,} new, {out:,} mended")


@command.command("prune")
@_options
def prune(paths: tuple[str, ...], baseline: Path | None, **given: Any) -> None:
    """Take out what is mended, and files that are gone; nothing is added.

    Without PATH all files that the baseline names are looked at.
    """
    from mtcheck.verdict import path_of, read_baseline

    config = config_of(given)
    path = _place(baseline, config)
    old = read_baseline(path)
    gone = [name for name in old.documents if not path_of(path, name).exists()]
    left = [str(path_of(path, name)) for name in old.documents if name not in gone]
    looked_at = paths or tuple(left)
    reports = _checked(looked_at, path, config, given) if looked_at else {}
    new = old.pruned(reports, gone)
    _write(path, new, given, f"{_findings(len(new))} known; {len(old) - len(new):,} taken out")


def _place(given: Path | None, config: Config) -> Path:
    from mtcheck.verdict import BASELINE_NAME

    path = given or config.gate.baseline or Path(BASELINE_NAME)
    if not path.parent.is_dir():
        raise MtcheckError(f"{path}: the folder {path.parent} is not there; make it first")
    return path


def _checked(
    paths: Sequence[str], baseline: Path, config: Config, given: dict[str, Any]
) -> dict[str, DocumentReport]:
    """Reports of the documents, by their names in the baseline."""
    from mtcheck.checker import Checker
    from mtcheck.cli.reading import STANDARD_INPUT, check_with_progress, read_documents
    from mtcheck.verdict import name_in

    if STANDARD_INPUT in paths:
        raise MtcheckError("standard input has no path by which a baseline could know it")
    documents = read_documents(paths, config, given["encoding"])
    checker = Checker(config)
    reports = list(check_with_progress(checker, documents, given["quiet"]))
    for lack in dict.fromkeys(s for report in reports for s in report.skipped):
        click.echo(
            f"mtcheck: note: {lack.detector} did not run ({lack.reason}): what it would find is "
            "not written down",
            err=True,
        )
    return {name_in(baseline, report.path): report for report in reports}


def _write(path: Path, baseline: Any, given: dict[str, Any], said: str) -> None:
    from mtcheck.verdict import dump_baseline
    from mtcheck.whole_files import write_whole

    write_whole(path, dump_baseline(baseline))
    if not given["quiet"]:
        click.echo(f"{path}: {said}")


def _findings(number: int) -> str:
    return f"{number:,} finding{'' if number == 1 else 's'}"
