"""From a match to what an editor reads: message and suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from mtcheck.model import Origin
from mtcheck.rules.conditions import Situation
from mtcheck.rules.placeholders import Value, fill, fill_message, tidy, with_case_of
from mtcheck.rules.regexes import compile_regex
from mtcheck.rules.rule import Rule, Sense


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's hit: code points ``start``..``end`` of the text of segment number ``segment``."""

    rule: Rule
    segment: int
    start: int
    end: int
    message: str
    suggestions: tuple[str, ...]
    origin: Origin | None


def hit_of(rule: Rule, situation: Situation, segment: int) -> Hit:
    """The hit of a match that stands; ``segment`` is the number of its segment in the document."""
    start, end = situation.marked
    marked = situation.text[start:end]

    def value(name: str) -> Value:
        return _value(name, situation)

    sense = sense_of(rule, marked)
    suggestions: list[str] = []
    for template in sense.suggest:
        text = tidy(fill(template, value))
        if _at_sentence_start(situation):
            text = with_case_of(text, marked)
        if text != marked and text not in suggestions:
            suggestions.append(text)
    advice = [tidy(fill(text, value)) for text in sense.write] or suggestions
    extra = {"suggest": "” or “".join(advice), "origin": origin_text(sense.origin)}
    message = tidy(fill_message(rule.message, value, extra))
    return Hit(rule, segment, start, end, message, tuple(suggestions), sense.origin)


def sense_of(rule: Rule, marked: str) -> Sense:
    """The first sense of a rule that fits the marked text, or what the rule itself says."""
    own = Sense("", rule.origin, rule.suggest)
    return next((sense for sense in rule.senses if _regex(sense.of).search(marked)), own)


@cache
def _regex(source: str) -> Any:
    return compile_regex(f"(?i:{source})")


def origin_text(origin: Origin | None) -> str:
    """The Russian behind a hit as a message shows it."""
    return (origin.construction or origin.form or origin.lemma) if origin else ""


def _value(name: str, situation: Situation) -> Value:
    table = situation.table
    found = situation.marked if name == "text" else situation.match.range_of(name, table)
    if found is None:
        return Value("")
    low, high = table.tokens_at(situation.match.segment, *found)
    lemma = "".join(
        token.lemma_ + (token.whitespace_ if token.i < high - 1 else "")
        for token in map(table.token, range(low, high))
    )
    return Value(situation.text[found[0] : found[1]], lemma.strip())


def _at_sentence_start(situation: Situation) -> bool:
    start, end = situation.marked
    low, high = situation.table.tokens_at(situation.match.segment, start, end)
    while low > 0 and low < high and situation.table.token(low - 1).is_punct:
        if situation.table.sentence_start[low]:
            return True
        low -= 1
    return low < high and bool(situation.table.sentence_start[low])
