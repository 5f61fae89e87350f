"""``mtcheck rules``: list, show and test the rules."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.config import Config, find_config, load_config
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from mtcheck.rules import Failure, Rule, RuleSet

EXIT_FAILED = 1


@click.group("rules")
def command() -> None:
    """List, show, test and measure the rules."""


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
        for name in names:
            found = [rule for rule in loaded if rule.named_by(name)]
            rules += found or [loaded.get(name)]
        rules += [] if names else loaded
    return list({rule.id: rule for rule in rules}.values())


def _is_path(pack: str) -> bool:
    return pack.endswith((".yaml", ".yml")) or Path(pack).exists()


def _config() -> Config:
    found = find_config(Path.cwd())
    return load_config(found) if found else Config()


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
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_rules(names: tuple[str, ...], form: str) -> None:
    """A table of the rules: all, or those of a family, pack or category."""
    rules = [r for r in _all_rules() if not names or any(r.named_by(n) for n in names)]
    if form == "json":
        click.echo(json.dumps([_row(rule) for rule in rules], indent=2, ensure_ascii=False))
        return
    for rule in rules:
        level = "pedantic" if rule.pedantic else "default"
        click.echo(f"{rule.id:55} {rule.severity:9} {rule.category:30} {level}")


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "category": rule.category,
        "level": "pedantic" if rule.pedantic else "default",
        "pack": rule.pack,
    }


@command.command("show")
@click.argument("rule_id", metavar="ID")
def show(rule_id: str) -> None:
    """A rule as it stands in its pack."""
    from mtcheck.rules.errors import locate

    rule = _all_rules().get(rule_id)
    line, _ = locate(rule.file, rule.at)
    try:
        lines = rule.file.read_text("utf-8").splitlines()
    except OSError as error:
        raise MtcheckError(f"{rule.file}: cannot be read: {error.strerror}") from None
    click.echo(f"# {rule.file}:{line}")
    click.echo(lines[line - 1])
