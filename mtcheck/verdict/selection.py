"""Which rules speak in this run, and how loudly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtcheck.config import Config
from mtcheck.model import Finding


def names_rule(selector: str, rule: str, category: str = "") -> bool:
    """True when ``selector`` is the rule, a family or id prefix of it, its category or ``*``.

    >>> names_rule("calques", "calques/news-formulas/quoted-by")
    True
    >>> names_rule("calque", "calques/news-formulas/quoted-by")
    False
    """
    return selector in ("*", rule, category) or rule.startswith(f"{selector}/")


def names_category(selector: str, category: str) -> bool:
    """True when ``selector`` is the MQM category or its dimension.

    >>> names_category("fluency", "fluency/grammar"), names_category("flu", "fluency/grammar")
    (True, False)
    """
    return category == selector or category.startswith(f"{selector}/")


def select(findings: Iterable[Finding], config: Config, text: str) -> Iterator[Finding]:
    """Findings whose rule the settings leave on, with the severity the settings give.

    A finding on exactly a term of the glossary in ``text`` is left out: the desk approves it,
    wherever a line is broken in it.
    """
    approved = frozenset(config.glossary)
    for finding in findings:
        if words_of(text[finding.span.start : finding.span.end]) in approved:
            continue
        if is_on(finding, config):
            severity = config.severity.get(finding.rule)
            yield replace(finding, severity=severity) if severity else finding


def words_of(text: str) -> str:
    """A text with each stretch of white space one space: a term, however it is wrapped."""
    return " ".join(text.split())


def is_on(finding: Finding, config: Config) -> bool:
    """False when the settings switch the finding's rule off; the longer selector wins."""
    off = _longest(config.disable, finding)
    return off == 0 or _longest(config.enable, finding) > off


def _longest(selectors: Iterable[str], finding: Finding) -> int:
    hits = (s for s in selectors if names_rule(s, finding.rule, finding.category))
    return max(map(len, hits), default=0)
