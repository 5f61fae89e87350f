"""``mtcheck eval demetr``: does a damaged translation score worse than the sound one?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import rich_click as click

from mtcheck.cli.eval_options import config_of, measuring
from mtcheck.cli.eval_tables import figure, markdown_table, text_table, write_option, write_region

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
@write_option
@measuring
def command(
    paths: tuple[Path, ...],
    language: str,
    kinds: tuple[str, ...],
    details: TextIO | None,
    write: Path | None,
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
    lacking = (f"not checked: {name}: {reason}" for name, reason in sorted(table.skipped.items()))
    signatures = (*lacking, *table.signatures, signature_of(config))
    if form == "json":
        click.echo(_as_json(table, signatures))
    else:
        click.echo("\n".join((*text_table(*_cells(table)), _told(table), *signatures)))
    if write:
        code = ("```text", _told(table), *signatures, "```")
        write_region(write, "demetr", [*markdown_table(*_cells(table)), "", *code])
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


def _cells(table: Table) -> tuple[list[str], list[list[str]]]:
    """Head and rows: a row a kind, then all pairs, then the mean over kinds."""
    rows = [(kind, str(count), figures) for kind, count, figures in table.by_kind()]
    rows.append(("all pairs", str(len(table.comparisons)), table.accuracy()))
    rows.append(("mean over kinds", "", table.mean_over_kinds()))
    return (
        ["kind", "pairs", *table.accuracy()],
        [[kind, count, *(figure(v, 2) for v in figures.values())] for kind, count, figures in rows],
    )


def _told(table: Table) -> str:
    return f"sound translations with a major finding: {len(table.false_majors)} of {table.sound}"


def _details(table: Table) -> list[str]:
    lines = [f"false major  {found}" for found in table.false_majors]
    for comparison in table.comparisons:
        if not comparison.right["mtcheck"]:
            lines += _shown(comparison)
    return lines


def _shown(comparison: Comparison) -> list[str]:
    pair = comparison.pair
    return [
        f"== {pair.kind} {pair.identifier}: {comparison.sound:.3f} {comparison.damaged:.3f}",
        f"  source   {pair.source}",
        f"  sound    {pair.sound}",
        f"  damaged  {pair.damaged}",
    ]
