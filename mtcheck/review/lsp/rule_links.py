"""Where an editor can read about a rule."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import mtcheck
from mtcheck.model import Finding, MtcheckError
from mtcheck.resources import cache_dir
from mtcheck.rules import RuleSet
from mtcheck.rules.measured import load_measured
from mtcheck.rules.pages import rule_page


class RuleLinks:
    """Addresses of rule pages; a pattern rule's page is written when it is first asked for."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._folder = cache_dir() / "rule-pages" / mtcheck.__version__
        self._known: dict[str, str] = {}

    def of(self, finding: Finding) -> str:
        """The address of the page about the finding's rule; empty when it has none."""
        if finding.help_url:
            return finding.help_url
        if finding.rule not in self._known:
            self._known[finding.rule] = self._written(finding.rule)
        return self._known[finding.rule]

    def _written(self, rule_id: str) -> str:
        try:
            page = rule_page(self._rules.get(rule_id), load_measured())
        except MtcheckError:
            return ""
        path = self._folder / f"{quote(rule_id, safe='')}.md"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not _holds(path, page):
                path.write_text(page, "utf-8")
        except OSError:
            return ""
        return path.as_uri()


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
