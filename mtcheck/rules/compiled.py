"""Rules made ready for matching."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.rules.attributes import Attributes
from mtcheck.rules.dependency import Tree, compile_dependency
from mtcheck.rules.expressions import Expression
from mtcheck.rules.rule import Condition, Pattern, PatternKind, Rule, Where
from mtcheck.rules.sequences import TokenPattern, compile_phrase, compile_tokens

Matcher = TokenPattern | Tree | Expression
Tokenizer = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class CompiledCondition:
    where: Where
    matchers: tuple[Matcher, ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its patterns compiled.

    ``barred[n]`` are the exceptions of pattern n that depend on one of its nodes alone: they
    keep tokens from being that node, before any match is made. ``unless`` are the others.
    """

    rule: Rule
    matchers: tuple[Matcher, ...]
    barred: tuple[tuple[Tree, ...], ...]
    unless: tuple[tuple[CompiledCondition, ...], ...]
    only: tuple[CompiledCondition, ...]


class Compiler:
    """Compiles rules against a common pool of token attributes."""

    def __init__(self, attributes: Attributes, tokenize: Tokenizer) -> None:
        self._attributes = attributes
        self._tokenize = tokenize

    def rule(self, rule: Rule) -> CompiledRule:
        across = rule.across_sentences
        matchers = tuple(self._matcher(pattern, across) for pattern in rule.patterns)
        unless = [self._condition(condition) for condition in rule.unless]
        split = [_split(matcher, unless) for matcher in matchers]
        return CompiledRule(
            rule,
            matchers,
            tuple(barred for barred, _ in split),
            tuple(rest for _, rest in split),
            tuple(self._condition(condition) for condition in rule.only),
        )

    def _condition(self, condition: Condition) -> CompiledCondition:
        matchers = tuple(self._matcher(pattern, True) for pattern in condition.patterns)
        return CompiledCondition(condition.where, matchers)

    def _matcher(self, pattern: Pattern, across: bool) -> Matcher:
        if pattern.kind is PatternKind.TOKENS:
            return compile_tokens(pattern.body, self._attributes, across)
        if pattern.kind is PatternKind.DEPENDENCY:
            return compile_dependency(pattern.body, self._attributes)
        if pattern.kind is PatternKind.REGEX:
            return Expression(pattern.body, pattern.literals)
        words = self._tokenize(pattern.body)
        return compile_phrase(words, pattern.attribute, self._attributes, across)


def _split(
    matcher: Matcher, unless: Sequence[CompiledCondition]
) -> tuple[tuple[Tree, ...], tuple[CompiledCondition, ...]]:
    """Exceptions of one pattern: those on a single node of it, and the others."""
    barred: list[Tree] = []
    rest: list[CompiledCondition] = []
    for condition in unless:
        single = [m for m in condition.matchers if _on_one_node(matcher, m)]
        barred += [m for m in single if isinstance(m, Tree)]
        others = tuple(m for m in condition.matchers if m not in single)
        if others:
            rest.append(CompiledCondition(condition.where, others))
    return tuple(barred), tuple(rest)


def _on_one_node(matcher: Matcher, exception: Matcher) -> bool:
    if not (isinstance(matcher, Tree) and isinstance(exception, Tree)):
        return False
    return matcher.names & exception.names == {exception.nodes[0].name}


def demands(matcher: TokenPattern | Tree) -> Iterator[tuple[str, int]]:
    """Predicates that some token has to fulfil for the pattern to match anywhere."""
    return (predicate for spec in matcher.demanded for predicate in spec)
