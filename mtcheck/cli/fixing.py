"""``--fix``: the options, and what they do to the files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from mtcheck.checker import Checker
    from mtcheck.config import Config
    from mtcheck.document import Document
    from mtcheck.fixing.fixer import Narrow

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--fix",
        is_flag=True,
        help="Apply the suggestions that hold in every context; report what is left.",
    ),
    click.option(
        "--diff-only",
        is_flag=True,
        help="Print what --fix would change as a patch; change nothing.",
    ),
)


def fix_options(command: Command) -> Command:
    """Give a command the options ``fix`` and ``diff_only``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def fixed_in_place(
    checker: Checker, documents: Sequence[Document], narrow: Narrow, quiet: bool
) -> list[Document]:
    """Fix the files, each written whole or not at all; the documents afterwards.

    Nothing is written before all is fixed. Raises ``MtcheckError`` for standard input.
    """
    from mtcheck.fixing import Fixer
    from mtcheck.whole_files import write_whole

    if any(document.path == "<stdin>" for document in documents):
        raise MtcheckError("standard input cannot be fixed in place; use --diff-only, or a file")
    every = [Fixer(checker, narrow).fix(document) for document in documents]
    for fixed in every:
        if fixed.applied:
            write_whole(Path(fixed.before.path), fixed.data)
    if not quiet:
        count = sum(len(fixed.applied) for fixed in every)
        files = sum(bool(fixed.applied) for fixed in every)
        withheld = sum(len(fixed.withheld) for fixed in every)
        left = f"; {withheld} withheld: they would bring other findings" if withheld else ""
        click.echo(f"fixed {count} in {files} of {len(every)} files{left}", err=True)
    return [fixed.after for fixed in every]


def print_patch(
    config: Config, documents: Sequence[Document], narrow: Narrow, reports: Sequence[object]
) -> int:
    """Print the patch of all that could be fixed; 1 when there is one, else 0.

    A terminal sees it without control characters, a file or pipe byte for byte. Raises
    ``MtcheckError`` when ``reports`` are asked for as well.
    """
    from mtcheck.checker import Checker
    from mtcheck.fixing import Fixer, patch_of

    if reports:
        raise MtcheckError("--diff-only prints a patch; leave --format and --output out")
    fixer = Fixer(Checker(config), narrow)
    patches = []
    for document in documents:
        fixed = fixer.fix(document)
        if fixed.applied:
            patches.append(patch_of(document.path, document.raw or b"", fixed.data))
    if sys.stdout.isatty():
        from mtcheck.reports.plain_text import printable_lines

        click.echo(printable_lines(b"".join(patches).decode("utf-8", "replace")), nl=False)
    else:
        click.echo(b"".join(patches), nl=False)
    return 1 if any(patches) else 0
