"""``mtcheck check``: read, check, report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.cli.output import emit, terminal_options
from mtcheck.config import NEVER, Config, fail_on_value, settings
from mtcheck.model import DocumentReport, MtcheckError, Severity

if TYPE_CHECKING:
    from mtcheck.checker import Checker
    from mtcheck.document import Document

SLOW_ENOUGH_FOR_PROGRESS = 2.0


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
@click.option(
    "--fail-on",
    type=click.Choice([*(s.value for s in Severity), NEVER]),
    default=None,
    help="Exit with 1 on findings at or above this severity [default: major].",
)
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    help="Settings file; default: the nearest mtcheck.toml or pyproject.toml.",
)
@click.option("--pedantic", is_flag=True, help="Also rules that fire on good English at times.")
@click.option("--enable", multiple=True, metavar="RULE", help="Switch a rule or family on.")
@click.option("--disable", multiple=True, metavar="RULE", help="Switch a rule or family off.")
@click.option(
    "--pack",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A rule pack of your own, or a folder of them.",
)
@click.option(
    "--detector",
    "detectors",
    multiple=True,
    metavar="NAME",
    help="Only this detector; may be repeated.",
)
@click.option(
    "--require", multiple=True, metavar="NAME", help="Exit with 2 when this detector cannot run."
)
@click.option("--languagetool", metavar="URL", help="Use the LanguageTool server at this address.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out matching paths.")
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
    fail_on: str | None,
    config_path: Path | None,
    languagetool: str | None,
    exclude: tuple[str, ...],
    encoding: str | None,
    color: str,
    quiet: bool,
    **switches: object,
) -> None:
    """Check articles and print an annotated report.

    PATH is a file, a folder of .txt and .md files, or - for standard input.

    Exit codes: 0 clean or below --fail-on, 1 findings at or above it, 2 could not do the job.
    """
    config = _config(config_path, switches)
    if fail_on is not None:
        config = replace(config, fail_on=fail_on_value(fail_on))
    if languagetool is not None:
        config = replace(config, languagetool=languagetool)
    config = replace(config, exclude=(*config.exclude, *exclude))
    if not paths:
        raise MtcheckError("nothing to check; name a file, a folder, or - for standard input")
    passed = _run(paths, config, formats or ("terminal",), outputs, encoding, color, quiet)
    sys.exit(0 if passed else 1)


def _config(path: Path | None, switches: dict[str, object]) -> Config:
    config = settings(path)
    given = {key: tuple(value) for key, value in switches.items() if isinstance(value, tuple)}
    return replace(
        config,
        pedantic=config.pedantic or bool(switches["pedantic"]),
        enable=(config.enable | set(given["enable"])) - set(given["disable"]),
        disable=(config.disable | set(given["disable"])) - set(given["enable"]),
        packs=(*config.packs, *given["pack"]),
        detectors=frozenset(given["detectors"]) or config.detectors,
        require=config.require | set(given["require"]),
    )


def _run(
    paths: Sequence[str],
    config: Config,
    formats: Sequence[str],
    outputs: Sequence[Path],
    encoding: str | None,
    color: str,
    quiet: bool,
) -> bool:
    from mtcheck.cli.output import renderers

    writers = renderers(formats, outputs)
    from mtcheck.checker import Checker
    from mtcheck.verdict import Gate

    checker = Checker(config)
    documents = _documents(paths, config, encoding)
    reports = list(_with_progress(checker, documents, quiet))
    report = checker.report(reports)
    outcome = Gate.of(config).judge(report)
    options = terminal_options(color, outcome)
    for writer, target in writers:
        emit(writer.render(report, options), target)
    return outcome.passed


def _documents(paths: Sequence[str], config: Config, encoding: str | None) -> list[Document]:
    """Everything is read before anything is checked: one bad path spoils no half-done run."""
    from mtcheck.formats import collect, decode_document, read_document

    documents = []
    if "-" in paths:
        raw = sys.stdin.buffer.read()
        documents.append(decode_document(raw, "<stdin>", encoding=encoding))
    files = [Path(p) for p in paths if p != "-"]
    documents += [read_document(p, encoding=encoding) for p in collect(files, config.exclude)]
    return documents


def _with_progress(
    checker: Checker, documents: Sequence[Document], quiet: bool
) -> Iterator[DocumentReport]:
    reports = checker.check_documents(documents)
    if quiet or len(documents) < 2 or not sys.stderr.isatty():
        return reports
    return _tracked(reports, len(documents))


def _tracked(reports: Iterable[DocumentReport], total: int) -> Iterator[DocumentReport]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(reports, "Checking", total, console=console, transient=True)
