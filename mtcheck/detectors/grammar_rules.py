"""Which LanguageTool rules speak, and what each is in MQM."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtcheck.model import Category, MtcheckError, Severity
from mtcheck.resources import rules_dir

FAMILY = "grammar"
FILE = f"{FAMILY}/languagetool.toml"
SPELLER = "MORFOLOGIK_RULE_EN_US"
SPELLING = "TYPOS"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """Levels and kinds of LanguageTool's rules, by its own ids of rules and categories.

    ``firm`` rules speak always, ``tentative`` ones only in a document that other findings
    show to be machine-translated, all others only when asked for.
    """

    firm: frozenset[str]
    tentative: frozenset[str]
    severities: Mapping[str, Severity]
    categories: Mapping[str, Category]

    @property
    def chosen(self) -> frozenset[str]:
        """The rules that are asked for by default."""
        return self.firm | self.tentative

    def severity(self, rule: str) -> Severity:
        return self.severities.get(rule, Severity.MINOR)

    def category(self, category: str) -> Category:
        """MQM category of a LanguageTool category; ``other`` for one that is not known."""
        return self.categories.get(category, Category.OTHER)


@cache
def load_rule_table(path: Path | None = None) -> RuleTable:
    """The table that ships with mtcheck. Raises ``MtcheckError`` when it cannot be used."""
    path = path or rules_dir() / FILE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return RuleTable(
            firm=frozenset(map(str, data["firm"])),
            tentative=frozenset(map(str, data["tentative"])),
            severities={rule: Severity(s) for rule, s in data["severities"].items()},
            categories={name: Category(c) for name, c in data["categories"].items()},
        )
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MtcheckError(f"{path}: not a table of LanguageTool rules: {error}") from None


def rule_id(rule: str) -> str:
    """mtcheck's id of a LanguageTool rule.

    >>> rule_id("HE_VERB_AGR")
    'grammar/he-verb-agr'
    """
    return f"{FAMILY}/{re.sub(r'[^a-z0-9]+', '-', rule.lower()).strip('-')}"


def languagetool_id(rule: str, known: Iterable[str] = ()) -> str | None:
    """LanguageTool's id of a rule given by mtcheck's; ``None`` for what is no such rule.

    Of the ``known`` ids the one that is meant, else the likeliest spelling.

    >>> languagetool_id("grammar/he-verb-agr"), languagetool_id("calques/quoted-by")
    ('HE_VERB_AGR', None)
    """
    family, _, name = rule.partition("/")
    if family != FAMILY or not name:
        return None
    return next((k for k in known if rule_id(k) == rule), name.upper().replace("-", "_"))
