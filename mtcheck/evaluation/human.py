"""Human judgements of systems, as WMT publishes its direct assessments."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

from mtcheck.model import MtcheckError


def mean_scores(path: Path, systems: Iterable[str]) -> dict[str, float]:
    """Mean of column ``z`` for each system; ``system.X`` is found as ``X`` too.

    Raises ``MtcheckError`` when the file is no CSV with those columns or knows none of them.
    """
    values: dict[str, list[float]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                values[row["system"]].append(float(row["z"]))
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise MtcheckError(f"{path}: not a CSV with columns system and z: {error}") from None
    means = {}
    for system in systems:
        scores = values.get(system) or values.get(system.removeprefix("system."))
        if scores:
            means[system] = fmean(scores)
    if not means:
        raise MtcheckError(f"{path}: has no scores of these systems; known: {', '.join(values)}")
    return means
