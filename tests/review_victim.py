"""Servers to be killed: told ``go`` on stdin, forks one that serves the review; says its port.

The parent has loaded everything, so that a server is there within a few hundredths of a
second. It ends when its stdin does.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import uvicorn  # noqa: F401  loaded before the fork

from mtcheck.review import pages
from mtcheck.review.access import Access
from mtcheck.review.app import make_app
from mtcheck.review.guard import Guard
from mtcheck.review.serving import bind, serve
from tests.review_desks import desk


def victim(folder: Path) -> None:
    here = desk(folder)
    here.open(folder / "article.txt")
    bound = bind("127.0.0.1", 0)

    def ready() -> None:
        print(os.getpid(), bound.url, here._inspector.checked, flush=True)  # type: ignore[attr-defined]

    serve(Guard(make_app(here, "Anna"), Access()), bound, ready)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    pages._environment().get_template("cards.html")
    for _ in sys.stdin:
        if os.fork() == 0:
            sys.stdin.close()
            victim(Path(sys.argv[1]))
            os._exit(0)


if __name__ == "__main__":
    main()
