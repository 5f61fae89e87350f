"""Good English that looks like disorder: inversions made out of plain sentences.

Native text holds few of them, so the network would take every inversion for an error.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NEGATIVE = (
    "Never",
    "Never before",
    "Rarely",
    "Seldom",
    "Only then",
    "Not once",
    "At no time",
    "Only after the vote",
    "Under no circumstances",
    "Nowhere",
    "Only last year",
    "In no case",
)
AGREEING = ("So", "Neither", "Nor")
AUXILIARIES = frozenset({"has", "have", "had", "will", "would", "can", "could", "did", "was", "is"})


def inverted(span: Span, rng: random.Random) -> str | None:
    """A correct inversion of a plain clause, or None when the sentence does not lend itself."""
    found = plain_clause(span)
    if found is None:
        return None
    subject, auxiliary = found
    before = decapitalised(span.doc[subject.left_edge.i : auxiliary.i])
    rest = span.doc[auxiliary.i + 1 : span.end].text
    way = rng.random()
    if way < 0.5:
        return f"{rng.choice(NEGATIVE)} {auxiliary.lower_} {before} {rest}"
    if way < 0.7:
        return f"{rng.choice(AGREEING)} {auxiliary.lower_} {before}."
    if way < 0.85 and auxiliary.lower_ == "had":
        return f"Had {before} {rest.rstrip('.!?')}, things would have been different."
    return f"{auxiliary.text.capitalize()} {before} {rest.rstrip('.!?')}?"


def plain_clause(span: Span) -> tuple[Token, Token] | None:
    """Subject at the start of the sentence, an auxiliary right behind it."""
    root = span.root
    subject = next((t for t in root.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    auxiliary = next((t for t in root.lefts if t.dep_ in {"aux", "auxpass"}), None)
    if subject is None or auxiliary is None or subject.tag_ in {"WP", "WDT", "EX"}:
        return None
    follows = subject.right_edge.i + 1 == auxiliary.i
    if subject.left_edge.i != span.start or not follows or auxiliary.lower_ not in AUXILIARIES:
        return None
    return None if any(t.dep_ == "neg" for t in root.lefts) else (subject, auxiliary)


def decapitalised(words: Span) -> str:
    first = words[0]
    keeps = first.pos_ == "PROPN" or first.text == "I" or first.text.isupper()
    return words.text if keeps else words.text[:1].lower() + words.text[1:]
