"""A set of rules, and the choice from it that a run's settings make."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtcheck.config import Config
from mtcheck.model import MtcheckError
from mtcheck.rules.rule import Rule


@dataclass(frozen=True)
class RuleSet:
    """Rules with different ids, in order of their packs."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def get(self, rule_id: str) -> Rule:
        """The rule of that id. Raises ``MtcheckError`` with the nearest id there is."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        ids = [rule.id for rule in self.rules]
        near = difflib.get_close_matches(rule_id, ids, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else "“mtcheck rules list” shows all"
        raise MtcheckError(f"no rule {rule_id}; {hint}")

    def select(self, config: Config) -> RuleSet:
        """The rules that a run uses, with the severities it wants.

        A rule is on unless it is pedantic and ``config.pedantic`` is not set. ``enable`` and
        ``disable`` change that by id, prefix of an id at a slash, pack or category; the
        longest name that fits a rule decides, ``disable`` where both are as long.
        """
        return RuleSet(tuple(_with_severity(r, config) for r in self.rules if _is_on(r, config)))


def _is_on(rule: Rule, config: Config) -> bool:
    enabled = max((_weight(rule, name) for name in config.enable), default=0)
    disabled = max((_weight(rule, name) for name in config.disable), default=0)
    if enabled == disabled == 0:
        return config.pedantic or not rule.pedantic
    return enabled > disabled


def _weight(rule: Rule, name: str) -> int:
    """How closely a name fits a rule: 0 not at all, most for its id."""
    if not rule.named_by(name):
        return 0
    return 2 + len(name) if rule.id == name or rule.id.startswith(f"{name}/") else 1


def _with_severity(rule: Rule, config: Config) -> Rule:
    fitting = [name for name in config.severity if rule.named_by(name)]
    if not fitting:
        return rule
    return replace(rule, severity=config.severity[max(fitting, key=lambda n: _weight(rule, n))])
