"""WMT's direct assessment: people's scores of systems' segments, and ours beside them.

Bojar et al. 2016, Akhbardeh et al. 2021. Two shapes are read: a CSV with the columns
``system``, ``line`` (1-based line of the source) and ``z`` or ``raw``; and the table that WMT
publishes, ``ad-seg-scores-ru-en.csv``: blanks between the columns ``SYS SEGID RAW.SCR Z.SCR
N``, where SEGID is a line or DOCUMENT::LINE-OF-DOCUMENT.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

from mtcheck.evaluation.correlation import kendall, pearson
from mtcheck.evaluation.estimate import estimates
from mtcheck.evaluation.parallel import BETWEEN_LINES, documents_of, line_of
from mtcheck.evaluation.quality import points_of
from mtcheck.evaluation.systems import pairwise_agreement
from mtcheck.model import MtcheckError
from mtcheck.reference.metrics import HIGHER_IS_WORSE, sentence_metrics
from mtcheck.verdict.score import penalty_of

if TYPE_CHECKING:
    from mtcheck.checker import Checker

Scores: TypeAlias = dict[str, list[float]]
"""Scores of a system's lines by metric."""
_PREFIX = re.compile(r"^(?:newstest\d+\.|system\.|[\w-]+\.hyp\.)")


@dataclass(frozen=True, slots=True)
class Assessment:
    """A person's score of one segment; ``line`` is from 0. Higher is better."""

    system: str
    line: int
    score: float


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """How one metric's segment scores agree with people's, and its order of systems.

    ``tau`` and ``pearson`` are over all segments of all systems together, ``mean_tau`` the mean
    over systems; ``pairwise`` the share of pairs of systems ordered alike.
    """

    name: str
    segments: int
    tau: float | None
    mean_tau: float | None
    pearson: float | None
    pairwise: float | None


def read_assessments(path: Path, documents: Sequence[tuple[str, int]] = ()) -> list[Assessment]:
    """The scores of a file in either shape; several of one segment become their mean.

    ``documents`` are ids and numbers of lines, for tables that count lines within documents.
    Raises ``MtcheckError`` when it cannot be read or is of another shape.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise MtcheckError(f"{path}: not valid UTF-8 at byte {error.start}") from None
    lines = text.splitlines()
    head = lines[0].lower() if lines else ""
    try:
        if head.split()[:2] == ["sys", "segid"]:
            found = [_published(line, documents) for line in lines[1:] if line.strip()]
        elif "system" in head and "line" in head:
            found = [_plain(row) for row in csv.DictReader(lines)]
        else:
            raise ValueError("neither the columns system, line, z nor SYS SEGID RAW.SCR Z.SCR N")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise MtcheckError(f"{path}: no direct assessment: {error}") from None
    scores: dict[tuple[str, int], list[float]] = defaultdict(list)
    for one in found:
        scores[one.system, one.line].append(one.score)
    return [Assessment(system, line, fmean(all_)) for (system, line), all_ in scores.items()]


def assess(
    name: str, scores: Mapping[str, Sequence[float]], people: Sequence[Assessment]
) -> SegmentFigures:
    """Hold a metric's scores by system and line (higher is better) against people's.

    Raises ``MtcheckError`` for a line that a system does not have.
    """
    by_system: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in people:
        if one.system in scores:
            own = scores[one.system]
            if not 0 <= one.line < len(own):
                raise MtcheckError(
                    f"{one.system}: has {len(own)} lines, but line {one.line + 1} was assessed"
                )
            by_system[one.system].append((own[one.line], one.score))
    pairs = [pair for found in by_system.values() for pair in found]
    taus = [kendall(*_columns(found)) for found in by_system.values()]
    known = [tau for tau in taus if tau is not None]
    return SegmentFigures(
        name,
        len(pairs),
        kendall(*_columns(pairs)),
        fmean(known) if known else None,
        pearson(*_columns(pairs)),
        pairwise_agreement(
            {system: fmean(scores[system]) for system in by_system},
            {system: fmean(score for _, score in found) for system, found in by_system.items()},
        ),
    )


def our_scores(
    name: str,
    lines: Sequence[str],
    counts: Sequence[int],
    source: Sequence[str] | None,
    checker: Checker,
) -> Scores:
    """Scores of each line of a system, higher is better, by what is counted.

    ``MQM penalty`` counts the findings; ``with estimate`` also what only speaks against a line
    (``quality.Judged``). Raises ``MtcheckError`` as ``documents_of``.
    """
    penalties, estimated = [], []
    documents = documents_of(name, lines, counts, source)
    for document, count in zip(checker.analysed(documents), counts, strict=True):
        held = document.text.split(BETWEEN_LINES) if document.text else [""]
        own, extra = [0.0] * count, [0.0] * count
        for finding in checker.check_analysed(document).findings:
            points = penalty_of(finding.severity, finding.category)
            own[line_of(finding.span.start, held)] += points
        parts = [replace(document, segments=(segment,)) for segment in document.segments]
        for segment, estimate in zip(document.segments, estimates(parts), strict=True):
            extra[line_of(segment.to_document(0, 0).start, held)] += estimate
        penalties += [-points for points in own]
        estimated += [-points_of(*both) for both in zip(own, extra, strict=True)]
    return {"MQM penalty": penalties, "with estimate": estimated}


def reference_based(lines: Sequence[str], references: Sequence[Sequence[str]]) -> Scores:
    """sacrebleu's scores of each line, higher is better, by metric."""
    known = list(zip(*references, strict=True))
    return {
        name: [
            sign * metric.sentence_score(line, list(beside)).score
            for line, beside in zip(lines, known, strict=True)
        ]
        for name, metric in sentence_metrics().items()
        for sign in (-1 if name in HIGHER_IS_WORSE else 1,)
    }


def system_name(name: str) -> str:
    """A system's name without what files and tables put before it.

    >>> system_name("system.Online-A"), system_name("newstest2021.ru-en.hyp.Online-A")
    ('Online-A', 'Online-A')
    """
    while match := _PREFIX.match(name):
        name = name[match.end() :]
    return name.removeprefix("ru-en.hyp.").removesuffix(".ru-en")


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [a for a, _ in pairs], [b for _, b in pairs]


def _plain(row: dict[str, str]) -> Assessment:
    score = row.get("z") or row["raw"]
    return Assessment(system_name(row["system"]), int(row["line"]) - 1, float(score))


def _published(line: str, documents: Sequence[tuple[str, int]]) -> Assessment:
    system, segment, _, z, *_ = line.split()
    name, colons, number = segment.rpartition("::")
    if not colons:
        return Assessment(system_name(system), int(segment) - 1, float(z))
    at = 0
    for document, count in documents:
        if document == name:
            return Assessment(system_name(system), at + int(number) - 1, float(z))
        at += count
    raise ValueError(f"document {name} is not among those of --documents")
