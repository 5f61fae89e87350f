"""Singular count nouns that stand without an article or another determiner.

What counts as a count noun is read off English itself: ``rules/models/bare-nouns.tsv``, made
by ``training.bare_nouns``, tells how often native writers leave a noun bare, and in which
company ("on foot", "take place"). ``rules/lists/news-count-nouns.txt`` adds nouns of news too
rare to be counted there, and takes out those that news leaves bare more often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.word_lists import listed_words, words
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TABLE = "bare-nouns.tsv"
LIST = "news-count-nouns"
RELATIONAL = "relational-nouns"
FEWEST = 8
MOST_BARE = 0.1
FEWEST_BEFORE_OF = 6
MOST_BARE_BEFORE_OF = 0.04

_DETERMINER_TAGS = frozenset({"DT", "PRP$", "WDT", "WP$", "PDT"})
_DETERMINERS = words(
    "such many every another no each either neither some any what which whose this that much "
    "few more less enough most half last next own"
)
_PARTS_OF_COMPOUNDS = frozenset(
    {"compound", "nmod", "amod", "advmod", "dep", "quantmod", "npadvmod", "ROOT", "meta", "intj"}
)
_JOINTS = frozenset({"-", "–", "—", "/", "’s", "'s", "’", "'"})
_NAMES_AND_NUMBERS = frozenset({"NNP", "NNPS", "NN", "NNS", "CD", "POS", "HYPH", "$"})
_AFTER_KINDS = words(
    "kind kinds type types sort sorts form forms rank post position role title lack piece pieces "
    "means number amount loss matter state method mode source sources percent price level head "
    "name change fear threat risk terms cost degree use course act acts out"
)
_UNIQUE_ROLES = words(
    "director head chief chairman president captain manager minister leader secretary governor "
    "mayor editor professor commander founder owner author deputy king premier champion coach "
    "host chair speaker ambassador chairwoman spokesman spokeswoman prosecutor"
)
_NAMING = words("become elect appoint name call remain make vote crown declare serve act as be")
_MODIFIERS = frozenset({"ADJ", "NOUN", "VERB", "NUM", "PUNCT", "SYM"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADVERBIAL = frozenset({"under", "without", "as", "per", "via", "versus", "like", "than"})
_FIXED = words(
    "on/site on/court on/stage on/record on/holiday in/operation in/crisis in/case "
    "by/decree by/right by/order by/law by/agreement by/decision to/victory for/publication "
    "into/account on/board in/orbit on/screen at/sea on/foot into/operation of/opinion "
    "of/interest at/stake in/session for/comment into/force in/effect of/note at/fault "
    "by/hand in/person on/leave on/duty on/trial at/issue in/question from/office "
    "in/office for/office into/office of/office to/power in/prison on/bail at/half "
    "on/camera on/video on/film on/display"
)
_VEHICLES = words(
    "bus car train plane boat ship helicopter truck taxi phone telephone radio motorcycle bicycle "
    "tram tank ambulance letter telegram submarine missile rocket"
)
_BRITISH = words("hospital school church court prison jail university college sea")


@dataclass(frozen=True, slots=True)
class Usage:
    """How native text uses a noun in the singular: how often, how often bare, and where.

    ``before_of`` and ``bare_before_of`` count uses with an "of" phrase behind the noun;
    ``company`` is what the bare ones lean on.
    """

    uses: int
    bare: int
    before_of: int
    bare_before_of: int
    company: frozenset[str]


@cache
def usages() -> dict[str, Usage]:
    """The table of counts, by noun."""
    found = {}
    for line in (rules_dir() / "models" / TABLE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            noun, *counts, leaning = line.split("\t")
            uses, bare, before_of, bare_before_of = map(int, counts)
            found[noun] = Usage(uses, bare, before_of, bare_before_of, words(leaning))
    return found


@cache
def count_nouns() -> frozenset[str]:
    """Nouns that hardly ever stand bare in the singular."""
    counted = usages()
    rare = {n for n, u in counted.items() if u.uses >= FEWEST and u.bare <= MOST_BARE * u.uses}
    listed = listed_words(LIST)
    left_out = {word[1:] for word in listed if word.startswith("-")}
    return frozenset((rare | listed) - left_out)


@cache
def nouns_before_of() -> frozenset[str]:
    """Nouns that hardly ever stand bare before "of": “the territory of”, “the end of”."""
    return frozenset(
        noun
        for noun, usage in usages().items()
        if usage.before_of >= FEWEST_BEFORE_OF
        and usage.bare_before_of <= MOST_BARE_BEFORE_OF * usage.before_of
    ) | listed_words(RELATIONAL)


def has_of(noun: Token) -> bool:
    """True when an "of" phrase follows the noun directly."""
    after = noun.i + 1
    return after < len(noun.doc) and noun.doc[after].lower_ == "of"


def company(noun: Token) -> str:
    """What a bare noun leans on: ``pobj/in``, ``dobj/take``, or its role alone (``nsubj``)."""
    if noun.dep_ in ("pobj", "dobj"):
        return f"{noun.dep_}/{noun.head.lemma_.lower()}"
    return str(noun.dep_)


def singular_nouns(doc: Doc) -> Iterator[Token]:
    """Common nouns in the singular that head a phrase of their own."""
    for token in doc:
        if token.dep_ in _PARTS_OF_COMPOUNDS or not token.is_alpha:
            continue
        if token.tag_ != "NN" and not (token.tag_ == "NNP" and token.is_sent_start):
            continue
        if not token.text[1:].islower() or (token.text[0].isupper() and not token.is_sent_start):
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        before = doc[token.i - 1] if token.i else None
        if after is not None and (after.text in _JOINTS or after.tag_ in _NAMES_AND_NUMBERS):
            continue
        if before is None or before.text not in _JOINTS:
            yield token


def is_bare(noun: Token) -> bool:
    """True when nothing before the noun determines it."""
    return not any(_determines(token, noun) for token in noun.doc[noun.left_edge.i : noun.i])


def _determines(token: Token, noun: Token) -> bool:
    if token.tag_ == "CD":  # “82-year-old” is an adjective
        return token.head.i == noun.i or token.nbor().text not in _JOINTS
    return (
        token.tag_ in _DETERMINER_TAGS
        or token.dep_ in ("det", "poss", "predet", "quantmod")
        or token.lower_ in _DETERMINERS
    )


def missing_articles(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of phrases that want an article: their adjectives and the noun."""
    for noun in singular_nouns(doc):
        known = count_nouns() | nouns_before_of() if has_of(noun) else count_nouns()
        if noun.lower_ in known and is_bare(noun) and not _is_idiom(noun):
            yield _start(noun), noun.i + 1


