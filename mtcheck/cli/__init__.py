"""The command line; each command is a module of its own, imported when it is called."""

from __future__ import annotations

import errno
import gc
import sys
from importlib import import_module

import rich_click as click

import mtcheck
from mtcheck.model import MtcheckError

COMMANDS = {
    "check": "Check articles and print an annotated report.",
    "baseline": "Write down known findings, which then do not fail.",
    "review": "Walk the findings in the browser and decide.",
    "init": "Write settings, a pre-commit hook and CI files for a repository.",
    "serve": "Serve findings to LanguageTool's clients and programs.",
    "rules": "List, show, test and measure the rules.",
    "eval": "Measure findings against hand-marked errors.",
    "score": "Score systems against a reference, people and mtcheck.",
    "languagetool": "Install, start, stop and inspect the grammar server.",
    "comet": "Install the Python that loads COMET checkpoints.",
    "lsp": "Serve an editor: findings as one types, hover, quick fixes.",
    "doctor": "Tell what is installed, what is missing and what mends it.",
}
EXIT_CANNOT = 2
FULL = (errno.ENOSPC, errno.EDQUOT)
ALLOCATIONS_A_COLLECTION = 200_000
"""Start-up makes hundreds of thousands of objects that stay; to look through them ever again
takes a fifth of the time of a short run."""
EXIT_INTERRUPTED = 130


class LazyGroup(click.RichGroup):
    """Knows its commands by name and imports a command's module at its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mtcheck.cli.{cmd_name}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mtcheck.__version__, prog_name="mtcheck")
def cli() -> None:
    """Find likely mistranslations in English news machine-translated from Russian."""


def main() -> None:
    """Run the command line; what the user can mend is one line on stderr and exit code 2."""
    gc.set_threshold(ALLOCATIONS_A_COLLECTION)
    try:
        sys.exit(cli.main(standalone_mode=False))
    except MtcheckError as error:
        _fail(str(error))
    except click.ClickException as error:
        _fail(" ".join(error.format_message().split()))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except OSError as error:
        if error.errno not in FULL:
            raise
        _fail(f"what was to be written has no room: {error.strerror}; make room, then run it again")


def _fail(text: str) -> None:
    from mtcheck.reports.plain_text import printable

    click.echo(f"mtcheck: {printable(text)}", err=True)
    sys.exit(EXIT_CANNOT)
