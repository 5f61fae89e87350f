"""Where an editor can read about a rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

import mtcheck
from mtcheck.model import Finding, MtcheckError
from mtcheck.resources import cache_dir
from mtcheck.review.detector_pages import detector_page
from mtcheck.rules import RuleSet, load_rules
from mtcheck.rules.measured import load_measured
from mtcheck.rules.pages import rule_page

PATTERNS = "patterns"


class RuleLinks:
    """Addresses of rule pages, each written when it is first asked for.

    A rule of a pack has the page that says everything about it; one that a detector has of
    its own says what the detector looks for and how to be rid of it.
    """

    def __init__(self) -> None:
        self._folder = cache_dir() / "rule-pages" / mtcheck.__version__
        self._known: dict[tuple[str, tuple[Path, ...]], str] = {}
        self._rules = cache(load_rules)

    def of(self, finding: Finding, packs: tuple[Path, ...] = ()) -> str:
        """The address of the page about the finding's rule; empty when it has none.

        ``packs`` are those of the desk's own that the rule may be of.
        """
        if finding.help_url:
            return finding.help_url
        key = finding.rule, packs
        if key not in self._known:
            self._known[key] = self._address(finding, packs)
        return self._known[key]

    def _address(self, finding: Finding, packs: tuple[Path, ...]) -> str:
        try:
            return self._written(finding.rule, self._page(finding, packs))
        except MtcheckError:  # a pack that has changed since the check
            return ""

    def _page(self, finding: Finding, packs: tuple[Path, ...]) -> str:
        if finding.detector != PATTERNS:
            return detector_page(finding.rule, finding.detector)
        rules: RuleSet = self._rules(packs)
        return rule_page(rules.get(finding.rule), load_measured())

    def _written(self, rule_id: str, page: str) -> str:
        path = self._folder.joinpath(*(quote(part, safe="") for part in rule_id.split("/")))
        path = path.with_name(f"{path.name}.md")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not _holds(path, page):
                path.write_text(page, "utf-8")
        except OSError:
            return ""
        return path.as_uri()


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
