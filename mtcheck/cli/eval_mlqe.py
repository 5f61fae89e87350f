"""``mtcheck eval mlqe``: words we mark beside words that people changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.cli.eval_options import config_of, measuring
from mtcheck.cli.eval_tables import figure, markdown_table, text_table, write_option, write_region

if TYPE_CHECKING:
    from mtcheck.evaluation.correlation import Confusion
    from mtcheck.evaluation.word_tags import TagFigures

HEAD = ("findings", "MCC", "F1 BAD", "F1 OK", "precision", "recall", "base rate", "lift")


@click.command("mlqe")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--split", default="dev", show_default=True, help="train, dev, test20 …")
@click.option("--most", type=click.IntRange(1), help="Only so many segments from the beginning.")
@write_option
@measuring
def command(
    folder: Path,
    split: str,
    most: int | None,
    write: Path | None,
    config_path: Path | None,
    pedantic: bool,
    detectors: tuple[str, ...],
    form: str,
) -> None:
    """Word tags of MLQE-PE (Fomicheva et al. 2020): MCC, F1, precision and lift.

    FOLDER holds SPLIT.src, SPLIT.mt and SPLIT.tags. A word is tagged by us when a finding
    touches it; people's tag is BAD when the post-editor changed it. Lift is precision over
    the share of words that are BAD: 1 is what chance would give.
    """
    from mtcheck.checker import Checker
    from mtcheck.evaluation.word_tags import held_against, read_tagged
    from mtcheck.signature import signature_of

    config = config_of(config_path, pedantic, detectors)
    segments = read_tagged(folder, split)[:most]
    figures = held_against(segments, Checker(config))
    words = sum(len(segment.words) for segment in segments)
    told = f"{split}: {len(segments):,} segments, {words:,} words"
    signature = signature_of(config)
    if form == "json":
        click.echo(json.dumps({"data": told, "signature": signature} | _data(figures), indent=2))
    else:
        click.echo("\n".join((told, *text_table(HEAD, list(map(_row, figures))), signature)))
    if write:
        table = markdown_table(HEAD, list(map(_row, figures)))
        code = ["```text", told, signature, "```"]
        call = f"`mtcheck eval mlqe FOLDER --split {split}`"
        write_region(write, "mlqe", [call, "", *table, "", *code])


def _data(figures: list[TagFigures]) -> dict[str, object]:
    return {f.severity.value: asdict(f.confusion) | _shares(f.confusion) for f in figures}


def _shares(found: Confusion) -> dict[str, float | None]:
    return {
        "mcc": found.mcc,
        "f1_bad": found.f1_bad,
        "f1_ok": found.f1_ok,
        "precision": found.precision,
        "recall": found.recall,
        "base_rate": found.base_rate,
        "lift": found.lift,
    }


def _row(figures: TagFigures) -> tuple[str, ...]:
    numbers = _shares(figures.confusion).values()
    return f"{figures.severity.value} or worse", *(figure(number) for number in numbers)
