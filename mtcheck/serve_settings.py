"""``[serve]`` of the settings: where ``mtcheck serve`` listens, who may ask, how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mtcheck.settings_reader import Reader

LANGUAGETOOL_PORT = 8081


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """``port`` is by default the one LanguageTool's clients look at.

    ``allow_hosts`` are further names of the server, ``allow_origins`` foreign origins whose
    pages or add-ons may ask. ``max_text`` is in UTF-16 code units of one request, ``timeout``
    in seconds. At most ``threads`` checks run at once, ``queue`` more may wait.
    """

    host: str = "127.0.0.1"
    port: int = LANGUAGETOOL_PORT
    allow_hosts: tuple[str, ...] = ()
    allow_origins: tuple[str, ...] = ()
    max_text: int = 150_000
    timeout: float = 60.0
    threads: int = 2
    queue: int = 32


def read_serve(value: object, read: Reader) -> ServeSettings:
    """The ``[serve]`` table. Raises ``MtcheckError`` for keys and values that do not fit."""
    table = read.table("serve", value)
    readers: dict[str, Callable[[str, object], Any]] = {
        "host": read.string,
        "port": read.count,
        "allow-hosts": read.strings,
        "allow-origins": read.strings,
        "max-text": read.count,
        "timeout": read.amount,
        "threads": read.count,
        "queue": read.count,
    }
    read.keys(table, readers, "serve.")
    given = {key: readers[key](f"serve.{key}", entry) for key, entry in table.items()}
    for key, most in (("port", 65_535), ("threads", 64), ("queue", 10_000)):
        if given.get(key, 1) > most:
            raise read.fail(f"“serve.{key}” has to be {most} at the most, not {given[key]!r}")
    for key in ("max-text", "timeout", "threads"):
        if given.get(key, 1) == 0:
            raise read.fail(f"“serve.{key}” has to be above 0")
    return ServeSettings(**{key.replace("-", "_"): entry for key, entry in given.items()})
