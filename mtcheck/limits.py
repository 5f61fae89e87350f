"""The limits of the gate as the settings give them: in general, for a category, for paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from mtcheck.model import Category, Severity
from mtcheck.settings_reader import Reader

LIMITS = ("fail-on", "max-penalty", "max-findings")
FailOn = Severity | Literal["none"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What may not be passed; ``None`` says nothing.

    ``fail_on`` is the least severity that fails (``"none"``: none does), ``max_penalty`` is
    in MQM points in 1,000 words of one document, ``max_findings`` a count over the run.
    """

    fail_on: FailOn | None = None
    max_penalty: float | None = None
    max_findings: int | None = None


@dataclass(frozen=True, slots=True)
class PathLimits:
    """Limits of the documents that ``pattern`` matches, instead of the general ones."""

    pattern: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class GateSettings:
    """``[gate]``: ``categories`` maps MQM categories and dimensions to their limits.

    ``root`` is the folder that patterns of paths are relative to; ``None`` is the current one.
    """

    limits: Limits = field(default_factory=Limits)
    categories: Mapping[str, Limits] = field(default_factory=dict)
    paths: tuple[PathLimits, ...] = ()
    baseline: Path | None = None
    strict_suppressions: bool = False
    root: Path | None = None

    def overruled(self, **limits: Any) -> GateSettings:
        """The same with these limits in general, and without what tables say of them."""
        unsaid = dict.fromkeys(limits)
        return replace(
            self,
            limits=replace(self.limits, **limits),
            categories={c: replace(table, **unsaid) for c, table in self.categories.items()},
            paths=tuple(replace(p, limits=replace(p.limits, **unsaid)) for p in self.paths),
        )


def read_gate(value: object, read: Reader) -> GateSettings:
    """The ``[gate]`` table. Raises ``MtcheckError`` for keys and values that do not fit."""
    table = read.table("gate", value)
    known = (*LIMITS, "baseline", "strict-suppressions", "categories", "paths")
    read.keys(table, known, "gate.")
    return GateSettings(
        limits=_limits(table, read, "gate."),
        categories=_categories(table.get("categories", {}), read),
        paths=_paths(table.get("paths", []), read),
        baseline=read.file("gate.baseline", table["baseline"]) if "baseline" in table else None,
        strict_suppressions=read.flag(
            "gate.strict-suppressions", table.get("strict-suppressions", False)
        ),
        root=read.path.parent,
    )


def _limits(table: Mapping[str, Any], read: Reader, where: str) -> Limits:
    limits = Limits()
    if "fail-on" in table:
        severity = read.fail_on(f"{where}fail-on", table["fail-on"])
        limits = replace(limits, fail_on=severity or "none")
    if "max-penalty" in table:
        points = read.amount(f"{where}max-penalty", table["max-penalty"])
        limits = replace(limits, max_penalty=points)
    if "max-findings" in table:
        findings = read.count(f"{where}max-findings", table["max-findings"])
        limits = replace(limits, max_findings=findings)
    return limits


def _categories(value: object, read: Reader) -> dict[str, Limits]:
    tables = read.table("gate.categories", value)
    read.keys(tables, _category_names(), "gate.categories.")
    found = {}
    for name, entry in tables.items():
        where = f"gate.categories.{name}"
        table = read.table(where, entry)
        read.keys(table, LIMITS, f"{where}.")
        found[name] = _limits(table, read, f"{where}.")
    return found


def _category_names() -> list[str]:
    dimensions = dict.fromkeys(c.value.partition("/")[0] for c in Category)
    return [*dimensions, *(c.value for c in Category if c.value not in dimensions)]


def _paths(value: object, read: Reader) -> tuple[PathLimits, ...]:
    found = []
    for table in read.tables("gate.paths", value):
        read.keys(table, ("path", *LIMITS), "gate.paths.")
        if "path" not in table:
            raise read.fail("every “gate.paths” needs “path”")
        pattern = read.string("gate.paths.path", table["path"])
        found.append(PathLimits(pattern, _limits(table, read, "gate.paths.")))
    return tuple(found)
