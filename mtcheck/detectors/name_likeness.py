"""Names so much alike that they will be one: Krychowiak and Kryhovyak, Vaintrub and Weintrub.

A system that translates sentence by sentence spells a foreign name anew in each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from spacy.matcher.levenshtein import levenshtein

from mtcheck.detectors.name_findings import NameFinding
from mtcheck.detectors.name_spellings import BRAND_END, NEAR, skeleton
from mtcheck.document import Document, Segment
from mtcheck.language.english_words import english_zipf
from mtcheck.language.person_names import first_names, is_name_shaped
from mtcheck.model import Finding

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORTEST = 5
LONG = 9  # letters of names that may differ in two
RAREST_WORDS = 2.7  # Zipf: more common ones are English words or well-known names
ENDINGS = frozenset(
    ["a", "s", "i", "y", "e", "n", "an", "ian", "in", "ans", "ians", "ov", "ova", "sky", "skaya"]
)
LAST_LETTERS = 2  # where case, gender and number show


class _Place(NamedTuple):
    offset: int
    segment: Segment
    token: Token


def almost_same_names(document: Document) -> Iterator[Finding]:
    """A finding where a rare name is first written almost as another one not far from it."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for segment in document.segments:
        for token in segment.doc or ():
            if _is_rare_name(token):
                offset = segment.to_document(token.idx, token.idx + 1).start
                places[token.text].append(_Place(offset, segment, token))
    skeletons = {name: skeleton(name.lower().replace("ch", "kh")) for name in places}
    counts = Counter({name: len(found) for name, found in places.items()})
    told: set[str] = set()
    for one, other in combinations(places, 2):
        main, odd = (other, one) if counts[other] > counts[one] else (one, other)
        if odd in told or not _alike(skeletons[one], skeletons[other]):
            continue
        place = next((p for p in places[odd] if _has_near(p, places[main])), None)
        if place is not None and not _of_others(places[main], places[odd]):
            told.add(odd)
            yield NameFinding.ALMOST_SAME.at(place.segment, place.token, main)


def _is_rare_name(token: Token) -> bool:
    text = token.text
    return (
        len(text) >= SHORTEST
        and is_name_shaped(text)
        and text not in first_names()
        and not text.endswith(BRAND_END)
        and english_zipf(text) < RAREST_WORDS
    )


def _alike(one: str, other: str) -> bool:
    """True for skeletons that are one or differ in a letter inside, in two inside long ones."""
    if one[:1] != other[:1] or min(len(one), len(other)) < SHORTEST:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in ENDINGS:
        return False
    if one[:-LAST_LETTERS] == other[:-LAST_LETTERS]:
        return False
    allowed = 2 if len(short) >= LONG else 1
    return bool(levenshtein(one, other, allowed) <= allowed)


def _has_near(place: _Place, others: list[_Place]) -> bool:
    return any(abs(place.offset - other.offset) <= NEAR for other in others)


def _of_others(ones: list[_Place], others: list[_Place]) -> bool:
    """True where both have first names and none is the same: two people."""
    first, second = _names_before(ones), _names_before(others)
    return bool(first and second) and not first & second


def _names_before(places: list[_Place]) -> set[str]:
    """Skeletons of the names right before, which are mostly first names."""
    before = (p.token.doc[p.token.i - 1].text for p in places if p.token.i)
    return {skeleton(text) for text in before if is_name_shaped(text)}
