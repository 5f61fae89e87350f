"""The examples of every shipped rule: each is a test, named by its rule."""

import pytest

from mtcheck.evaluation.rule_examples import analyse_examples
from mtcheck.language.english import load_pipeline
from mtcheck.rules import Failure, Rule, check_examples, load_rules

RULES = list(load_rules())


@pytest.fixture(scope="module")
def failures() -> dict[str, list[Failure]]:
    found: dict[str, list[Failure]] = {}
    for failure in check_examples(RULES, analyse_examples, load_pipeline()):
        found.setdefault(failure.rule.id, []).append(failure)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_of(rule: Rule, failures: dict[str, list[Failure]]) -> None:
    shown = [f"{f.example.text!r} is marked {f.marked!r}" for f in failures.get(rule.id, [])]
    assert not shown


def test_there_are_rules() -> None:
    assert any(example.bad for rule in RULES for example in rule.examples)
