"""Pronouns of the wrong gender for the only person they can mean.

Russian verbs and possessives do not tell the gender of a subject that was left out, so
translation has to guess: "Lyubov Aksenova misses Moscow. His words were quoted by TASS."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtcheck.detectors.name_findings import NameFinding
from mtcheck.document import Document, Segment
from mtcheck.language.person_names import (
    feminine_of,
    first_names,
    is_name_shaped,
    looks_slavic,
    masculine_of,
)
from mtcheck.language.word_lists import words
from mtcheck.model import Finding

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 300
"""Characters between the last mention of the person and the pronoun, at the most."""
FAR = 1200
"""Characters in front of the pronoun in which nobody else may be mentioned."""

_MALE = {"he": ("she",), "his": ("her",), "him": ("her",), "himself": ("herself",)}
_FEMALE = {"she": ("he",), "her": ("his", "him"), "hers": ("his",), "herself": ("himself",)}
_MEN = words(
    "man men husband father son brother boy boys guy actor king mr sir gentleman grandfather uncle"
    " nephew groom fiance boyfriend priest monk stepfather grandson men's gentlemen male"
)
_WOMEN = words(
    "woman women wife mother daughter sister girl girls actress queen mrs ms miss lady grandmother"
    " aunt niece bride fiancee girlfriend nun stepmother granddaughter ballerina nurse mom female"
)
_SOMEBODY = words(
    "child baby teenager person victim driver president minister deputy official officer doctor"
    " teacher judge lawyer singer artist player coach director expert spokesman suspect soldier"
    " author writer one someone somebody anyone everyone nobody who candidate pensioner resident"
    " student citizen star blogger journalist colleague friend leader chief head mayor governor"
)
_OF_PEOPLE = ("er", "or", "ist", "ian", "ant", "ent", "man", "ee", "eer")
_ROLES = frozenset({"nsubj", "nsubjpass", "poss", "appos"})


@dataclass(slots=True)
class _LastSeen:
    """Document offsets at which a man, a woman or anybody was mentioned last."""

    man: int = -FAR
    woman: int = -FAR
    others: dict[str, int] = field(default_factory=dict)

    @property
    def anybody(self) -> int:
        return max(self.others.values(), default=-FAR)


def pronouns_of_other_gender(document: Document) -> Iterator[Finding]:
    """A finding for each pronoun whose gender no person in front of it has, outside speech."""
    seen = _LastSeen()
    for segment in document.segments:
        for token in segment.doc or ():
            at = segment.to_document(token.idx, token.idx + 1).start
            if not segment.in_speech(token.idx, token.idx + 1):
                yield from _of_pronoun(segment, token, at, seen)
            _note(token, at, seen)


def _of_pronoun(segment: Segment, token: Token, at: int, seen: _LastSeen) -> Iterator[Finding]:
    word = token.lower_
    right: tuple[str, ...]
    if word in _MALE:
        same, other, right = seen.man, seen.woman, _MALE[word]
    elif word in _FEMALE:
        same, other, right = seen.woman, seen.man, _FEMALE[word]
    else:
        return
    if at - other <= NEAR and at - same > FAR and at - seen.anybody > FAR:
        cased = right if word == token.text else tuple(form.capitalize() for form in right)
        yield NameFinding.PRONOUN.at(segment, token, *cased)


def _note(token: Token, at: int, seen: _LastSeen) -> None:
    word = token.lower_
    gender = _gender(token)
    if gender == "m" or word in _MEN:
        seen.man = at
    elif gender == "f" or word in _WOMEN:
        seen.woman = at
    elif word in _SOMEBODY or _may_be_person(token):
        seen.others[word] = at


def _gender(token: Token) -> str:
    text = token.text
    if not is_name_shaped(text):
        return ""
    first = first_names().get(text)
    if first is not None:
        return first.gender
    if masculine_of(text):
        return "f"
    return "m" if feminine_of(text) else ""


def _may_be_person(token: Token) -> bool:
    """True for a name that is no known first name and heads a clause or owns something."""
    if token.pos_ == "NOUN":
        return token.text.endswith(_OF_PEOPLE)
    if token.pos_ != "PROPN" or not is_name_shaped(token.text):
        return False
    if looks_slavic(token.text) or token.dep_ in _ROLES or _is_one_of_two(token):
        return not _follows_known_first_name(token)
    return False


def _is_one_of_two(token: Token) -> bool:
    """True in “Peter Smith”, whatever its part in the clause."""
    sides = [token.nbor(-1)] if token.i else []
    sides += [token.nbor(1)] if token.i + 1 < len(token.doc) else []
    return any(side.pos_ == "PROPN" and is_name_shaped(side.text) for side in sides)


def _follows_known_first_name(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in first_names()
