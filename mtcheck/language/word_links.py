"""Which English word of a pair stands for which Russian one, as far as a lexicon can tell.

Every Russian content word gets its candidates by the lexicon, by kin of its translations, and by
letters (names and cognates); then words are linked, surest first, each English word once, near
their place in the sentence before far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mtcheck.language.lexicon import is_ordinary, kin, names, translations
from mtcheck.language.likeness import likeness
from mtcheck.language.russian_text import analyses
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken
    from mtcheck.language.segment_pairs import SegmentPair

SURE, LETTERS, POSSIBLE, NEAR, FAR_KIN = 1.0, 0.9, 0.8, 0.6, 0.4
"""How much a tie between two words is worth, by where it comes from."""

CONTENT = frozenset(
    {"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "ADVB", "COMP", "PRED"}
)
_LIKE_NAME, _LIKE_KNOWN_NAME, _LIKE_WORD = 0.72, 0.82, 0.85
_SHORTEST_COGNATE = 5
_FREE_DISTANCE, _DISTANCE_COST = 0.15, 0.8
_LEAST = 0.3
_AGAIN = 0.75
_STEPS, _CLOSE = (-2, -1, 1, 2), 3
_WIDEST_PLACE = 4
_SUFFIX = re.compile(
    r"(?:ations?|itions?|ings?|ed|e?rs?|ors?|est|ly|ness|ments?|it(?:y|ies)|al(?:ly)?|ic(?:al)?(?:ly)?"
    r"|ives?|ions?|ies|y|e?s|e|ists?|isms?|i?ans?|[ae]nts?|[ae]nc(?:e|y|es)|[ai]bl[ey]|ful(?:ly)?|ous|wards?)$"
)
_SHORTEST_STEM = 4
_OF_PLACE = re.compile(
    r"(?<=[а-я]{3})(?:(?:ин|ов|ев|ан|ен)?ск(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)|ец|цы|цев)$"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A Russian and an English word, by their numbers in ``source`` and ``target``.

    ``tie`` is what the words themselves say, ``worth`` that less their distance.
    """

    source: int
    target: int
    worth: float
    tie: float


@dataclass(frozen=True, eq=False)
class WordLinks:
    """The words of a pair and what links them.

    ``source`` are the Russian words, ``target`` the English ones (no marks in either), ``best``
    the link of every Russian word that has one, by its number.
    """

    source: tuple[RussianToken, ...]
    target: tuple[Token, ...]
    best: dict[int, Link]

    @cached_property
    def explained(self) -> frozenset[int]:
        """Numbers of the English words that some Russian word is linked to."""
        return frozenset(link.target for link in self.best.values())

    def place(self, number: int) -> Span | None:
        """Where the English of a Russian word without link is to be expected.

        The words its nearest linked neighbours stand for, or one of them where they are far
        apart; in offsets of ``segment.text``. ``None`` when nothing is linked.
        """
        before = [self.best[i].target for i in sorted(self.best) if i < number][-1:]
        after = [self.best[i].target for i in sorted(self.best) if i > number][:1]
        ends = sorted(before + after)
        if not ends:
            return None
        if ends[-1] - ends[0] > _WIDEST_PLACE:
            ends = before or after
        first, last = self.target[ends[0]], self.target[ends[-1]]
        return Span(first.idx, last.idx + len(last.text))


_links: WeakKeyDictionary[SegmentPair, WordLinks] = WeakKeyDictionary()


def links_of(pair: SegmentPair) -> WordLinks:
    """The links of a pair, made once however many ask.

    Raises ``MtcheckError`` when the lexicon cannot be read.
    """
    found = _links.get(pair)
    if found is None:
        found = _links[pair] = link_words(pair)
    return found


def link_words(pair: SegmentPair) -> WordLinks:
    """The links of one pair. Raises ``MtcheckError`` when the lexicon cannot be read."""
    source = tuple(part for token in pair.source_tokens for part in _parts(token))
    target = tuple(t for t in pair.tokens if t.text[:1].isalnum())
    return links_between(source, target)


def links_between(source: tuple[RussianToken, ...], target: tuple[Token, ...]) -> WordLinks:
    """The links of words given one by one, in their order."""
    candidates = sorted(_candidates(source, target), key=lambda link: -link.worth)
    best: dict[int, Link] = {}
    taken: set[int] = set()
    for near in (False, True):
        for link in candidates:
            if link.source in best or link.target in taken:
                continue
            if link.worth >= _LEAST or (near and _is_near(link, best)):
                best[link.source] = link
                taken.add(link.target)
    _link_again(source, candidates, best)
    return WordLinks(source, target, best)


def _link_again(
    source: Sequence[RussianToken], candidates: Sequence[Link], best: dict[int, Link]
) -> None:
    """Link words left over to English ones that are linked already, in place.

    A name is not that of another one by its letters alone: Майк beside Миллер is no Miller.
    """
    holders = {link.target: link for link in best.values()}
    sure = {link.target for link in best.values() if link.tie >= SURE}
    for link in candidates:
        if link.source in best:
            continue
        holder = holders.get(link.target)
        foreign = (
            holder is not None
            and link.tie == LETTERS <= holder.tie
            and not _akin(source[link.source], source[holder.source])
        )
        rightful = link.tie >= SURE and link.target not in sure
        again = link.worth >= _AGAIN and not foreign
        if rightful or again or _is_beside(link, best):
            best[link.source] = link


