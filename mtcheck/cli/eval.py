"""``mtcheck eval``: measure findings against hand-marked errors, or by published tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import rich_click as click

from mtcheck.cli.eval_demetr import command as demetr
from mtcheck.cli.eval_mlqe import command as mlqe
from mtcheck.cli.eval_options import config_of, measuring
from mtcheck.cli.eval_wmt import command as wmt
from mtcheck.config import Config

if TYPE_CHECKING:
    from mtcheck.evaluation import Agreement, Match

CONTEXT = 60


@click.group("eval", invoke_without_command=True)
@click.option(
    "--gold",
    "gold",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="JSON Lines of marks beside their text, or a folder; may be repeated.",
)
@click.option(
    "--details",
    type=click.File("w", encoding="utf-8"),
    metavar="FILE",
    help="Write each miss and each false alarm with its context here; - for stdout.",
)
@measuring
@click.pass_context
def command(
    context: click.Context,
    gold: tuple[Path, ...],
    details: TextIO | None,
    config_path: Path | None,
    pedantic: bool,
    detectors: tuple[str, ...],
    form: str,
) -> None:
    """Measure mtcheck on marked texts, or on a published test of translation metrics.

    With --gold: recall by severity and category, precision by rule, and F0.5. Each published
    test is a command of its own.
    """
    if context.invoked_subcommand:
        if gold:
            raise click.UsageError(f"--gold and “{context.invoked_subcommand}” do not go together")
        return
    if not gold:
        raise click.UsageError("nothing to measure on: give --gold FILE or a command, see --help")
    config = config_of(config_path, pedantic, detectors)
    result, signature = _measure(gold, config)
    click.echo(_as_json(result, signature) if form == "json" else _as_text(result, signature))
    if details:
        for match in result.matches:
            for line in _details(match):
                details.write(f"{line}\n")


for test in (demetr, mlqe, wmt):
    command.add_command(test)


def _measure(paths: tuple[Path, ...], config: Config) -> tuple[Agreement, str]:
    from mtcheck.checker import Checker
    from mtcheck.evaluation import Agreement, agreement, read_marked
    from mtcheck.formats import read_document
    from mtcheck.signature import signature_of

    marked = list(read_marked(paths))
    reports = Checker(config).check_documents(read_document(m.path) for m in marked)
    result = Agreement()
    for text, report in zip(marked, reports, strict=True):
        result.matches.append(
            agreement(report.path, report.text, report.words, text.marks, report.findings)
        )
    return result, signature_of(config)


def _as_json(result: Agreement, signature: str) -> str:
    return json.dumps(
        {
            "signature": signature,
            "texts": len(result.matches),
            "words": result.words,
            "marks": result.marks,
            "findings": result.findings,
            "recall": result.recall,
            "precision": result.precision,
            "f0.5": result.f_half,
            "recall_by_severity": result.recall_by("severity"),
            "recall_by_category": result.recall_by("category"),
            "precision_by_rule": result.precision_by("rule"),
        },
        indent=2,
    )


def _as_text(result: Agreement, signature: str) -> str:
    lines = [
        f"{len(result.matches)} texts, {result.words} words, {result.marks} marks, "
        f"{result.findings} findings",
        f"recall {_percent(result.recall)}   precision {_percent(result.precision)}   "
        f"F0.5 {_percent(result.f_half)}",
        "",
    ]
    for title, rows in (
        ("found, by severity", result.recall_by("severity")),
        ("found, by category", result.recall_by("category")),
        ("right, by detector", result.precision_by("detector")),
        ("right, by rule", result.precision_by("rule")),
    ):
        lines.append(title)
        lines += [f"  {part:4} of {whole:4}  {name}" for name, (part, whole) in rows.items()]
    return "\n".join((*lines, "", signature))


def _details(match: Match) -> list[str]:
    lines = [f"== {match.path}"]
    for mark in match.missed:
        what = f"{mark.severity} {mark.category}"
        lines.append(f"missed  {what}: {_context(match.text, mark.span.start, mark.span.end)}")
        lines += [f"        {mark.note}"] if mark.note else []
    for finding in match.wrong:
        shown = _context(match.text, finding.span.start, finding.span.end)
        lines.append(f"wrong   {finding.rule}: {shown}")
    return lines


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return " ".join(f"{before}[[{text[start:end]}]]{after}".split())


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
