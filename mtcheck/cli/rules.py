"""``mtcheck rules``: list, show, test, measure and document the rules."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.cli.feedback import feedback
from mtcheck.config import Config, settings
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from mtcheck.rules import Failure, Rule, RuleSet
    from mtcheck.rules.measured import Measured

EXIT_FAILED = 1


@click.group("rules")
def command() -> None:
    """List, show, test, measure and document the rules."""


command.add_command(feedback)


@command.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK]…")
def test(packs: tuple[str, ...]) -> None:
    """Run the examples of the rules: each bad one has to be marked as it says, no good one.

    PACK is a file or folder of packs, or the name of a pack, family or rule of mtcheck;
    without any, all that mtcheck and the settings file have are tested.
    """
    from mtcheck.evaluation.rule_examples import analyse_examples
    from mtcheck.language.english import load_pipeline
    from mtcheck.rules import check_examples

    rules = _chosen(packs)
    failures = list(check_examples(rules, analyse_examples, load_pipeline()))
    for failure in failures:
        click.echo(_failure_text(failure))
    examples = sum(len(rule.examples) for rule in rules)
    if failures:
        click.echo(f"{len(failures)} of {examples} examples of {len(rules)} rules fail")
        sys.exit(EXIT_FAILED)
    click.echo(f"{len(rules)} rules, {examples} examples: all as they should be")


def _chosen(packs: tuple[str, ...]) -> list[Rule]:
    """The rules of files and folders, or those named; all without any."""
    from mtcheck.rules import load_rules

    paths = [Path(pack) for pack in packs if _is_path(pack)]
    names = [pack for pack in packs if not _is_path(pack)]
    rules: list[Rule] = []
    if paths:
        rules += load_rules(paths, shipped=False)
    if names or not packs:
        loaded = _all_rules()
        rules += _named(loaded, tuple(names)) if names else list(loaded)
    return list({rule.id: rule for rule in rules}.values())


def _is_path(pack: str) -> bool:
    return pack.endswith((".yaml", ".yml")) or Path(pack).exists()


def _config() -> Config:
    return settings()


def _all_rules() -> RuleSet:
    from mtcheck.rules import load_rules

    return load_rules(_config().packs)


def _failure_text(failure: Failure) -> str:
    from mtcheck.rules.errors import locate

    line, _ = locate(failure.rule.file, failure.at)
    wanted = failure.example.text if failure.example.bad else "nothing marked"
    return (
        f"{failure.rule.file}:{line}: {failure.rule.id}\n"
        f"    marked  {failure.marked}\n"
        f"    wanted  {wanted}"
    )


@command.command("list")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="A table, or JSON with all that is known.",
)  # fmt: skip
def list_rules(names: tuple[str, ...], form: str) -> None:
    """The rules with what was measured: all, or those of a family, pack, category or id.

    Figures are hits in 1,000 words of each corpus, and how many hits of those in marked text
    are right; a dash where the rule has changed since it was measured.
    """
    from mtcheck.rules.measured import load_measured

    loaded = _all_rules()
    rules = _named(loaded, names) if names else list(loaded)
    measured = load_measured()
    if form == "json":
        rows = [_row(rule, measured) for rule in rules]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _print_table(rules, measured)


def _named(rules: RuleSet, names: tuple[str, ...]) -> list[Rule]:
    """Rules that the names name, each once. Raises ``MtcheckError`` for a name of none."""
    found: list[Rule] = []
    for name in names:
        found += [rule for rule in rules if rule.named_by(name)] or [rules.get(name)]
    return list({rule.id: rule for rule in found}.values())


def _print_table(rules: list[Rule], measured: Measured) -> None:
    from mtcheck.cli.columns import table
    from mtcheck.rules.pages import level_of

    head = ("rule", "severity", "category", "level", *measured.corpora, "right")
    rows = [
        (rule.id, rule.severity.value, rule.category.value, level_of(rule), *_cells(rule, measured))
        for rule in rules
    ]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in table(head, rows, width, spare=(*measured.corpora, "category", "right")):
        click.echo(line)


def _cells(rule: Rule, measured: Measured) -> list[str]:
    figures = measured.of(rule)
    if figures is None:
        return ["–"] * (len(measured.corpora) + 1)
    judged = f"{figures.right}/{figures.judged}" if figures.judged else "–"
    return [*(f"{measured.rate(figures, name):.3f}" for name in measured.corpora), judged]


def _row(rule: Rule, measured: Measured) -> dict[str, Any]:
    from mtcheck.rules.pages import level_of

    figures = measured.of(rule)
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "category": rule.category,
        "level": level_of(rule),
        "pack": rule.pack,
        "file": str(rule.file),
        "per_1000_words": figures
        and {name: round(measured.rate(figures, name), 4) for name in measured.corpora},
        "judged": figures and figures.judged,
        "right": figures and figures.right,
    }


@command.command("show")
@click.argument("rule_id", metavar="ID")
def show(rule_id: str) -> None:
    """A rule with its examples, what was measured of it, and its text in its pack."""
    from mtcheck.rules.errors import source_of
    from mtcheck.rules.measured import load_measured
    from mtcheck.rules.pages import rule_page

    rule = _all_rules().get(rule_id)
    line, source = source_of(rule.file, rule.at)
    click.echo(rule_page(rule, load_measured()))
    click.echo(f"{rule.file}:{line}\n")
    click.echo(source)


@command.command("measure")
@click.option(
    "--corpus", "corpora", multiple=True, required=True, metavar="NAME=PATH",
    help="A text, or a folder of texts, perhaps with marks beside them; may be repeated.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="Write the figures here instead of to measured.json of the rules.",
)  # fmt: skip
def measure_rules(corpora: tuple[str, ...], output: Path | None) -> None:
    """Count the hits of every rule on corpora and write the figures down."""
    from mtcheck.evaluation.rule_measure import measure
    from mtcheck.rules.measured import dump_measured, measured_path, total_rate
    from mtcheck.whole_files import write_whole

    paths = dict(_named_path(corpus) for corpus in corpora)
    rules = list(_all_rules())
    measured = measure(rules, paths, lambda name: click.echo(f"measuring on {name} …", err=True))
    target = output or measured_path()
    write_whole(target, dump_measured(measured).encode())
    usual = [rule for rule in rules if not rule.pedantic and not rule.tentative]
    for name, corpus in measured.corpora.items():
        rate = total_rate(measured, usual, name)
        click.echo(
            f"{name}: {corpus.words:,} words, {rate:.3f} hits in 1,000 words (default level)"
        )
    click.echo(f"{measured.signature}\nwritten to {target}")


def _named_path(corpus: str) -> tuple[str, Path]:
    name, sign, path = corpus.partition("=")
    if not (name and sign and path):
        raise MtcheckError(f"--corpus {corpus}: give NAME=PATH, such as native=news.txt")
    if not Path(path).exists():
        raise MtcheckError(f"--corpus {name}: {path} is not there")
    return name, Path(path)


@command.command("docs")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def docs(folder: Path) -> None:
    """Write one Markdown page a pack of mtcheck into FOLDER; pages of packs gone are removed."""
    from mtcheck.resources import rules_dir
    from mtcheck.rules import load_rules
    from mtcheck.rules.measured import load_measured
    from mtcheck.rules.pages import NOTE, pages
    from mtcheck.whole_files import write_whole

    written = pages(load_rules(), load_measured(), rules_dir())
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        write_whole(folder / name, text.encode())
    for page in folder.glob("*.md"):
        if page.name not in written and page.read_text("utf-8").startswith(NOTE):
            page.unlink()
    click.echo(f"{len(written)} pages in {folder}")
