"""Negation in both languages: what denies, what only looks as if it did.

«Не только», «чуть не», «не раз», "not only", "no doubt" deny nothing; «не мог не» affirms;
«никто не», "neither … nor" deny once. Refusing, lacking, the prefixes un- and без- may stand on
one side for a plain negation on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from mtcheck.language.disparity import Disparity
from mtcheck.language.english_words import english_zipf
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_lists import listed_words, words
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

_PLAIN_ENGLISH = words(
    "not n't nt never no nothing nobody none nowhere neither dont doesnt didnt isnt wasnt wont cant"
)
_NOT_ENGLISH_AFTER = {
    "not": words("only just merely simply solely least long far surprisingly unlike"),
    "no": words("doubt wonder matter sooner less fewer more later longer ."),
    "nothing": words("but"),
    "none": words("other"),
    "never": words("mind"),
}
_NOT_ENGLISH_BEFORE = words("or if why whether")
_PLAIN_RUSSIAN = words("не нет нету нельзя невозможно без")
_CONCORD = re.compile(r"ни(?:кто|что|когда|где|как|какой|чей|куда|откуда|чего|сколько|один)?")
_NOT_RUSSIAN_AFTER = words(
    "только менее более меньше больше раз позднее позже ранее раньше просто исключено исключает "
    "исключают исключил исключила исключили случайно зря даром прочь один одна одно одну одного "
    "без иначе считая секрет важно хуже лучше то выше ниже"
)
_NOT_RUSSIAN_BEFORE = words("чуть едва пока ли разве неужели бы лишь нет")
_AFFIRMED = re.compile(
    r"\bне\s+(?:мо[гж]\w*|смо[гж]\w*)\s+(?:\w+\s+){0,2}?не\b|\bнельзя\s+(?:\w+\s+){0,2}?не\b"
    r"|\bтем\s+не\s+менее\b|\bне\s+без\b|\bво\s+что\s+бы\s+то\s+ни\s+стало\b|\bвсе\s+без\s+исключени"
    r"|\b(?:кто|что|как|где|куда|сколько|какой|какая|какие|каким|чем|когда)\s+бы\s+(?:\w+\s+){0,3}?ни\b"
    r"|\bбез\s+(?:\w+\s+){1,3}не\s+обо\w+|\bне\s+обо\w+\s+без\b"
    r"|\bни\s+свет\b|\bкак\s+ни\b|\bв\s+том\s+числе\b|\bне\s+то\s+чтобы\b|\bне\s+кто\s+иной\b"
    r"|\bне\s+что\s+иное\b|\bне\s+дай\s+бог\b|\bбез\s+сомнени\w+|\bне\s+правда\s+ли\b"
    r"|\bбез\s+(?:того|малого|конца|вести|пяти)\b|\bне\s+по\s+себе\b|\bни\s+с\s+того\b|\bне\s+за\s+горами\b",
    re.IGNORECASE,
)
_ENGLISH_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "anti")
_RUSSIAN_PREFIXES = ("не", "без", "бес", "ни", "анти", "противо")
_FORMED = frozenset({"ADJ", "ADV"})
_BASE_ZIPF = 2.8
_SHORTEST_BASE = 4


def negation_disparities(pair: SegmentPair) -> Iterator[Disparity]:
    """A plain negation of one side for which nothing on the other side stands."""
    russian = list(_plain_russian(pair))
    english = list(_plain_english(pair.tokens))
    if russian and not english and not any(map(_may_deny, pair.tokens)):
        yield Disparity("lost", None, _with_next(pair.source_tokens, russian[0]))
    elif len(english) > len(russian):
        seeming = sum(1 for token in pair.source_tokens if _looks_negative(token))
        if len(english) > max(seeming, len(russian)) + _unanswered(pair):
            place = english[-1] if russian else english[0]
            yield Disparity("added", _with_verb(pair, place))


def _plain_english(tokens: Sequence[Token]) -> Iterator[int]:
    """Places in ``tokens`` of the words that deny; "neither … nor" and "no … no" are one."""
    for place, token in enumerate(tokens):
        word = token.lower_.replace("’", "'")
        if word not in _PLAIN_ENGLISH and not _is_torn_off(token):
            continue
        after = tokens[place + 1].lower_ if place + 1 < len(tokens) else ""
        before = tokens[place - 1].lower_ if place else ""
        if after in _NOT_ENGLISH_AFTER.get(word, ()) or (word == "no" and after.isdigit()):
            continue
        if word == "not" and before in _NOT_ENGLISH_BEFORE:
            continue
        yield place


def _is_torn_off(token: Token) -> bool:
    """The rest of a contraction in tokenised text: "don 't"."""
    if token.lower_ in {"'t", "’t"}:
        return True
    return token.lower_ == "t" and token.i > 0 and token.nbor(-1).text in {"'", "’"}


def _plain_russian(pair: SegmentPair) -> Iterator[int]:
    """Places in the source tokens of the words that deny; «никто не» is one."""
    affirmed = [
        Span(found.start() + pair.source.start, found.end() + pair.source.start)
        for found in _AFFIRMED.finditer(pair.source_text)
    ]
    tokens = pair.source_tokens
    any_not = any(token.lower == "не" for token in tokens)
    for place, token in enumerate(tokens):
        if any(span.overlaps(token.span) for span in affirmed):
            continue
        if token.lower in _PLAIN_RUSSIAN:
            if not _only_in_form(tokens, place):
                yield place
        elif not any_not and _CONCORD.fullmatch(token.lemma):
            yield place


def _only_in_form(tokens: Sequence[RussianToken], place: int) -> bool:
    """True for «не только», «чуть не», «пока не», «не раз», a question «не …ли»."""
    if tokens[place].lower != "не":
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    before = tokens[place - 1] if place else None
    if after is None or after.lower in _NOT_RUSSIAN_AFTER or after.lemma in _NOT_RUSSIAN_AFTER:
        return True
    if place + 2 < len(tokens) and tokens[place + 2].lower == "ли":
        return True
    return before is not None and before.lower in _NOT_RUSSIAN_BEFORE


def _may_deny(token: Token) -> bool:
    """True for an English word that may carry a denial."""
    if token.lower_ in _PLAIN_ENGLISH | _lexical_english() or _is_torn_off(token):
        return True
    if token.lemma_.lower() in _lexical_english():
        return True
    return token.is_alpha and _has_negative_prefix(token.lower_)


def _lexical_english() -> frozenset[str]:
    return listed_words("negation-english-lexical")


@lru_cache(maxsize=20_000)
def _has_negative_prefix(word: str) -> bool:
    """Unlawful, indecisive, disagree, careless: a word with a base that is one too."""
    if word.endswith(("less", "lessly", "lessness", "-free")):
        return True
    return any(
        word.startswith(prefix)
        and len(word) - len(prefix) >= _SHORTEST_BASE
        and english_zipf(word[len(prefix) :]) >= _BASE_ZIPF
        for prefix in _ENGLISH_PREFIXES
    )


def _unanswered(pair: SegmentPair) -> int:
    """How many Russian words that may become an English "not" have no counterpart of their kind.

    «Отличаться» is answered by "differ", «незаконный» by "unlawful".
    """
    russian = [t for t in pair.source_tokens if t.is_word and not _looks_negative(t)]
    lexical = sum(1 for t in russian if t.lemmas & listed_words("negation-russian-lexical"))
    formed = sum(1 for t in russian if _is_formed_negative(t.lemma))
    denying = listed_words("negation-english-denying")
    lexical -= sum(1 for t in pair.tokens if {t.lower_, t.lemma_.lower()} & denying)
    formed -= sum(1 for t in pair.tokens if t.pos_ in _FORMED and _has_negative_prefix(t.lower_))
    return max(0, lexical) + max(0, formed)


def _is_formed_negative(lemma: str) -> bool:
    return lemma.startswith(_RUSSIAN_PREFIXES) and lemma not in listed_words(
        "negation-russian-only-in-form"
    )


def _looks_negative(token: RussianToken) -> bool:
    return token.lower in _PLAIN_RUSSIAN or bool(_CONCORD.fullmatch(token.lemma))


def _with_next(tokens: Sequence[RussianToken], place: int) -> Span:
    """The negation with the word it denies."""
    last = tokens[min(place + 1, len(tokens) - 1)]
    return Span(tokens[place].start, last.end if last.is_word else tokens[place].end)


def _with_verb(pair: SegmentPair, place: int) -> Span:
    """The English negation with what stands beside it: "did not make"."""
    tokens = pair.tokens
    first = (
        tokens[max(place - 1, 0)] if place and tokens[place - 1].pos_ == "AUX" else tokens[place]
    )
    last = tokens[min(place + 1, len(tokens) - 1)]
    if not last.is_alpha:
        last = tokens[place]
    return Span(first.idx, last.idx + len(last))
