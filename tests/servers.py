"""Real servers for tests: an application on a free port of its own thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from mtcheck.review.serving import bind


@contextmanager
def running(app: Any) -> Iterator[str]:
    """The address of ``app`` while it is served."""
    bound = bind("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(app, http="h11", ws="none", log_level="warning", access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound.listener]})
    thread.start()
    try:
        yield bound.url
    finally:
        server.should_exit = True
        thread.join()
