"""What findings are called in LanguageTool's API, and what its clients call rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.detectors.grammar_rules import load_rule_table, rule_id
from mtcheck.model import Category, Finding
from mtcheck.reports.wording import describe

_WORDS_ALONE = frozenset({Category.SPELLING, Category.UNTRANSLATED, Category.ENCODING})


def type_name(category: Category) -> str:
    """LanguageTool's own, coarse type, by which some clients choose a colour."""
    if category is Category.SPELLING:
        return "UnknownWord"
    return "Hint" if category is Category.AWKWARD else "Other"


def category_name(category: Category) -> str:
    """An MQM category for people.

    >>> category_name(Category.ENCODING)
    'Fluency: character encoding'
    """
    dimension, _, kind = category.value.replace("-", " ").partition("/")
    return f"{dimension.capitalize()}: {kind}" if kind else dimension.capitalize()


def short_message(finding: Finding) -> str:
    """Kind and MQM severity, for the narrow places of a client.

    >>> from mtcheck.model import Severity, Span
    >>> short_message(Finding("a/b", Category.GRAMMAR, Severity.MAJOR, Span(0, 1), "", "patterns"))
    'Grammar (major)'
    """
    kind = finding.category.value.rpartition("/")[2].replace("-", " ")
    return f"{kind.capitalize()} ({finding.severity})"


def message(finding: Finding) -> str:
    """The finding's message, with the Russian behind it if that says more.

    Clients show nothing else.
    """
    origin = finding.origin
    if origin is None or (origin.form and origin.form in finding.message):
        return finding.message
    behind = describe(origin)
    return f"{finding.message} Russian: {behind}." if behind else finding.message


def stands_alone(category: Category) -> bool:
    """True when a finding shows in the word itself, be its sentence finished or not."""
    return category in _WORDS_ALONE


def rule_selectors(names: Iterable[str]) -> frozenset[str]:
    """Names of rules in mtcheck's way.

    A client may know a grammar rule from LanguageTool itself (``HE_VERB_AGR``).
    """
    return frozenset(n if "/" in n or n.islower() else rule_id(n) for n in names)


def categories_named(names: Iterable[str]) -> frozenset[Category]:
    """MQM categories by id, by dimension (``fluency``) or by LanguageTool's id (``TYPOS``).

    One of LanguageTool's stands for the MQM category its rules have here.
    """
    return frozenset(c for name in names for c in _named(name))


def _named(name: str) -> Iterator[Category]:
    table = load_rule_table().categories
    if name in table:
        yield table[name]
    yield from (c for c in Category if c.value == name or c.value.startswith(f"{name}/"))
