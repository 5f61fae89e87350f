"""The bar on stderr while texts are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Timer
from typing import TypeVar

from mtcheck.languagetool.progress import is_bar_shown

Item = TypeVar("Item")

A_MOMENT = 1.0
"""Seconds that a run may take before there is a bar."""


def with_bar(items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items as they come, with a bar for those who wait longer than a moment.

    Of one item nothing is known but that it is being worked on.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = progress.add_task("Checking", total=total if total > 1 else None)
    timer = Timer(A_MOMENT, lambda: None if is_bar_shown() else progress.start())
    timer.daemon = True
    timer.start()
    try:
        for item in items:
            yield item
            progress.advance(task)
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