def _start(noun: Token) -> int:
    start = noun.i
    while start > noun.left_edge.i and noun.doc[start - 1].pos_ in _MODIFIERS:
        start -= 1
    return start


def _is_idiom(noun: Token) -> bool:
    """Whether English leaves this noun bare here: fixed phrases, roles, means, pairs."""
    usage = usages().get(noun.lower_)
    head = noun.head
    if usage is not None and "/" in company(noun) and company(noun) in usage.company:
        return True
    if noun.dep_ == "conj" or any(child.dep_ == "conj" for child in noun.children):
        return True
    if any(child.tag_ in ("NNP", "NNPS") for child in noun.lefts) or noun.dep_ == "appos":
        return True
    if noun.lower_ in _UNIQUE_ROLES and (
        noun.dep_ in ("attr", "oprd") or head.lemma_.lower() in _NAMING
    ):
        return True
    if noun.dep_ == "pobj" and _stands_after_preposition(noun, head):
        return True
    return _is_doubled(noun) or not any(token.tag_ in _FINITE for token in noun.sent)


def _stands_after_preposition(noun: Token, preposition: Token) -> bool:
    word = preposition.lower_
    if word in _ADVERBIAL or f"{word}/{noun.lower_}" in _FIXED:
        return True
    if word == "by" and noun.lower_ in _VEHICLES:
        return True
    if word in ("to", "in", "at", "from", "of") and noun.lower_ in _BRITISH:
        return True
    return word in ("of", "for", "to", "in") and preposition.head.lower_ in _AFTER_KINDS


def _is_doubled(noun: Token) -> bool:
    """“House to house”, “day after day”."""
    near = noun.doc[max(noun.i - 2, 0) : noun.i + 3]
    return sum(token.lower_ == noun.lower_ for token in near) > 1
