"""How the clauses of a sentence hang together: what joins them, whether verbs agree.

Everything here reads spaCy arcs, which err in broken sentences; the callers treat what it
finds as weak evidence unless the words themselves bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.word_lists import listed_words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
QUOTES = frozenset("“”„«»\"'‘’")
LINKS = frozenset({"cc", "mark", "preconj"})

_WH_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
_CONNECTIVES = words("however therefore moreover nevertheless furthermore consequently besides")
_BETWEEN = frozenset({"punct", "ccomp", "conj", "parataxis"})
_OPENERS = words(
    "neither nor either whether not so yet or but if as because though although while unless "
    "until once when where after before even especially particularly sometimes some many each "
    "both peace"
)

_OTHER_REPORTING = words(
    "say tell ask reply answer think believe know hope guess suppose feel fear argue insist admit "
    "agree quip joke recall warn urge promise suggest predict estimate conclude continue begin "
    "go allege add claim note explain expect show indicate reveal state report announce write "
    "confirm stress suspect wonder hear see seem appear mean remember understand imagine bet "
    "swear find"
)


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of verbs that put what somebody said beside them without a conjunction."""
    return listed_words("syntax-reporting-verbs") | _OTHER_REPORTING


def finite(verb: Token) -> Token | None:
    """The finite word of a verb's group: itself or its first auxiliary."""
    if verb.tag_ in FINITE:
        return verb
    found = (c for c in verb.lefts if c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE)
    return next(found, None)


def subject(verb: Token) -> Token | None:
    """The subject that stands before a verb."""
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)


def comma_splices(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges, comma to the subject's last word, where a comma alone joins sentences."""
    for second in doc:
        first = _clause_before(second)
        if first is None or not (_is_main(second) and _is_whole(first)):
            continue
        if not (_is_parallel(first, second) or _is_listed(second) or _is_aside(first)):
            comma = _joining_comma(first, second)
            if comma is not None:
                yield comma, comma + 3 if doc[comma + 1].tag_ == "DT" else comma + 2


def connective_splices(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges, comma to connective, where “however” and the like follow a comma alone."""
    for word in doc:
        start = _connective_start(word)
        if start is None or doc[start - 1].text != "," or doc[start - 2].text in QUOTES:
            continue
        if doc[word.i + 1 : word.i + 3].text == ", of":
            continue
        verb = _next_finite(doc, word.i + 1, word.sent.end)
        if verb is None or _next_finite(doc, word.sent.start, start - 1) is None:
            continue
        actor = subject(verb)
        if actor is not None and actor.i > word.i and actor.tag_ not in _WH_TAGS:
            yield start - 1, word.i + 1


def _connective_start(word: Token) -> int | None:
    if word.lower_ in _CONNECTIVES:
        start = word.i
    elif word.lower_ == "addition" and word.i and word.nbor(-1).lower_ == "in":
        start = word.i - 1
    else:
        return None
    return start if start - 2 >= word.sent.start else None


def _next_finite(doc: Doc, start: int, end: int) -> Token | None:
    """The first verb from ``start`` that is finite or has a finite auxiliary there."""
    for token in doc[start:end]:
        if token.text in QUOTES or token.text in ";:()":
            return None
        if token.tag_ in FINITE:
            return token.head if token.dep_ in ("aux", "auxpass") else token
    return None


def _clause_before(second: Token) -> Token | None:
    """The verb of the clause that the parser hangs beside the clause of this verb."""
    head = second.head
    if second.dep_ in ("conj", "parataxis", "ccomp", "advcl") and head.i < second.i:
        earlier = (c for c in head.rights if c.dep_ == "ccomp" and c.i < second.i)
        return next(earlier, head)
    inner = (c for c in second.lefts if c.dep_ == "ccomp")
    return next(inner, None)


def _joining_comma(first: Token, second: Token) -> int | None:
    """The comma that alone stands between the clauses of two verbs."""
    doc = first.doc
    parts = [c.left_edge.i for c in second.lefts if c.i > first.i and c.dep_ not in _BETWEEN]
    start = min(parts, default=0)
    comma = start - 1
    if comma <= first.i or doc[comma].text != "," or doc[comma - 1].text in QUOTES:
        return None
    between = doc[first.i : second.i]
    if any(t.text in QUOTES or t.text in "()—–:;" for t in between):
        return None
    if any(t.tag_ in _WH_TAGS for t in doc[comma : second.i]) or doc[comma - 1].tag_ == "CC":
        return None
    if doc[start].lower_ in _CONNECTIVES or doc[start : start + 2].text == "in addition":
        return None
    if doc[start].lower_ in _OPENERS or doc[start].tag_ in ("JJR", "RBR", "VBG", "VBN"):
        return None
    compared = doc[start].lower_ == "the" and doc[start + 1].tag_ in ("JJR", "RBR")
    return None if compared else comma


def _is_main(verb: Token) -> bool:
    """A clause of its own that nothing joins to another and that reports nothing."""
    return (
        _is_whole(verb)
        and verb.lemma_.lower() not in reporting_verbs()
        and not any(c.dep_ in LINKS or c.tag_ in _WH_TAGS for c in verb.lefts)
        and not _asks(verb)
    )


def _is_whole(verb: Token) -> bool:
    """Finite, with a subject before it that is no relative."""
    actor, word = subject(verb), finite(verb)
    if actor is None or word is None or actor.i > word.i or actor.tag_ in _WH_TAGS:
        return False
    hangs = [c for c in verb.lefts if c.dep_ == "mark" and c.lower_ != "that"]
    return not hangs and not any(t.tag_ in _WH_TAGS for t in actor.subtree if t.i <= actor.i)


def _is_parallel(first: Token, second: Token) -> bool:
    """“There are believers, there are hypocrites”: a figure of speech."""
    one, other = subject(first), subject(second)
    if one is not None and other is not None and one.lower_ == other.lower_:
        return True
    return first.lemma_ == second.lemma_ and first.lemma_ != "be"


def _is_listed(second: Token) -> bool:
    """One of three or more clauses in a row with “and” before the last."""
    after = [c for c in second.rights if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")]
    return any(subject(c) is not None for c in after)


def _is_aside(verb: Token) -> bool:
    """“At times, the guest added, he sleeps”: who says it, between commas."""
    actor = subject(verb)
    if actor is None or verb.lemma_.lower() not in reporting_verbs():
        return False
    return actor.left_edge.i > 0 and actor.left_edge.nbor(-1).text == ","


def _asks(verb: Token) -> bool:
    end = verb.sent[-1]
    return end.text == "?" or any(t.text == "?" for t in verb.sent[-2:])
