"""One name in two spellings: Kiev and Kyiv, Gritsenko and Hrytsenko, Samoilova and Samoylova."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.detectors.name_findings import NameFinding
from mtcheck.document import Document, Segment
from mtcheck.language.english_forms import read_table
from mtcheck.language.english_words import english_zipf
from mtcheck.language.person_names import first_names, is_name_shaped, looks_slavic
from mtcheck.model import Finding
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 4000
COMMON_ENGLISH = 4.3
SHORTEST = 6

_SKELETON = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"shch|sch|šč", "S"),
        (r"sh|š", "s"),
        (r"kh", "h"),
        (r"ch|tch|č", "C"),
        (r"zh|ž", "Z"),
        (r"ts|tz", "c"),
        (r"ks", "x"),
        (r"^h", "g"),
        (r"yu|iu|ju", "u"),
        (r"ya|ia|ja", "a"),
        (r"ye|ie|je|yo|jo|io", "e"),
        (r"(?:iy|yi|ii|yy|ij|yj|y|j|i)+", "i"),
        (r"(.)\1+", r"\1"),
        (r"w", "v"),
        (r"ff?$", "v"),
        (r"['’]", ""),
    )
)


class _Place(NamedTuple):
    offset: int
    segment: Segment
    token: Token


def skeleton(name: str) -> str:
    """What is left of a name when the differences between transliterations are taken out.

    >>> skeleton("Gritsenko") == skeleton("Hrytsenko")
    True
    >>> skeleton("Ivanova") == skeleton("Ivanov")
    False
    """
    plain = name.lower()
    for pattern, to in _SKELETON:
        plain = pattern.sub(to, plain)
    return plain


def two_spellings(document: Document) -> Iterator[Finding]:
    """A finding where a name spelled one way is first spelled otherwise, not far below."""
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for segment in document.segments:
        for token in segment.doc or ():
            key = _key(token)
            if key:
                offset = segment.to_document(token.idx, token.idx + 1).start
                by_name[key].append(_Place(offset, segment, token))
    for places in by_name.values():
        yield from _mixed(places)


def _key(token: Token) -> str:
    text = token.text
    if not text[:1].isupper() or not is_name_shaped(text):
        return ""
    if text in _places():
        return _places()[text]
    if len(text) < SHORTEST or text in first_names() or not looks_slavic(text):
        return ""
    return "" if english_zipf(text) > COMMON_ENGLISH else skeleton(text)


def _mixed(places: list[_Place]) -> Iterator[Finding]:
    main = places[0].token.text
    of_main = [place.offset for place in places if place.token.text == main]
    told = {main}
    for place in places:
        near = any(0 <= place.offset - offset <= NEAR for offset in of_main)
        if place.token.text not in told and near:
            told.add(place.token.text)
            yield NameFinding.TWO_SPELLINGS.at(place.segment, place.token, main)


@cache
def _places() -> dict[str, str]:
    rows = read_table(rules_dir() / "names" / "place-spellings.tsv", ("one", "other"))
    return {name: row[1].lower() for row in rows for name in row}
