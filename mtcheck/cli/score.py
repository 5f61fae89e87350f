"""``mtcheck score``: systems against a reference and against mtcheck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.config import settings
from mtcheck.model import MtcheckError, Severity

if TYPE_CHECKING:
    from mtcheck.evaluation.systems import SystemScore


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
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Settings file.")
def command(
    systems: tuple[Path, ...],
    references: tuple[Path, ...],
    documents: Path | None,
    human: Path | None,
    config_path: Path | None,
) -> None:
    """A table of systems: BLEU, chrF2++ and TER where there is a reference, and MQM penalty.

    SYSTEMS are text files with a segment a line. With --human it says how many pairs of
    systems each score orders as people do.
    """
    from mtcheck.checker import Checker
    from mtcheck.evaluation.systems import LINES_A_DOCUMENT, metrics, read_lines, score_system
    from mtcheck.signature import signature_of

    config = settings(config_path)
    checker = Checker(config)
    measures = metrics() if references else {}
    known = [read_lines(path) for path in references]
    scores = []
    for path in systems:
        lines = read_lines(path)
        counts = _counts(documents) if documents else _even(len(lines), LINES_A_DOCUMENT)
        scores.append(score_system(path.stem, lines, known, counts, measures, checker))
    click.echo("\n".join(_table(scores, list(measures))))
    if human:
        click.echo("\n".join(_agreement(scores, human)))
    for measure in measures.values():
        click.echo(measure.get_signature())
    click.echo(signature_of(config))


def _even(lines: int, size: int) -> list[int]:
    return [size] * (lines // size) + ([lines % size] if lines % size else [])


def _counts(path: Path) -> list[int]:
    from mtcheck.evaluation.systems import read_lines

    counts = []
    for number, line in enumerate(read_lines(path), 1):
        _, tab, count = line.rpartition("\t")
        if not tab or not count.strip().isdigit():
            raise MtcheckError(f"{path}:{number}: expected a document id, a tab and a number")
        counts.append(int(count))
    return counts


def _table(scores: list[SystemScore], names: list[str]) -> list[str]:
    width = max(len(score.name) for score in scores)
    head = "".join(f"{name:>9}" for name in names)
    lines = [f"{'system':{width}}{head}  penalty findings  minor major critical  words"]
    for score in sorted(scores, key=lambda s: s.penalty):
        cells = "".join(f"{score.metrics[name]:9.2f}" for name in names)
        severities = score.by_severity
        lines.append(
            f"{score.name:{width}}{cells}{score.penalty:9.2f}{score.findings:9.2f}"
            f"{severities.get(Severity.MINOR, 0):7}{severities.get(Severity.MAJOR, 0):6}"
            f"{severities.get(Severity.CRITICAL, 0):9}{score.words:7}"
        )
    return [*lines, "penalty: MQM points, findings: count, both in 1,000 words"]


def _agreement(scores: list[SystemScore], path: Path) -> list[str]:
    from mtcheck.evaluation.human import mean_scores
    from mtcheck.evaluation.systems import pairwise_agreement

    people = mean_scores(path, [score.name for score in scores])
    ours = {
        "MQM penalty": {score.name: -score.penalty for score in scores},
        "findings": {score.name: -score.findings for score in scores},
    }
    for name in scores[0].metrics:
        sign = -1 if name == "TER" else 1
        ours[name] = {score.name: sign * score.metrics[name] for score in scores}
    lines = [f"pairs of systems ordered as by people ({len(people)} systems):"]
    for name, values in ours.items():
        share = pairwise_agreement(values, people)
        lines.append(f"  {name:12} {'–' if share is None else f'{share:.2f}'}")
    return lines
