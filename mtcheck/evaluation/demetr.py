"""DEMETR: pairs of a sound translation and the same one with one error put in.

Karpinska et al. 2022, "DEMETR: Diagnosing Evaluation Metrics for Translation". A metric is
right on a pair when the damaged translation scores strictly worse. In the kind whose damaged
translation is the human reference it is right when that one scores strictly better.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from mtcheck.evaluation.quality import Judged, judge_pairs
from mtcheck.model import MtcheckError, Severity

if TYPE_CHECKING:
    from mtcheck.checker import Checker

OURS = "mtcheck"
REFERENCE_KIND = "reference"
FIELDS = {
    "source": "src_sent",
    "reference": "eng_sent",
    "sound": "mt_sent",
    "damaged": "pert_sent",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: a kind of damage, the source, the reference and two translations."""

    kind: str
    identifier: str
    source: str
    reference: str
    sound: str
    damaged: str

    @property
    def is_reference(self) -> bool:
        """True where the "damaged" one is the human reference."""
        return self.kind.endswith(REFERENCE_KIND)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One pair's scores by mtcheck (points, higher is worse), and which metrics are right."""

    pair: Pair
    sound: float
    damaged: float
    right: dict[str, bool]


@dataclass(slots=True)
class Table:
    """All comparisons; ``sound`` sound translations, ``false_majors`` those held for bad.

    ``skipped`` are the detectors that could not run, each with the reason.
    """

    comparisons: list[Comparison] = field(default_factory=list)
    sound: int = 0
    false_majors: list[str] = field(default_factory=list)
    signatures: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)

    def by_kind(self) -> list[tuple[str, int, dict[str, float]]]:
        """Each kind with its number of pairs and the share of right ones by metric."""
        kinds: dict[str, list[Comparison]] = defaultdict(list)
        for comparison in self.comparisons:
            kinds[comparison.pair.kind].append(comparison)
        return [(kind, len(rows), _shares(rows)) for kind, rows in sorted(kinds.items())]

    def accuracy(self) -> dict[str, float]:
        """Share of right pairs by metric."""
        return _shares(self.comparisons)

    def mean_over_kinds(self) -> dict[str, float]:
        """The mean of the kinds' accuracies by metric."""
        rows = [figures for _, _, figures in self.by_kind()]
        return {name: fmean(row[name] for row in rows) for name in (rows[0] if rows else ())}


def read_pairs(paths: Iterable[Path], language: str = "russian") -> Iterator[Pair]:
    """The rows of DEMETR files, or of folders of them, whose damage was checked by a person.

    Files are JSON lists as published or JSON Lines; the file's name is the kind. Rows that name
    another source language are left out. Raises ``MtcheckError`` for what is of another shape.
    """
    for path in paths:
        files = sorted((*path.glob("*.json"), *path.glob("*.jsonl"))) if path.is_dir() else [path]
        if not files:
            raise MtcheckError(f"{path}: no .json or .jsonl file of DEMETR in this folder")
        for file in files:
            for number, row in enumerate(_rows(file), 1):
                if row.get("lang_tag", language) == language and row.get("pert_check"):
                    yield _pair(file, number, row)


def compare(pairs: Sequence[Pair], checker: Checker) -> Table:
    """Score all translations, each distinct one once, and set them side by side."""
    texts = dict.fromkeys(
        (text, pair.source) for pair in pairs for text in (pair.sound, pair.damaged)
    )
    scored = dict(zip(texts, judge_pairs(texts, checker), strict=True))
    metrics = _metrics()
    table = Table()
    for judged in scored.values():
        table.skipped |= {lack.detector: lack.reason for lack in judged.report.skipped}
    for pair in pairs:
        table.comparisons.append(_comparison(pair, scored, metrics))
    if pairs:
        table.signatures = tuple(str(m.get_signature()) for m in metrics.values())
    originals = dict.fromkeys((pair.sound, pair.source) for pair in pairs)
    table.sound = len(originals)
    for text in originals:
        for finding in scored[text].report.findings:
            if finding.severity.at_least(Severity.MAJOR):
                table.false_majors.append(f"{finding.rule}: {finding.message} | {text[0]}")
                break
    return table


def _comparison(
    pair: Pair, scored: dict[tuple[str, str], Judged], metrics: dict[str, Any]
) -> Comparison:
    ours = [scored[text, pair.source].points for text in (pair.sound, pair.damaged)]
    losses = {OURS: ours}
    for name, metric in metrics.items():
        losses[name] = [
            -metric.sentence_score(text, [pair.reference]).score
            for text in (pair.sound, pair.damaged)
        ]
    return Comparison(
        pair,
        sound=ours[0],
        damaged=ours[1],
        right={
            name: sound > damaged if pair.is_reference else damaged > sound
            for name, (sound, damaged) in losses.items()
        },
    )


def _metrics() -> dict[str, Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    return {"BLEU": BLEU(effective_order=True), "chrF": CHRF()}


def _shares(rows: Sequence[Comparison]) -> dict[str, float]:
    names = rows[0].right if rows else {}
    return {name: fmean(row.right[name] for row in rows) for name in names}


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if path.suffix == ".json":
            rows = json.loads(text)
        else:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise MtcheckError(f"{path}: not DEMETR's JSON: {error}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MtcheckError(f"{path}: expected a list of objects, as DEMETR publishes them")
    return rows


def _pair(path: Path, number: int, row: dict[str, Any]) -> Pair:
    for name in FIELDS.values():
        if not isinstance(row.get(name), str):
            raise MtcheckError(f"{path}: row {number} has no text “{name}”; is it DEMETR?")
    texts = {ours: row[theirs] for ours, theirs in FIELDS.items()}
    return Pair(kind=path.stem, identifier=str(row.get("id", number)), **texts)
