"""Agreement in number of subject and verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.language.clauses import finite, subject
from mtcheck.language.word_lists import listed_words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

COLLECTIVES = "forms-collectives"
PLURALS_IN_FORM = "forms-singular-plurals"

_SINGULAR_VERBS = frozenset({"is", "was", "has", "does"})
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})
_QUANTITIES = words(
    "number majority minority lot variety range series percent percentage per half third quarter "
    "rest bulk plenty couple pair handful dozen hundred thousand million part share proportion "
    "total none all most some what who which that more any half-dozen fraction score average "
    "group sort kind type mix combination collection set host array string bunch public media "
    "data staff police crew people youth elite everyone each either neither"
)
_AMOUNTS = words(
    "years year months weeks days hours minutes seconds dollars euros pounds rubles roubles "
    "percent cents kilometers kilometres kilometre meters metres miles tonnes tons degrees "
    "hectares litres liters kg km m points thirds quarters times people"
)


def disagreements(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges, subject to verb, where one is singular and the other plural."""
    for verb in doc:
        actor, word = subject(verb), finite(verb)
        if actor is None or word is None or not actor.i < word.i or actor.dep_ == "csubj":
            continue
        if _is_sure(actor, word) and _clash(actor, word):
            yield actor.i, word.i + 1


def _is_sure(actor: Token, word: Token) -> bool:
    """Whether the noun is the subject for certain: no list, no quantity, nothing unreal."""
    doc = actor.doc
    if actor.lower_ in _QUANTITIES | listed_words(COLLECTIVES) or not actor.is_alpha:
        return False
    if actor.head.tag_ == "VB" or any(t.text == "?" for t in actor.sent):
        return False
    if any(c.dep_ in ("conj", "cc", "appos", "preconj") for c in actor.children):
        return False
    if any(c.lower_ in _QUANTITIES or c.dep_ in ("quantmod", "csubj") for c in actor.lefts):
        return False
    between = doc[actor.i + 1 : word.i]
    if any(t.text in ',;:()“”"—–-' or t.tag_ in ("WDT", "WP", "CC") for t in between):
        return False
    before = doc[actor.left_edge.i - 1] if actor.left_edge.i else None
    if before is not None and (before.lower_ in ("and", "or", "nor", "if", "wish", "that", "as")):
        return False
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between)


def _clash(actor: Token, word: Token) -> bool:
    verb, noun = word.lower_, actor.lower_
    if noun == "one":
        return verb in _PLURAL_VERBS and any(c.lower_ == "of" for c in actor.rights)
    if actor.tag_ == "NNS":
        counted = any(c.dep_ == "nummod" or c.tag_ in ("CD", "$", "VBG") for c in actor.lefts)
        unreal = noun in listed_words(PLURALS_IN_FORM) | _AMOUNTS or counted
        return not unreal and verb in _SINGULAR_VERBS and noun.endswith("s")
    if not (actor.text.islower() or actor.is_sent_start):
        return False
    return actor.tag_ == "NN" and verb in _PLURAL_VERBS
