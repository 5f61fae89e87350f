"""What a disordered stretch of words most likely is, from simple tests of tags."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.language.junctions import JunctionClass
from mtcheck.language.word_order import DisorderedSpan, junction_classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
PARTICIPLES = frozenset({"VBN", "VBG"})
NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
OPENING = frozenset({"CCONJ", "SCONJ", "ADV", "PUNCT", "SPACE"})


class Construction(StrEnum):
    """Best guess of where the disorder comes from."""

    SUBJECT_AFTER_VERB = "subject after its verb"
    POSTPOSED_MODIFIER = "modifier after its noun"
    ADVERBIAL_BETWEEN = "adverbial between subject and verb"
    MISSING_SUBJECT = "missing subject"
    MISSING_AUXILIARY = "missing auxiliary"
    MISSING_WORD = "missing word"
    WRONG_FORM = "wrong form"
    SCRAMBLED = "scrambled"


def construction(doc: Doc, span: DisorderedSpan) -> Construction:
    """The construction of a span of ``disordered_spans(doc)``; ``SCRAMBLED`` when no test holds."""
    stretch = doc[span.start : span.end]
    for name, test in TESTS:
        if test(stretch):
            return name
    (classes,) = junction_classes([doc])
    totals = classes[span.start + 1 : span.end].sum(axis=0)
    moved = totals[JunctionClass.CLAUSE] + totals[JunctionClass.PHRASE]
    if totals[JunctionClass.FORM] > max(moved, totals[JunctionClass.MISSING]):
        return Construction.WRONG_FORM
    if totals[JunctionClass.MISSING] > moved:
        return Construction.MISSING_WORD
    return Construction.SCRAMBLED


def clause_before(verb: Token) -> list[Token]:
    """The tokens of the verb's clause that stand before it."""
    tokens: list[Token] = []
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ in {"SCONJ", "CCONJ"} or token.text in {";", ":", "—", "–", "“", '"'}:
            break
        tokens.append(token)
    return tokens


def has_subject_before(verb: Token) -> bool:
    return any(
        t.pos_ in NOMINAL and t.dep_ not in {"pobj", "npadvmod"} for t in clause_before(verb)
    )


def finite_without_subject(stretch: Span) -> list[Token]:
    return [t for t in stretch if t.tag_ in FINITE and not has_subject_before(t)]


def followed_by_noun_phrase(verb: Token) -> bool:
    following = verb.doc[verb.i + 1 : verb.i + 4]
    skipped = (t for t in following if t.pos_ not in {"ADV", "PART", "AUX", "VERB"})
    first = next(skipped, None)
    return first is not None and first.pos_ in NOMINAL | {"DET", "ADJ"}


def subject_after_verb(stretch: Span) -> bool:
    nominative = any(
        t.lower_ in NOMINATIVE and t.i > stretch.start and t.nbor(-1).pos_ in {"VERB", "AUX"}
        for t in stretch
    )
    return nominative or any(map(followed_by_noun_phrase, finite_without_subject(stretch)))


def missing_subject(stretch: Span) -> bool:
    return bool(finite_without_subject(stretch))


def adverbial_between(stretch: Span) -> bool:
    """Subject, then a prepositional phrase of a few words, then the finite verb."""
    for verb in stretch:
        if verb.tag_ not in FINITE:
            continue
        before = stretch.doc[max(verb.sent.start, verb.i - 5) : verb.i]
        places = [t for t in before if t.pos_ == "ADP"]
        if places and any(t.pos_ in NOMINAL for t in before if t.i < places[0].i):
            return True
    return False


def missing_auxiliary(stretch: Span) -> bool:
    return any(
        t.tag_ in PARTICIPLES
        and t.i > stretch.start
        and t.nbor(-1).pos_ in NOMINAL
        and not any(child.dep_ in {"aux", "auxpass"} for child in t.children)
        for t in stretch
    )


def postposed_modifier(stretch: Span) -> bool:
    """A common noun directly followed by an adjective, a name or a number."""
    return any(
        left.tag_ in {"NN", "NNS"} and right.tag_ in {"JJ", "CD", "NNP", "NNPS"}
        for left, right in pairwise(stretch)
    )


TESTS: tuple[tuple[Construction, Callable[[Span], bool]], ...] = (
    (Construction.SUBJECT_AFTER_VERB, subject_after_verb),
    (Construction.MISSING_SUBJECT, missing_subject),
    (Construction.ADVERBIAL_BETWEEN, adverbial_between),
    (Construction.MISSING_AUXILIARY, missing_auxiliary),
    (Construction.POSTPOSED_MODIFIER, postposed_modifier),
)
