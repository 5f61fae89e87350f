"""Rule metadata of a SARIF run, told from the rules' findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mtcheck.model import Category, Finding, Severity
from mtcheck.reports.markdown_text import code_span
from mtcheck.reports.places import web_address
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import describe

LEVELS = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
PROBLEM_SEVERITIES = {
    Severity.MINOR: "recommendation",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "error",
}
PRECISIONS = ((0.95, "very-high"), (0.85, "high"), (0.7, "medium"), (0.0, "low"))

MEANINGS = {
    Category.ADDITION: "The translation says something that the source does not.",
    Category.OMISSION: "The translation leaves out something that the source says.",
    Category.MISTRANSLATION: "The translation does not say what the source says.",
    Category.UNTRANSLATED: "Words of the source were left untranslated.",
    Category.PUNCTUATION: "Punctuation that is not English.",
    Category.SPELLING: "Spelling or capitals that are not English.",
    Category.GRAMMAR: "Grammar or word order that is not English.",
    Category.REGISTER: "The wrong level of formality.",
    Category.INCONSISTENCY: "The text does not agree with itself.",
    Category.ENCODING: "Characters garbled by a wrong encoding.",
    Category.TERM_INAPPROPRIATE: "A term that the field does not use.",
    Category.TERM_INCONSISTENT: "One term translated in several ways.",
    Category.AWKWARD: "Understandable, but no English writer would put it so.",
    Category.LOCALE_ADDRESS: "An address in the wrong format.",
    Category.LOCALE_CURRENCY: "An amount of money in the wrong format.",
    Category.LOCALE_DATE: "A date in the wrong format.",
    Category.LOCALE_NAME: "A name in the wrong format.",
    Category.LOCALE_NUMBER: "A number in the wrong format.",
    Category.LOCALE_TELEPHONE: "A telephone number in the wrong format.",
    Category.LOCALE_TIME: "A time of day in the wrong format.",
    Category.OTHER: "An error of another kind.",
}


def rules_of(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """One ``reportingDescriptor`` a rule that spoke, in order of rule id."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return [_rule(rule, by_rule[rule]) for rule in sorted(by_rule)]


def _rule(rule: str, findings: Sequence[Finding]) -> dict[str, Any]:
    first = findings[0]
    worst = max((f.severity for f in findings), key=lambda s: s.rank)
    title = _title(rule)
    descriptor: dict[str, Any] = {
        "id": rule,
        "name": "".join(word.capitalize() for word in re.findall(r"\w+", rule)),
        "shortDescription": {"text": f"{title} ({first.category})"},
        "fullDescription": {"text": MEANINGS[first.category]},
        "help": {"text": _help(first, findings), "markdown": _help_markdown(first, findings)},
        "defaultConfiguration": {"level": LEVELS[worst]},
        "properties": {
            "tags": ["translation", "mqm", first.category.value],
            "problem.severity": PROBLEM_SEVERITIES[worst],
        },
    }
    if web_address(first.help_url):
        descriptor["helpUri"] = first.help_url
    if first.confidence is not None:
        precision = next(name for least, name in PRECISIONS if first.confidence >= least)
        descriptor["properties"]["precision"] = precision
    return descriptor


def _title(rule: str) -> str:
    words = rule.rpartition("/")[2].replace("-", " ").strip()
    return words[:1].upper() + words[1:] or rule


def _help(first: Finding, findings: Sequence[Finding]) -> str:
    lines = [MEANINGS[first.category], f"For example: {first.message}"]
    lines += [f"Behind it stands the Russian: {origin}" for origin in _origins(findings)]
    lines.append(f"Switch the rule off with: --disable {first.rule}")
    return "\n".join(map(printable, lines))


def _help_markdown(first: Finding, findings: Sequence[Finding]) -> str:
    lines = [
        MEANINGS[first.category],
        f"For example: {code_span(first.message)}",
        *(f"Behind it stands the Russian: {code_span(origin)}" for origin in _origins(findings)),
        f"Switch the rule off with {code_span('--disable ' + first.rule)}, or where it stands with "
        f"{code_span(f'<!-- mtcheck: ignore {first.rule} -- reason -->')}.",
    ]
    return "\n\n".join(lines)


def _origins(findings: Sequence[Finding]) -> list[str]:
    told = dict.fromkeys(describe(f.origin) for f in findings if f.origin)
    return [origin for origin in told if origin][:1]