def _akin(one: RussianToken, other: RussianToken) -> bool:
    """True for forms of one name and its derivations: Путина, путинский."""
    return one.lower[:_SHORTEST_STEM] == other.lower[:_SHORTEST_STEM]


def _is_near(link: Link, best: dict[int, Link]) -> bool:
    """True when a word next to the Russian one is linked next to the English one."""
    beside = (best.get(link.source + step) for step in _STEPS)
    return any(b is not None and abs(b.target - link.target) <= _CLOSE for b in beside)


def _is_beside(link: Link, best: dict[int, Link]) -> bool:
    """True when a word next to the Russian one is linked to the same English one."""
    beside = (best.get(link.source + step) for step in _STEPS)
    return any(b is not None and b.target == link.target for b in beside)


def _parts(token: RussianToken) -> Iterator[RussianToken]:
    """The words of a token: Нью-Йорк are two; nothing for a mark."""
    at = 0
    for part in token.text.split("-"):
        if part[:1].isalnum():
            start = token.start + at
            yield replace(token, text=part, start=start, end=start + len(part))
        at += len(part) + 1


def _candidates(source: Sequence[RussianToken], target: Sequence[Token]) -> Iterator[Link]:
    forms = [frozenset((t.lemma_.lower(), t.lower_, _singular(t.lower_))) for t in target]
    for i, word in enumerate(source):
        for j, english in enumerate(target):
            worth = known = tie(word, forms[j], english.text)
            if known:
                far = abs((i + 0.5) / len(source) - (j + 0.5) / len(target))
                if not (word.text[:1].isupper() and english.text[:1].isupper()):
                    worth -= _DISTANCE_COST * max(0.0, far - _FREE_DISTANCE) * (2 - worth)
                yield Link(i, j, worth, known)


def _singular(word: str) -> str:
    """What spaCy does not undo in names: “the Railwaymen”."""
    return f"{word[:-2]}an" if word.endswith("men") else word.removesuffix("s")


def tie(word: RussianToken, forms: frozenset[str], text: str) -> float:
    """What ties a Russian word to an English one, of these ``forms`` and written ``text``, or 0."""
    if not word.is_word:
        return SURE if word.lower in forms else 0.0
    if text.lower() in english_names(word.lower):
        return SURE
    return _of_meaning(word.lower, forms) or _by_letters(word, text)


@lru_cache(maxsize=20_000)
def english_names(form: str) -> frozenset[str]:
    """Words of the English names of what a Russian form, in small letters, may name."""
    lemmas = {form, *(a.lemma for a in analyses(form))}
    found = (names().get(lemma.replace("ё", "е"), frozenset()) for lemma in lemmas)
    return frozenset().union(*found)


@lru_cache(maxsize=200_000)
def _of_meaning(form: str, english: frozenset[str]) -> float:
    lemmas = {a.lemma for a in analyses(form)}
    return max((_lexical(lemma, word) for lemma in lemmas for word in english), default=0.0)


@lru_cache(maxsize=500_000)
def _lexical(lemma: str, english: str) -> float:
    known = translations(lemma)
    if english in known.sure:
        return SURE
    if english in known.possible:
        return POSSIBLE
    if not known.sure and not known.possible:
        return 0.0
    own = kin(english).near
    if not own.isdisjoint(known.sure) or english_stem(english) in _stems(lemma):
        return NEAR
    if not own.isdisjoint(known.possible) or not kin(english).wider.isdisjoint(known.sure):
        return FAR_KIN
    return FAR_KIN if any(english in kin(word).wider for word in known.sure) else 0.0


@lru_cache(maxsize=20_000)
def _stems(lemma: str) -> frozenset[str]:
    return frozenset(map(english_stem, translations(lemma).sure))


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """What is left of a word without its endings; four letters at the least."""
    while (found := _SUFFIX.search(word, _SHORTEST_STEM)) is not None:
        word = word[: found.start()]
    return word


def _is_known(word: RussianToken) -> bool:
    return any(map(translations, word.lemmas))


def _by_letters(word: RussianToken, text: str) -> float:
    lower = text.lower()
    capital = text[:1].isupper()
    name = capital and (word.text[:1].isupper() or _OF_PLACE.search(word.lower) is not None)
    if not name and min(len(word.lower), len(lower)) < _SHORTEST_COGNATE:
        return 0.0
    if not name and _is_known(word) and (not capital or is_ordinary(lower)):
        return 0.0
    least = _LIKE_WORD
    if name:
        least = _LIKE_KNOWN_NAME if english_names(word.lower) else _LIKE_NAME
    forms = {word.lower.replace("ё", "е"), *(lemma.replace("ё", "е") for lemma in word.lemmas)}
    if name:
        if len(lower.rstrip(".")) == len(word.text) == 1:
            return LETTERS if likeness(word.lower, lower[0]) >= least else 0.0
        forms |= {_OF_PLACE.sub("", form) for form in forms}
    return LETTERS if max(likeness(form, lower) for form in forms) >= least else 0.0
