"""Tables of figures: for the terminal, and in a marked region of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import rich_click as click

from mtcheck.model import MtcheckError
from mtcheck.whole_files import write_whole

write_option: Callable[..., Any] = click.option(
    "--write",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Put the table into the region of this Markdown file that is marked for it.",
)


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns aligned by blanks, the first to the left."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *rows)
    ]


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The same as a table of Markdown."""
    rule = ["---", *("--:" for _ in head[1:])]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]


def write_region(path: Path, name: str, lines: Sequence[str]) -> None:
    """Replace what stands between ``<!-- eval NAME -->`` and ``<!-- end eval NAME -->``.

    Raises ``MtcheckError`` when the file cannot be read or has not exactly one such region.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MtcheckError(f"{path}: cannot be read: {error}") from None
    start, end = f"<!-- eval {name} -->", f"<!-- end eval {name} -->"
    region = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if len(region.findall(text)) != 1:
        raise MtcheckError(f"{path}: needs one region between “{start}” and “{end}”")
    body = "\n".join((start, "", *lines, "", end))
    write_whole(path, region.sub(lambda _: body, text).encode())


def figure(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
