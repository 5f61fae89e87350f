"""Shows on stderr that LanguageTool is being downloaded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

from mtcheck.languagetool.places import VERSION

TITLE = f"Installing LanguageTool {VERSION}"


def is_bar_shown() -> bool:
    """True while the download has a bar on the terminal; another would write over it."""
    return _Bar.shown > 0


@contextmanager
def shown_on_stderr() -> Iterator[Callable[[int, int], None]]:
    """A progress callback: a bar on a terminal, elsewhere one line; nothing if never called."""
    display = _Bar() if sys.stderr.isatty() else _Line()
    try:
        yield display.update
    finally:
        display.close()


class _Line:
    def __init__(self) -> None:
        self._said = False

    def update(self, done: int, total: int) -> None:
        del done
        if not self._said:
            self._said = True
            print(f"{TITLE} ({total / 1e6:.0f} MB, only once) …", file=sys.stderr, flush=True)

    def close(self) -> None:
        pass


class _Bar:
    shown: ClassVar[int] = 0

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task(TITLE)
        self._started = False

    def update(self, done: int, total: int) -> None:
        if not self._started:
            self._started = True
            _Bar.shown += 1
            self._progress.start()
        self._progress.update(self._task, completed=done, total=total)

    def close(self) -> None:
        self._progress.stop()
        if self._started:
            self._started = False
            _Bar.shown -= 1
