"""``mtcheck score``: systems against a reference and against mtcheck."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.model import MtcheckError, Severity

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.evaluation.resampling import Figure
    from mtcheck.evaluation.systems import SystemScore

PENALTY = "penalty"
SURE = 0.05


@click.command("score")
@click.argument("systems", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--reference",
    "references",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Line-parallel human translation; may be repeated.",
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The line-parallel Russian, for the detectors that compare.",
)
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Document ids and their numbers of lines, tab-separated, in order.",
)
@click.option(
    "--human",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Human scores, CSV with the columns system and z; higher is better.",
)
@click.option(
    "--test",
    type=click.Choice(["bs", "ar"]),
    default="bs",
    show_default=True,
    help="Paired bootstrap or approximate randomisation against the first system.",
)
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Settings file.")
@click.option("--detector", "detectors", multiple=True, help="Only this detector; may be repeated.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print the figures.",
)
def command(
    systems: tuple[Path, ...],
    references: tuple[Path, ...],
    source: Path | None,
    documents: Path | None,
    human: Path | None,
    test: str,
    config_path: Path | None,
    detectors: tuple[str, ...],
    form: str,
) -> None:
    """A table of systems: BLEU, chrF2++ and TER where there is a reference, and MQM penalty.

    SYSTEMS are text files with a segment a line; the first is the one that the others are
    tested against. With --human it says how many pairs of systems each score orders as people
    do.
    """
    from mtcheck.cli.eval_options import config_of
    from mtcheck.evaluation.parallel import read_lines
    from mtcheck.signature import signature_of

    config = config_of(config_path, False, detectors)
    texts = [(path.stem, read_lines(path)) for path in systems]
    known = [read_lines(path) for path in references]
    counts = _counts(documents) if documents else None
    scores, signatures = _scored(
        texts, known, read_lines(source) if source else None, counts, test, config
    )
    signatures.append(signature_of(config))
    agreement = _agreement(scores, human) if human else {}
    if form == "json":
        click.echo(_as_json(scores, signatures, agreement))
        return
    click.echo("\n".join((*_table(scores), *_agreement_lines(agreement), *signatures)))


def _scored(
    texts: list[tuple[str, list[str]]],
    references: list[list[str]],
    source: list[str] | None,
    counts: list[int] | None,
    test: str,
    config: Config,
) -> tuple[list[SystemScore], list[str]]:
    from mtcheck.checker import Checker
    from mtcheck.evaluation.systems import (
        LINES_A_DOCUMENT,
        penalty_figures,
        reference_scores,
        score_system,
    )
    from mtcheck.reference import metrics

    checker = Checker(config)
    by_name: dict[str, dict[str, Figure]] = {}
    signatures: list[str] = []
    if references:
        by_name, signatures = reference_scores(texts, references, metrics(), test)
    scores = []
    for name, lines in texts:
        held = counts or _even(len(lines), LINES_A_DOCUMENT)
        scores.append(score_system(name, lines, held, checker, source))
    whole = zip(scores, penalty_figures(scores), strict=True)
    return [
        replace(score, metrics=by_name.get(score.name, {}) | {PENALTY: figure})
        for score, figure in whole
    ], signatures


def _even(lines: int, size: int) -> list[int]:
    return [size] * (lines // size) + ([lines % size] if lines % size else [])


def _counts(path: Path) -> list[int]:
    from mtcheck.evaluation.parallel import read_lines

    counts = []
    for number, line in enumerate(read_lines(path), 1):
        _, tab, count = line.rpartition("\t")
        if not tab or not count.strip().isdigit():
            raise MtcheckError(f"{path}:{number}: expected a document id, a tab and a number")
        counts.append(int(count))
    return counts


def _table(scores: list[SystemScore]) -> list[str]:
    names = list(scores[0].metrics)
    width = max(len(score.name) for score in scores)
    head = "".join(f"{name:>16}" for name in names)
    lines = [f"{'system':{width}}{head} findings  minor major critical  words"]
    for score in sorted(scores, key=lambda s: s.penalty):
        cells = "".join(f"{_cell(score.metrics[name]):>16}" for name in names)
        severities = score.by_severity
        lines.append(
            f"{score.name:{width}}{cells}{score.findings:9.2f}"
            f"{severities.get(Severity.MINOR, 0):7}{severities.get(Severity.MAJOR, 0):6}"
            f"{severities.get(Severity.CRITICAL, 0):9}{score.words:7}"
        )
    lines.append("penalty: MQM points, findings: count, both in 1,000 words; ±: 95 % by bootstrap")
    if len(scores) > 1:
        lines.append(f"*: not by chance other than {scores[0].name} (p < {SURE})")
    return lines


def _cell(figure: Figure) -> str:
    half = "" if figure.low is None else f"±{((figure.high or 0) - figure.low) / 2:.2f}"
    star = "*" if figure.p is not None and figure.p < SURE else " "
    return f"{figure.score:.2f}{half}{star}"


def _as_json(
    scores: list[SystemScore], signatures: list[str], agreement: dict[str, float | None]
) -> str:
    systems = [
        {
            "system": score.name,
            "words": score.words,
            "scores": {name: asdict(figure) for name, figure in score.metrics.items()},
            "findings": score.findings,
            "by_severity": {s.value: n for s, n in score.by_severity.items()},
        }
        for score in scores
    ]
    data = {"systems": systems, "agreement": agreement, "signatures": signatures}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _agreement(scores: list[SystemScore], path: Path) -> dict[str, float | None]:
    """Share of the pairs of systems that each score orders as people do."""
    from mtcheck.evaluation.human import mean_scores
    from mtcheck.evaluation.systems import pairwise_agreement
    from mtcheck.reference.metrics import HIGHER_IS_WORSE

    people = mean_scores(path, [score.name for score in scores])
    ours = {"findings": {score.name: -score.findings for score in scores}}
    for name in scores[0].metrics:
        sign = -1 if name in HIGHER_IS_WORSE | {PENALTY} else 1
        ours[name] = {score.name: sign * score.metrics[name].score for score in scores}
    return {name: pairwise_agreement(values, people) for name, values in ours.items()}


def _agreement_lines(agreement: dict[str, float | None]) -> list[str]:
    if not agreement:
        return []
    lines = ["pairs of systems ordered as by people:"]
    for name, share in agreement.items():
        lines.append(f"  {name:12} {'–' if share is None else f'{share:.2f}'}")
    return lines
