"""Rules made ready for matching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.rules.attributes import Attributes
from mtcheck.rules.dependency import Tree, compile_dependency
from mtcheck.rules.expressions import Expression
from mtcheck.rules.phrases import Phrase
from mtcheck.rules.rule import Condition, Pattern, PatternKind, Rule, Where
from mtcheck.rules.sequences import TokenPattern, compile_phrase, compile_tokens

Searcher = TokenPattern | Tree | Expression
Matcher = Searcher | Phrase
Tokenizer = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class CompiledCondition:
    where: Where
    matchers: tuple[Searcher, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """The compiled exceptions and demands of a rule.

    ``barred[n]`` are the exceptions of pattern n that depend on one of its nodes alone: they
    keep tokens from being that node, before any match is made. ``unless[n]`` are the others.
    """

    barred: tuple[tuple[Tree, ...], ...]
    unless: tuple[tuple[CompiledCondition, ...], ...]
    only: tuple[CompiledCondition, ...]


class CompiledRule:
    """A rule with its patterns compiled; its conditions are compiled when first needed."""

    def __init__(self, rule: Rule, compiler: Compiler) -> None:
        self.rule = rule
        self._compiler = compiler
        self.matchers = tuple(
            compiler.matcher(pattern, rule.across_sentences) for pattern in rule.patterns
        )

    @cached_property
    def conditions(self) -> Conditions:
        unless = [self._compiler.condition(condition) for condition in self.rule.unless]
        split = [_split(matcher, unless) for matcher in self.matchers]
        return Conditions(
            tuple(barred for barred, _ in split),
            tuple(rest for _, rest in split),
            tuple(self._compiler.condition(condition) for condition in self.rule.only),
        )


class Compiler:
    """Compiles patterns against a common pool of token attributes."""

    def __init__(self, attributes: Attributes, tokenize: Tokenizer) -> None:
        self._attributes = attributes
        self._tokenize = tokenize

    def condition(self, condition: Condition) -> CompiledCondition:
        """A condition; its token patterns may run over the end of a sentence."""
        matchers = [self.matcher(pattern, across=True) for pattern in condition.patterns]
        searched = tuple(self._searched(m) if isinstance(m, Phrase) else m for m in matchers)
        return CompiledCondition(condition.where, searched)

    def matcher(self, pattern: Pattern, across: bool) -> Matcher:
        """What finds a pattern."""
        if pattern.kind is PatternKind.TOKENS:
            return compile_tokens(pattern.body, self._attributes, across)
        if pattern.kind is PatternKind.DEPENDENCY:
            return compile_dependency(pattern.body, self._attributes)
        if pattern.kind is PatternKind.REGEX:
            return Expression(pattern.body, pattern.literals)
        return Phrase(tuple(self._tokenize(pattern.body)), pattern.attribute, across)

    def _searched(self, phrase: Phrase) -> TokenPattern:
        return compile_phrase(phrase.words, phrase.attribute, self._attributes, phrase.across)


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


def _on_one_node(matcher: Matcher, exception: Searcher) -> bool:
    if not (isinstance(matcher, Tree) and isinstance(exception, Tree)):
        return False
    return matcher.names & exception.names == {exception.nodes[0].name}
