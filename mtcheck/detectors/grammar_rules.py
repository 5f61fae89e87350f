"""Which LanguageTool rules speak, and what each is in MQM."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.model import Category, MtcheckError, Severity
from mtcheck.resources import rules_dir

FAMILY = "grammar"
FILE = f"{FAMILY}/languagetool.toml"
SPELLER = "MORFOLOGIK_RULE_EN_US"
SPELLING = "TYPOS"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a rule's matches are in MQM."""

    category: Category
    severity: Severity


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules measured to speak of mistranslations, by LanguageTool's id of the rule.

    ``categories`` says what the matches of any other rule are, by LanguageTool's category.
    """

    rules: Mapping[str, Kind]
    categories: Mapping[str, Kind]

    def kind(self, rule: str, category: str) -> Kind:
        """What a match of a rule is; minor and ``other`` when nothing is known of it."""
        known = self.rules.get(rule) or self.categories.get(category)
        return known or Kind(Category.OTHER, Severity.MINOR)


@cache
def load_rule_table(path: Path | None = None) -> RuleTable:
    """The table that ships with mtcheck. Raises ``MtcheckError`` when it cannot be used."""
    path = path or rules_dir() / FILE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return RuleTable(_kinds(data["rules"]), _kinds(data["categories"]))
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MtcheckError(f"{path}: not a table of LanguageTool rules: {error}") from None


def _kinds(table: Mapping[str, Any]) -> dict[str, Kind]:
    return {
        name: Kind(Category(entry["category"]), Severity(entry["severity"]))
        for name, entry in table.items()
    }


def rule_id(rule: str) -> str:
    """mtcheck's id of a LanguageTool rule.

    >>> rule_id("HE_VERB_AGR")
    'grammar/he-verb-agr'
    """
    return f"{FAMILY}/{re.sub(r'[^a-z0-9]+', '-', rule.lower()).strip('-')}"


def languagetool_id(rule: str) -> str | None:
    """LanguageTool's id of a rule given by mtcheck's; ``None`` for what is no such rule.

    >>> languagetool_id("grammar/he-verb-agr")
    'HE_VERB_AGR'
    """
    family, _, name = rule.partition("/")
    return name.upper().replace("-", "_") if family == FAMILY and name else None
