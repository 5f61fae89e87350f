"""Names in small letters: "Pavlo zabolotenko", "the village of zaytsevo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.detectors.name_findings import NameFinding
from mtcheck.document import Document, Segment
from mtcheck.language.english_words import english_zipf
from mtcheck.language.person_names import first_names, looks_slavic
from mtcheck.language.word_lists import words
from mtcheck.model import Finding

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORTEST = 5
RARE_ENGLISH = 3.0
UNKNOWN = 2.0

_KINDS_OF_PLACE = words("village town city settlement suburb hamlet district near outside")
_PLACE_END = re.compile(
    r"(?:ovka|[ei]vka|ino|ovo|evo|eve|[a-z]{3}sk|skiy|skoye|gorod|horod|grad|pol|iya|nitsa)$"
)


def lower_case_names(document: Document) -> Iterator[Finding]:
    """A finding for each surname behind a first name and each place written small.

    A place is known by the words before it or by the text that writes it large elsewhere.
    """
    capitalised = _capitalised(document)
    for segment in document.segments:
        for token in segment.doc or ():
            if token.i and token.text.islower() and len(token.text) >= SHORTEST:
                yield from _of_token(segment, token, capitalised)


def _capitalised(document: Document) -> frozenset[str]:
    return frozenset(
        token.lower_
        for segment in document.segments
        for token in segment.doc or ()
        if token.text.istitle() and len(token.text) >= SHORTEST
    )


def _of_token(segment: Segment, token: Token, capitalised: frozenset[str]) -> Iterator[Finding]:
    text = token.text
    rarity = english_zipf(text)
    if rarity > RARE_ENGLISH or not text.isalpha():
        return
    if token.nbor(-1).text in first_names() and looks_slavic(text):
        yield NameFinding.LOWER_CASE.at(segment, token, text.capitalize())
    elif rarity < UNKNOWN and _PLACE_END.search(text) and not token.nbor(-1).is_quote:
        yield from _place(segment, token, capitalised)


def _place(segment: Segment, token: Token, capitalised: frozenset[str]) -> Iterator[Finding]:
    if token.text in capitalised or _is_behind_place(token):
        yield NameFinding.LOWER_CASE_PLACE.at(segment, token, token.text.capitalize())


def _is_behind_place(token: Token) -> bool:
    before = token.nbor(-1)
    if before.lower_ == "of" and token.i > 1:
        before = token.nbor(-2)
    return before.lower_ in _KINDS_OF_PLACE
