"""``mtcheck languagetool``: install, start, stop and inspect the grammar server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import rich_click as click

from mtcheck.model import DetectorUnavailable, MtcheckError

P = ParamSpec("P")
R = TypeVar("R")


def _mendable(run: Callable[P, R]) -> Callable[P, R]:
    """Turn what LanguageTool lacks into the one-line error of the command line."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run(*args, **kwargs)
        except DetectorUnavailable as lack:
            raise MtcheckError(f"{lack.reason}; {lack.remedy}") from lack

    return wrapped


@click.group("languagetool")
def command() -> None:
    """Install, start, stop and inspect the LanguageTool server that checks grammar.

    None of this is needed: `mtcheck check` installs and starts it by itself, and it stops
    when it has not been used for a quarter of an hour.
    """


@command.command()
@_mendable
def install() -> None:
    """Download LanguageTool, or check the files that are there and mend them.

    Exit codes: 0 installed, 2 could not be installed.
    """
    from mtcheck.languagetool import VERSION
    from mtcheck.languagetool.installation import install as bring
    from mtcheck.languagetool.places import install_dir
    from mtcheck.languagetool.progress import shown_on_stderr

    with shown_on_stderr() as progress:
        new = bring(progress)
    said = "installed" if new else "is there, every file as it should be"
    click.echo(f"LanguageTool {VERSION} {said}: {install_dir()}")


@command.command()
@_mendable
def status() -> None:
    """Tell whether LanguageTool is installed and its server runs.

    Exit codes: 0 the server runs, 1 it does not, 2 LanguageTool cannot run here.
    """
    from mtcheck.languagetool import inspect

    well = True
    for name, ok, detail, remedy in inspect():
        click.echo(f"{name}: {detail}" + (f" (run: {remedy})" if remedy and not ok else ""))
        well = well and ok is True
    sys.exit(0 if well else 1)


@command.command()
@_mendable
def start() -> None:
    """Start the server now, so that the next check need not wait for it."""
    from mtcheck.languagetool import ensure_installed
    from mtcheck.languagetool.progress import shown_on_stderr
    from mtcheck.languagetool.server import ensure_running

    with shown_on_stderr() as progress:
        ensure_installed(progress)
    server = ensure_running()
    click.echo(f"LanguageTool server at {server.url}, process {server.pid}")


@command.command()
@_mendable
def stop() -> None:
    """Stop the server, if it runs."""
    from mtcheck.languagetool.server import stop as end

    click.echo("LanguageTool server stopped" if end() else "No LanguageTool server was running")
