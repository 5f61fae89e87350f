"""Finds what rules look for in parsed segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from mtcheck.document import Segment
from mtcheck.rules.attributes import Attributes, Bools, Integers
from mtcheck.rules.compiled import CompiledRule, Compiler, Matcher, Tokenizer
from mtcheck.rules.conditions import Situation, holds
from mtcheck.rules.dependency import Tree
from mtcheck.rules.expressions import Expression, ExpressionIndex
from mtcheck.rules.hits import Hit, hit_of
from mtcheck.rules.matches import Match
from mtcheck.rules.phrases import Phrase, PhraseIndex
from mtcheck.rules.rule import Rule, Speech
from mtcheck.rules.sequences import TokenPattern
from mtcheck.rules.table import TokenTable
from mtcheck.rules.values import EVERYWHERE

if TYPE_CHECKING:
    from spacy.language import Language

BATCH_TOKENS = 4_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """Pattern ``number`` of a rule."""

    compiled: CompiledRule
    number: int

    @property
    def matcher(self) -> Matcher:
        return self.compiled.matchers[self.number]


class Engine:
    """Matches a set of rules; make one and use it for any number of documents.

    ``nlp`` is the pipeline that parses the segments; its tokenizer splits phrases.
    """

    def __init__(self, rules: Iterable[Rule], nlp: Language) -> None:
        self._attributes = Attributes()
        compiler = Compiler(self._attributes, _phrase_tokenizer(nlp))
        compiled = [CompiledRule(rule, compiler) for rule in rules]
        entries = [_Entry(c, n) for c in compiled for n in range(len(c.matchers))]
        self._by_phrase = [e for e in entries if isinstance(e.matcher, Phrase)]
        self._by_text = [e for e in entries if isinstance(e.matcher, Expression)]
        self._by_tokens = [e for e in entries if isinstance(e.matcher, TokenPattern | Tree)]
        self._phrases = PhraseIndex([cast(Phrase, e.matcher) for e in self._by_phrase])
        self._expressions = ExpressionIndex([cast(Expression, e.matcher) for e in self._by_text])
        self._anchors = Anchors(
            self._attributes, [cast(TokenPattern | Tree, e.matcher) for e in self._by_tokens]
        )

    def find(self, segments: Sequence[Segment]) -> Iterator[Hit]:
        """The hits in the segments of one document, segment by segment and rule by rule.

        Every segment needs its ``doc``. Hits of one rule do not overlap.
        """
        tables = [TokenTable(batch, self._attributes) for batch in _batches(segments)]
        offset = 0
        for table in tables:
            found: dict[tuple[int, str], list[tuple[Rule, Situation]]] = {}
            for entry, match in self._matches(table):
                rule = entry.compiled.rule
                situation = Situation(match, match.marked(rule.mark, table), table, tables)
                if _allowed(rule, situation) and _stands(entry, situation):
                    found.setdefault((match.segment, rule.id), []).append((rule, situation))
            for (segment, _), pairs in sorted(found.items(), key=lambda item: item[0]):
                for rule, situation in _apart(pairs):
                    yield hit_of(rule, situation, offset + segment)
            table.forget()
            offset += len(table.segments)

    def _matches(self, table: TokenTable) -> Iterator[tuple[_Entry, Match]]:
        """All matches in a table, before exceptions."""
        for number, match in self._phrases.find(table):
            yield self._by_phrase[number], match
        for number in self._anchors.possible(table):
            entry = self._by_tokens[number]
            for match in _token_matches(entry, table):
                yield entry, match
        for place, segment in enumerate(table.segments):
            for number in self._expressions.possible(segment.text):
                entry = self._by_text[number]
                for match in cast(Expression, entry.matcher).find(place, segment.text):
                    yield entry, match


class Anchors:
    """Which patterns can match at all, by the predicates they need tokens to fulfil."""

    def __init__(self, attributes: Attributes, matchers: Sequence[TokenPattern | Tree]) -> None:
        self._sizes = {name: column.size for name, column in attributes.columns.items()}
        first = dict(zip(self._sizes, np.cumsum([1, *self._sizes.values()]).tolist(), strict=False))
        flat: list[int] = []
        self._offsets: list[int] = []
        for matcher in matchers:
            self._offsets.append(len(flat))
            flat.append(0)
            if isinstance(matcher, TokenPattern) and matcher.across:
                continue
            for specification in matcher.demanded:
                predicates = attributes.specifications[specification]
                flat += [first[column] + number for column, number in predicates]
        self._demanded: Integers = np.array(flat, dtype=np.int64)

    def possible(self, table: TokenTable) -> list[int]:
        """Numbers of the patterns all of whose demands the tokens of one sentence fulfil.

        Those that may run over the end of a sentence are always among them.
        """
        if not self._offsets or not table.size:
            return []
        sentences = [table.sentences_with(name)[:size] for name, size in self._sizes.items()]
        fulfilled = np.concatenate([[EVERYWHERE], *sentences])[self._demanded]
        together = np.bitwise_and.reduceat(fulfilled, self._offsets)
        return [int(number) for number in np.flatnonzero(together)]


def _phrase_tokenizer(nlp: Language) -> Tokenizer:
    """As the pipeline splits texts; plain words, which need no tokenizer, by their spaces."""
    special: Mapping[str, Any] = getattr(nlp.tokenizer, "rules", {})

    def tokenize(text: str) -> list[str]:
        words = text.split(" ")
        if all(word.isalpha() and word.isascii() and word not in special for word in words):
            return words
        return [token.text for token in nlp.tokenizer(text)]

    return tokenize


def _batches(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    low = tokens = 0
    for number, segment in enumerate(segments):
        tokens += len(segment.doc) if segment.doc is not None else 0
        if tokens >= BATCH_TOKENS:
            yield segments[low : number + 1]
            low, tokens = number + 1, 0
    if low < len(segments):
        yield segments[low:]


def _token_matches(entry: _Entry, table: TokenTable) -> Iterator[Match]:
    matcher = entry.matcher
    if isinstance(matcher, TokenPattern):
        yield from matcher.find(table)
    elif isinstance(matcher, Tree):
        excluded: dict[str, Bools] = {}
        for tree in entry.compiled.conditions.barred[entry.number]:
            name = tree.nodes[0].name
            mask = tree.possible(table)[0]
            excluded[name] = excluded[name] | mask if name in excluded else mask
        yield from matcher.find(table, excluded)


def _allowed(rule: Rule, situation: Situation) -> bool:
    """Whether the rule is for this kind of segment, and for speech or outside of it."""
    segment = situation.table.segments[situation.match.segment]
    start, end = situation.marked
    if segment.kind not in rule.kinds or any(
        s.start < end and start < s.end for s in segment.verbatim
    ):
        return False
    dateline = segment.dateline
    if dateline is not None and dateline.start < end and start < dateline.end:
        return False
    if rule.speech is Speech.INSIDE:
        return segment.in_speech(start, end)
    if rule.speech is Speech.OUTSIDE:
        return not any(s.start < end and start < s.end for s in segment.speech)
    return True


def _stands(entry: _Entry, situation: Situation) -> bool:
    """Whether no exception silences the match and every demand is met."""
    conditions = entry.compiled.conditions
    return not any(holds(c, situation) for c in conditions.unless[entry.number]) and all(
        holds(c, situation) for c in conditions.only
    )


def _apart(pairs: list[tuple[Rule, Situation]]) -> list[tuple[Rule, Situation]]:
    """Those that do not overlap: the longest marked first, then the leftmost; in text order."""
    kept: list[tuple[Rule, Situation]] = []
    for pair in sorted(pairs, key=lambda p: (p[1].marked[0] - p[1].marked[1], p[1].marked[0])):
        start, end = pair[1].marked
        if all(end <= s.marked[0] or s.marked[1] <= start for _, s in kept):
            kept.append(pair)
    return sorted(kept, key=lambda p: p[1].marked)
