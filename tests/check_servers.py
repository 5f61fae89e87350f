"""The real application of ``mtcheck serve`` for tests, on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from mtcheck.config import Config
from mtcheck.review.access import Access
from mtcheck.review.check_server import make_app
from mtcheck.serve_settings import ServeSettings
from tests.servers import running

WITHOUT_SERVER = frozenset({"patterns", "transliteration", "scripts", "quotes", "encoding"})
RUSSIAN_WORD = "The Americans otrulivaet aside, the minister said."


@contextmanager
def checking(
    config: Config | None = None, access: Access | None = None, **serve: Any
) -> Iterator[str]:
    """The address of a server, by default with the detectors that need no server themselves."""
    config = config or Config(detectors=WITHOUT_SERVER)
    config = replace(config, serve=replace(ServeSettings(), **serve))
    with running(make_app(config, access or Access())) as url:
        yield url
