"""``mtcheck eval wmt``: segment scores and the order of systems beside people's."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.cli.eval_options import config_of, measuring
from mtcheck.cli.eval_tables import figure, markdown_table, text_table, write_option, write_region

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.evaluation.direct_assessment import SegmentFigures
    from mtcheck.evaluation.wmt_folder import NewsTask

HEAD = ("metric", "segments", "tau", "tau by system", "Pearson", "pairs of systems")


@click.command("wmt")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--system", "only", multiple=True, help="Only this system; may be repeated.")
@click.option("--most", type=click.IntRange(1), help="Only so many documents from the beginning.")
@click.option("--without-source", is_flag=True, help="Do not show us the Russian.")
@write_option
@measuring
def command(
    folder: Path,
    only: tuple[str, ...],
    most: int | None,
    without_source: bool,
    write: Path | None,
    config_path: Path | None,
    pedantic: bool,
    detectors: tuple[str, ...],
    form: str,
) -> None:
    """Agreement with WMT's direct assessment of Russian to English.

    FOLDER holds the files of a news task as published, or unpacked as source.ru, system.NAME.en,
    reference.NAME.en, documents.tsv and direct-assessment.csv. Kendall's tau-b and Pearson's r
    over segments, and the share of pairs of systems ordered as by people; beside ours those of
    sentence BLEU, chrF2++ and TER, which see the references.
    """
    from mtcheck.evaluation.systems import LINES_A_DOCUMENT
    from mtcheck.evaluation.wmt_folder import read_task
    from mtcheck.reference.metrics import sentence_metrics
    from mtcheck.signature import signature_of

    config = config_of(config_path, pedantic, detectors)
    task = read_task(folder, LINES_A_DOCUMENT).beginning(most)
    systems = {n: lines for n, lines in task.systems.items() if not only or n in only}
    figures = _figures(task, systems, None if without_source else task.source, config)
    signatures = [signature_of(config), f"source:{'no' if without_source else 'yes'}"]
    if task.references:
        signatures += [f"{n} {_signature(m, task)}" for n, m in sentence_metrics().items()]
    told = f"{len(systems)} systems, {len(task.source)} lines, {len(task.references)} references"
    if form == "json":
        data = {"figures": [asdict(f) for f in figures], "data": told, "signatures": signatures}
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo("\n".join((told, *text_table(HEAD, list(map(_row, figures))), *signatures)))
    if write:
        table = markdown_table(HEAD, list(map(_row, figures)))
        code = ["```text", told, *signatures, "```"]
        write_region(write, "wmt", ["`mtcheck eval wmt FOLDER`", "", *table, "", *code])


def _figures(
    task: NewsTask, systems: dict[str, list[str]], source: list[str] | None, config: Config
) -> list[SegmentFigures]:
    from mtcheck.checker import Checker
    from mtcheck.evaluation.direct_assessment import assess, our_scores, reference_based

    checker = Checker(config)
    counts = [count for _, count in task.documents]
    scores: dict[str, dict[str, list[float]]] = {}
    for name, lines in systems.items():
        found = our_scores(name, lines, counts, source, checker)
        if task.references:
            found |= reference_based(lines, list(task.references.values()))
        for metric, values in found.items():
            scores.setdefault(metric, {})[name] = values
    return [assess(metric, by_system, task.people) for metric, by_system in scores.items()]


def _signature(metric: Any, task: NewsTask) -> str:
    metric.sentence_score("a", ["a"] * len(task.references))
    return str(metric.get_signature())


def _row(figures: SegmentFigures) -> tuple[str, ...]:
    return (
        figures.name,
        f"{figures.segments:,}",
        figure(figures.tau),
        figure(figures.mean_tau),
        figure(figures.pearson),
        figure(figures.pairwise, 2),
    )
