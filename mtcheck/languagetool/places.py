"""Where LanguageTool lives on this machine."""

from __future__ import annotations

import os
import platform
from pathlib import Path

VERSION = "6.8"
"""The LanguageTool release that is installed, tested and measured."""

CACHE_VARIABLE = "MTCHECK_CACHE"
OFFLINE_VARIABLE = "MTCHECK_OFFLINE"
REPOSITORY_VARIABLE = "MTCHECK_MAVEN_REPOSITORY"
IDLE_VARIABLE = "MTCHECK_LANGUAGETOOL_IDLE"

IDLE_SECONDS = 15 * 60


def cache_dir() -> Path:
    """The user's cache folder for mtcheck; ``MTCHECK_CACHE`` names another."""
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("mtcheck", appauthor=False)


def install_dir() -> Path:
    """The installed LanguageTool; it is there only when it is whole."""
    return cache_dir() / f"languagetool-{VERSION}"


def server_dir() -> Path:
    """State of the running server; a folder for each machine that shares the cache."""
    return cache_dir() / f"languagetool-{VERSION}-server" / (platform.node() or "localhost")


def is_offline() -> bool:
    """True when the user forbids downloads with ``MTCHECK_OFFLINE``."""
    return os.environ.get(OFFLINE_VARIABLE, "").lower() not in ("", "0", "no", "false")


def idle_seconds() -> float:
    """Seconds without use after which the server stops itself."""
    try:
        return float(os.environ[IDLE_VARIABLE])
    except (KeyError, ValueError):
        return IDLE_SECONDS
