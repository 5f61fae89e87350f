"""``mtcheck rules feedback``: what this desk's decisions say of the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.config import settings

if TYPE_CHECKING:
    from mtcheck.review.feedback import Evidence, Feedback

WIDE = 500
INTERVAL = (0.05, 0.95)


@click.command("feedback")
@click.option(
    "--store", type=click.Path(path_type=Path, dir_okay=False),
    help="The database of decisions; default: as “mtcheck review” has it.",
)  # fmt: skip
@click.option("--forget", metavar="RULE", help="Learn nothing from a rule's decisions so far.")
@click.option("--remember", metavar="RULE", help="Take --forget back. Both take a name, too.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="A table, or JSON.",
)  # fmt: skip
def feedback(store: Path | None, forget: str | None, remember: str | None, form: str) -> None:
    """How often this desk accepted and rejected each rule's findings.

    The precision is the mean of the beta-binomial posterior with its 90 % interval; what was
    measured of a rule counts as two decisions beforehand. With “learn = true” in the settings
    file, a rule whose precision is below 50 % with 95 % probability falls by one severity (minor
    is the lowest), below 25 % it is silent; the report says so each time. Names found right are
    left alone.
    """
    from mtcheck.review import feedback as learning
    from mtcheck.review.database import store_path

    config = settings()
    path = store_path(store, config)
    if forget:
        learning.forget(path, forget)
    if remember:
        learning.remember(path, remember)
    found = learning.evidence(path)
    if form == "json":
        click.echo(json.dumps(_data(found, path, config.learn), indent=2, ensure_ascii=False))
    else:
        _print(found, path, config.learn)


def _print(found: Evidence, path: Path, learn: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    if not found.rules and not found.names:
        click.echo(f"nothing has been decided yet ({path}); mtcheck review FILE is where to")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", overflow="fold")
    for column in ("accepted", "rejected", "precision", "90 %"):
        table.add_column(column, justify="right")
    table.add_column("learned")
    table.add_column("rejected because", overflow="fold")
    for rule in found.rules:
        low, high = (rule.precision.quantile(share) for share in INTERVAL)
        reasons = ", ".join(f"{words} {number}" for words, number in rule.reasons)
        table.add_row(
            rule.rule, str(rule.accepted), str(rule.rejected), f"{rule.precision.mean:.2f}",
            f"{low:.2f}–{high:.2f}", _learned(rule), reasons,
        )  # fmt: skip
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE, soft_wrap=True)
    console.print(table)
    for name in found.names:
        state = "forgotten" if name.forgotten else "right"
        click.echo(f"name {state}: {name.name} ({name.reader}, {name.made})")
    if not learn and found.learned:
        click.echo("“learn = true” in the settings file puts this to use")


def _learned(rule: Feedback) -> str:
    if rule.forgotten:
        return "forgotten"
    if rule.lesson is None:
        return "–"
    return "silent" if rule.lesson.silent else "one severity lower, minor stays"


def _data(found: Evidence, path: Path, learn: bool) -> dict[str, Any]:
    return {
        "store": str(path),
        "learn": learn,
        "rules": [
            {
                "rule": rule.rule,
                "accepted": rule.accepted,
                "rejected": rule.rejected,
                "reasons": dict(rule.reasons),
                "measured_precision": rule.measured,
                "precision": round(rule.precision.mean, 4),
                "interval_90": [round(rule.precision.quantile(share), 4) for share in INTERVAL],
                "learned": _learned(rule),
            }
            for rule in found.rules
        ],
        "names": [
            {"name": n.name, "reader": n.reader, "date": n.made, "forgotten": n.forgotten}
            for n in found.names
        ],
    }
