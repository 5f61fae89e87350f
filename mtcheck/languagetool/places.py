"""Where LanguageTool lives on this machine."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from mtcheck.resources import CACHE_VARIABLE, cache_dir

__all__ = [
    "CACHE_VARIABLE",
    "IDLE_SECONDS",
    "IDLE_VARIABLE",
    "OFFLINE_VARIABLE",
    "REPOSITORY_VARIABLE",
    "VERSION",
    "cache_dir",
    "idle_seconds",
    "install_dir",
    "is_offline",
    "server_dir",
]

VERSION = "6.8"
"""The LanguageTool release that is installed, tested and measured."""

OFFLINE_VARIABLE = "MTCHECK_OFFLINE"
REPOSITORY_VARIABLE = "MTCHECK_MAVEN_REPOSITORY"
IDLE_VARIABLE = "MTCHECK_LANGUAGETOOL_IDLE"

IDLE_SECONDS = 15 * 60


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
