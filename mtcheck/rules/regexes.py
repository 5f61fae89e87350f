"""Regular expressions of google-re2: linear time whatever a rule says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MEMORY = 32 * 1024 * 1024
SET_MEMORY = 128 * 1024 * 1024


def compile_regex(source: str) -> Any:
    """The compiled regex. Raises ``re2.error`` when it is none."""
    import re2

    return re2.compile(source, _options(MEMORY))


def _options(memory: int) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options


def compile_regex_set(sources: Iterable[str]) -> Any:
    """A set whose ``Match(text)`` gives the numbers of the regexes found in a text."""
    import re2

    regexes = re2.Set.SearchSet(_options(SET_MEMORY))
    for source in sources:
        regexes.Add(source)
    regexes.Compile()
    return regexes
