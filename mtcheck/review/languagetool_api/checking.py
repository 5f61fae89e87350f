"""Answers a check: from what a client asks to what LanguageTool would write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mtcheck.config import Config
from mtcheck.formats import read_text
from mtcheck.model import DocumentReport, Finding
from mtcheck.review.languagetool_api.answers import Answer, sentences_of
from mtcheck.review.languagetool_api.languages import detect
from mtcheck.review.languagetool_api.parameters import CheckRequest, Selection
from mtcheck.review.languagetool_api.vocabulary import categories_named, rule_selectors
from mtcheck.review.warm_checkers import WarmCheckers
from mtcheck.verdict.selection import names_rule

PATH = "<request>"


def answer(asked: CheckRequest, checkers: WarmCheckers, pages: str = "") -> dict[str, Any]:
    """What ``/v2/check`` answers: nothing is found in what surely is not English.

    ``pages`` is the address below which rules have their pages.

    Raises ``MtcheckError`` when a required detector cannot run.
    """
    detected = detect(asked.text.plain, asked.language)
    if asked.detects and not detected.is_english:
        lack = f"mtcheck checks English; this text seems to be in “{detected.language.code}”"
        return Answer(asked.text, detected.language, detected, lack=lack).data()
    wanted = _enabled(asked.selection)
    checker = checkers.get(asked.picky, wanted)
    document = next(checker.analysed([read_text(asked.text.plain, PATH)]))
    report = checker.check_analysed(document, _without(asked.selection, checker.config))
    found = Answer(
        asked.text,
        asked.language,
        detected,
        sentences_of(document),
        "; ".join(f"{skip.detector}: {skip.reason}" for skip in report.skipped),
        checkers.title,
        pages,
    )
    return found.data([] if asked.text_level_only else _chosen(report, asked.selection, wanted))


def _enabled(selection: Selection) -> frozenset[str]:
    categories = categories_named(selection.enabled_categories)
    return rule_selectors(selection.enabled_rules) | {c.value for c in categories}


def _without(selection: Selection, config: Config) -> Config:
    categories = categories_named(selection.disabled_categories)
    named = rule_selectors(selection.disabled_rules) | {c.value for c in categories}
    return replace(config, disable=config.disable | named)


def _chosen(report: DocumentReport, selection: Selection, wanted: frozenset[str]) -> list[Finding]:
    """All findings, or with ``enabledOnly`` those of the rules and categories named.

    What they are weighed against is the whole report: a tentative rule asked for alone still
    speaks only where the rest shows a machine translation.
    """
    if not selection.enabled_only:
        return list(report.findings)
    return [f for f in report.findings if any(_is_named(f, name) for name in wanted)]


def _is_named(finding: Finding, name: str) -> bool:
    rules = (finding.rule, *finding.also)
    return any(names_rule(name, rule, finding.category) for rule in rules)
