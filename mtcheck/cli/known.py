"""Reports with the findings of a baseline set apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mtcheck.model import DocumentReport


def known_findings(path: Path | None) -> Callable[[DocumentReport], DocumentReport]:
    """What sets the known findings of a document's report apart; nothing without a baseline.

    Raises ``MtcheckError`` for a baseline that is not there or is none.
    """
    if path is None:
        return lambda report: report
    from mtcheck.verdict import name_in, read_baseline

    baseline = read_baseline(path)
    return lambda report: baseline.apply(name_in(path, report.path), report)
