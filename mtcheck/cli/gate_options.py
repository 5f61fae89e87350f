"""The options of the gate: what fails a run."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from mtcheck.config import NEVER, Config, fail_on_value
from mtcheck.model import MtcheckError, Severity

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--fail-on",
        type=click.Choice([*(s.value for s in Severity), NEVER]),
        default=None,
        help="Exit with 1 on findings at or above this severity [default: major].",
    ),
    click.option(
        "--max-penalty",
        type=click.FloatRange(min=0),
        metavar="N",
        help="Exit with 1 when a document has more MQM points per 1,000 words.",
    ),
    click.option(
        "--max-findings",
        type=click.IntRange(min=0),
        metavar="N",
        help="Exit with 1 when there are more findings in all.",
    ),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Known findings, which do not fail; see mtcheck baseline.",
    ),
    click.option("--no-baseline", is_flag=True, help="Leave the baseline of the settings aside."),
    click.option(
        "--diff",
        "revision",
        metavar="REV",
        help="Only what changed since this git revision; REV...: since HEAD left it.",
    ),
    click.option(
        "--strict-suppressions",
        is_flag=True,
        help="Exit with 1 on suppressions that are unused or give no reason.",
    ),
)


def gate_options(command: Command) -> Command:
    """Give a command the options that :func:`gated` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def gated(config: Config, given: dict[str, Any]) -> Config:
    """The settings with what the command line says of the gate.

    A limit of the command line goes before all that the settings say of the same limit, for
    categories and paths too.
    """
    if math.isnan(given["max_penalty"] or 0.0):
        raise MtcheckError("--max-penalty nan: not a number; give MQM points per 1,000 words")
    gate = config.gate
    fail_on = config.fail_on
    if given["fail_on"] is not None:
        fail_on = fail_on_value(given["fail_on"])
        gate = gate.overruled(fail_on=None)
    for limit in ("max_penalty", "max_findings"):
        if given[limit] is not None:
            gate = gate.overruled(**{limit: given[limit]})
    baseline = None if given["no_baseline"] else given["baseline"] or gate.baseline
    strict = gate.strict_suppressions or given["strict_suppressions"]
    return replace(
        config, fail_on=fail_on, gate=replace(gate, baseline=baseline, strict_suppressions=strict)
    )
