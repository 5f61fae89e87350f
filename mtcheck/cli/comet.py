"""``mtcheck comet``: the second Python that loads COMET checkpoints."""

from __future__ import annotations

import sys

import rich_click as click

from mtcheck.model import DetectorUnavailable, MtcheckError


@click.group("comet")
def command() -> None:
    """Install and inspect the Python that loads COMET and xCOMET checkpoints.

    unbabel-comet cannot be installed beside mtcheck: it asks for a numpy that spaCy does not
    take. So it lives in a Python of its own, which `mtcheck check --comet` starts.
    """


@command.command()
@click.option(
    "--python",
    metavar="VERSION|PATH",
    help="The Python to take: a version, fetched where there is none, or a path; at most 3.12.",
)
def install(python: str | None) -> None:
    """Make the Python with unbabel-comet in the cache folder, several gigabytes, or renew it.

    Exit codes: 0 installed, 2 could not be installed.
    """
    from mtcheck.comet.installation import install as make
    from mtcheck.comet.installation import install_dir

    click.echo("Making a Python with unbabel-comet; PyTorch alone is some gigabytes …")
    try:
        version = make(python)
    except DetectorUnavailable as lack:
        raise MtcheckError(f"{lack.reason}; {lack.remedy}") from lack
    click.echo(f"unbabel-comet {version} installed: {install_dir()}")


@command.command()
def status() -> None:
    """Tell which Python loads checkpoints.

    Exit codes: 0 there is one, 1 there is none.
    """
    from mtcheck.comet.client import python_of
    from mtcheck.comet_settings import CometSettings

    try:
        click.echo(f"checkpoints are loaded by {python_of(CometSettings())}")
    except DetectorUnavailable as lack:
        click.echo(f"{lack.reason}; {lack.remedy}")
        sys.exit(1)
