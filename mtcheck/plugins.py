"""Detectors, report formats and file formats, found through entry points.

Ours are found the same way as a stranger's.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from mtcheck.model import MtcheckError

DETECTORS = "mtcheck.detectors"
REPORTS = "mtcheck.reports"
FORMATS = "mtcheck.formats"


@cache
def plugins(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name, in order of name; nothing is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=group))}


def load_plugin(group: str, name: str) -> Any:
    """The object an entry point names.

    Raises ``MtcheckError`` when there is none of that name or it cannot be imported.
    """
    known = plugins(group)
    if name not in known:
        kind = group.rpartition(".")[2]
        raise MtcheckError(f"no “{name}” among the {kind}; known: {', '.join(known)}")
    try:
        return known[name].load()
    except ImportError as error:
        raise MtcheckError(f"“{name}” ({known[name].value}) cannot be imported: {error}") from None
