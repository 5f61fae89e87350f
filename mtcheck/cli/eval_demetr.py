"""``mtcheck eval demetr``: does a damaged translation score worse than the sound one?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import rich_click as click

from mtcheck.cli.eval_options import config_of, measuring

if TYPE_CHECKING:
    from mtcheck.evaluation.demetr import Comparison, Table


@click.command("demetr")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--language", default="russian", help="Source language, where the data name it.")
@click.option(
    "--kind", "kinds", multiple=True, help="Only kinds with this in their name; may be repeated."
)
@click.option(
    "--details",
    type=click.File("w", encoding="utf-8"),
    metavar="FILE",
    help="Write each pair that is ordered wrongly and each false major here; - for stdout.",
)
@measuring
def command(
    paths: tuple[Path, ...],
    language: str,
    kinds: tuple[str, ...],
    details: TextIO | None,
    config_path: Path | None,
    pedantic: bool,
    detectors: tuple[str, ...],
    form: str,
) -> None:
    """Accuracy by kind of damage on DEMETR (Karpinska et al. 2022), source known, no reference.

    PATHS are its files, or folders of them: one kind a file, JSON as published or JSON Lines.
    Beside our figures stand those of sentence BLEU and chrF, which see the reference.
    """
    from mtcheck.checker import Checker
    from mtcheck.evaluation.demetr import compare, read_pairs
    from mtcheck.signature import signature_of

    config = config_of(config_path, pedantic, detectors)
    pairs = [p for p in read_pairs(paths, language) if not kinds or any(k in p.kind for k in kinds)]
    table = compare(pairs, Checker(config))
    signatures = (*table.signatures, signature_of(config))
    click.echo(_as_json(table, signatures) if form == "json" else _as_text(table, signatures))
    if details:
        for line in _details(table):
            details.write(f"{line}\n")


def _as_json(table: Table, signatures: tuple[str, ...]) -> str:
    return json.dumps(
        {
            "signatures": signatures,
            "pairs": len(table.comparisons),
            "accuracy": table.accuracy(),
            "accuracy_by_kind": {
                kind: {"pairs": count} | figures for kind, count, figures in table.by_kind()
            },
            "sound": table.sound,
            "sound_with_major": len(table.false_majors),
        },
        indent=2,
    )


def _as_text(table: Table, signatures: tuple[str, ...]) -> str:
    width = max((len(kind) for kind, _, _ in table.by_kind()), default=4)
    names = list(table.accuracy())
    lines = [f"{'kind':{width}} pairs" + "".join(f"{name:>9}" for name in names)]
    for kind, count, figures in table.by_kind():
        lines.append(f"{kind:{width}} {count:5}" + _cells(figures))
    lines.append(f"{'all pairs':{width}} {len(table.comparisons):5}" + _cells(table.accuracy()))
    mean = table.mean_over_kinds()
    lines.append(f"{'mean over kinds':{width}}      " + _cells(mean))
    lines.append(
        f"sound translations with a major finding: {len(table.false_majors)} of {table.sound}"
    )
    return "\n".join((*lines, *signatures))


def _cells(figures: dict[str, float]) -> str:
    return "".join(f"{figure:9.2f}" for figure in figures.values())


def _details(table: Table) -> list[str]:
    lines = [f"false major  {found}" for found in table.false_majors]
    for comparison in table.comparisons:
        if not comparison.right["mtcheck"]:
            lines += _told(comparison)
    return lines


def _told(comparison: Comparison) -> list[str]:
    pair = comparison.pair
    return [
        f"== {pair.kind} {pair.identifier}: {comparison.sound:.3f} {comparison.damaged:.3f}",
        f"  source   {pair.source}",
        f"  sound    {pair.sound}",
        f"  damaged  {pair.damaged}",
    ]
