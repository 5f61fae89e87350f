"""``mtcheck check``: read, check, report."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.cli.annotating import ANNOTATE, annotate_in_place, assert_annotatable
from mtcheck.cli.config_options import config_of, config_options
from mtcheck.cli.fixing import fix_options, fixed_in_place, print_patch
from mtcheck.cli.gate_options import gate_options, gated
from mtcheck.cli.narrowing import Narrowing
from mtcheck.cli.output import emit, renderers, terminal_options
from mtcheck.cli.reading import check_with_progress, read_documents
from mtcheck.cli.sources import with_reference, with_sources
from mtcheck.config import Config
from mtcheck.model import MtcheckError, Report
from mtcheck.verdict import Gate

if TYPE_CHECKING:
    from mtcheck.document import Document


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-f", "--format", "formats", multiple=True, help="Report format; may be repeated.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File for the report, in the order of the formats; default: stdout.",
)
@fix_options
@ANNOTATE
@gate_options
@config_options
@click.option(
    "--source",
    metavar="FILE",
    help="The Russian of the article; for several articles a pattern such as {stem}.ru.txt.",
)
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A human translation to compare with; it informs and makes no findings.",
)
@click.option(
    "--comet",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A COMET or xCOMET checkpoint that estimates quality, in a Python that can load it.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the files, if it is not Unicode.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour in the terminal report.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, no notes on stderr.")
def command(
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    source: str | None,
    reference: Path | None,
    comet: Path | None,
    encoding: str | None,
    color: str,
    quiet: bool,
    **given: Any,
) -> None:
    """Check articles and print an annotated report.

    PATH is a file (plain text, Markdown, HTML, XLIFF, TMX, PO, CSV, TSV, JSON Lines), a folder of
    them, or - for standard input.

    Exit codes: 0 the limits are kept, 1 one of them is not, 2 could not do the job; of
    --diff-only: 0 nothing to change, 1 there is a patch.
    """
    config = gated(config_of(given), given)
    if comet is not None:
        config = replace(config, comet=replace(config.comet, checkpoint=comet))
    narrowing = Narrowing.of(config, given["revision"])
    writers = renderers(formats or ("terminal",), outputs) if not given["diff_only"] else []
    documents = read_documents(paths, config, encoding, narrowing.wants)
    documents = with_reference(with_sources(documents, source, config), reference)
    if given["diff_only"]:
        if given["annotate"]:
            raise MtcheckError("--diff-only changes no file; leave --annotate out")
        sys.exit(print_patch(config, documents, narrowing, formats or outputs))
    report = _checked(documents, config, narrowing, quiet, given)
    outcome = Gate.of(config).judge(report)
    options = terminal_options(color, outcome)
    for writer, target in writers:
        emit(writer.render(report, options), target)
    sys.exit(0 if outcome.passed else 1)


def _checked(
    documents: list[Document],
    config: Config,
    narrowing: Narrowing,
    quiet: bool,
    given: Mapping[str, Any],
) -> Report:
    from mtcheck.checker import Checker

    if narrowing.changes and not (documents or quiet):
        click.echo(f"mtcheck: note: nothing given has changed since {narrowing.revision}", err=True)
    checker = Checker(config)
    if given["annotate"]:
        assert_annotatable(documents)
    if given["fix"]:
        documents = fixed_in_place(checker, documents, narrowing, quiet)
    reports = check_with_progress(checker, documents, quiet)
    report = checker.report(map(narrowing, documents, reports))
    if given["annotate"]:
        annotate_in_place(documents, report.documents, quiet)
    return report
