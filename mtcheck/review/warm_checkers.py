"""Checkers for the settings that requests ask for, kept ready."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Lock

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.detectors.grammar_rules import languagetool_id, load_rule_table
from mtcheck.rules import load_rules

KEPT = 4
WARMING_TEXT = "The minister said on Tuesday that talks would go on. They ended on Friday.\n"


@dataclass(slots=True)
class _Place:
    building: Lock = field(default_factory=Lock)
    checker: Checker | None = None
    is_warm: bool = False


class WarmCheckers:
    """Makes a checker once for the rules that are wanted and gives it to everyone who asks.

    A new one checks a sentence first, so that what it loads at its first text is there.

    The one for the server's own settings stays for good, of others the last few. May be used
    by several threads at once. Raises ``MtcheckError`` for settings that cannot be followed.
    """

    def __init__(self, config: Config, kept: int = KEPT) -> None:
        self.config = config
        self._kept = kept
        self.rules = load_rules(config.packs)
        self._titles = {rule.id: rule.title for rule in self.rules}
        self._lock = Lock()
        self._places: OrderedDict[tuple[bool, frozenset[str]], _Place] = OrderedDict()
        self._own = _Place(checker=Checker(config))

    def get(self, pedantic: bool = False, enable: Iterable[str] = ()) -> Checker:
        """The checker for the server's settings and what a request adds to them.

        ``enable`` are ids of rules, families, packs or categories; those that switch nothing
        on do not matter.
        """
        config = replace(self.config, pedantic=self.config.pedantic or pedantic)
        more = frozenset(name for name in enable if self._switches_on(name, config))
        config = replace(config, enable=config.enable | more)
        return self._built(self._place(config), config)

    def title(self, rule: str) -> str:
        """The title of a rule of the packs; empty for what is none."""
        return self._titles.get(rule, "")

    def _switches_on(self, name: str, config: Config) -> bool:
        table = load_rule_table()
        rule = languagetool_id(name, table.chosen)
        if rule is not None:
            return not config.pedantic and rule not in table.chosen
        now = self.rules.select(config)
        then = self.rules.select(replace(config, enable=config.enable | {name}))
        return len(now) != len(then)

    def _place(self, config: Config) -> _Place:
        if config == self.config:
            return self._own
        key = (config.pedantic, config.enable)
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            if len(self._places) > self._kept:
                self._places.popitem(last=False)
            return place

    def _built(self, place: _Place, config: Config) -> Checker:
        with place.building:
            if place.checker is None:
                place.checker = Checker(config)
            if not place.is_warm:
                place.checker.check_text(WARMING_TEXT)
                place.is_warm = True
            return place.checker
