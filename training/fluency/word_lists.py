"""The word lists of training, from ``words.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def word_lists() -> dict[str, Any]:
    """Tables of the file; lists of words are one string each, parted by white space."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
