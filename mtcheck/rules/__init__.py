"""The rule engine: loads, checks and matches the YAML packs of ``rules/`` and of users.

>>> from mtcheck.rules import load_rules
>>> rules = load_rules()
>>> rules.get("syntax/passive-after-opening").category.value
'fluency/grammar'
"""

from mtcheck.rules.engine import Engine
from mtcheck.rules.examples import Failure, check_examples
from mtcheck.rules.hits import Hit
from mtcheck.rules.loader import load_rules
from mtcheck.rules.rule import Rule
from mtcheck.rules.ruleset import RuleSet

__all__ = ["Engine", "Failure", "Hit", "Rule", "RuleSet", "check_examples", "load_rules"]
