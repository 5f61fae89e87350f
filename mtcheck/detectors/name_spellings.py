"""One name in two spellings: Kiev and Kyiv, Gritsenko and Hrytsenko, Samoilova and Samoylova."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.detectors.name_findings import NameFinding
from mtcheck.document import Document, Segment
from mtcheck.language.english_forms import read_table
from mtcheck.language.english_words import english_zipf
from mtcheck.language.person_names import (
    FullName,
    first_names,
    full_names,
    is_name_shaped,
    looks_slavic,
)
from mtcheck.model import Finding
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 4000
COMMON_ENGLISH = 4.3
SHORTEST = 6
BRAND_END = "off"
"""The firm keeps the old spelling where the man has the new one: Tinkoff Bank, Oleg Tinkov."""

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


_PLACE_END = re.compile(
    r"(?:ovka|[ei]vka|[aei]nsk|[aoei]vsk|gorod|horod|grad|hrad|ovo|[ei]vo|eve|opol)$"
)
_UKRAINIAN = (
    (re.compile(r"^o(?=lex)"), "a"),
    (re.compile(r"(?:o|e|i)v(?=ka$|sk$)"), "iv"),
    (re.compile(r"(?:evo|eve|ivo)$"), "eve"),
    (re.compile(r"h(?=o)"), "g"),
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
    people = [(s, name) for s in document.segments if s.doc for name in full_names(s.doc)]
    surnames = frozenset(skeleton(name.last.text) for _, name in people)
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for segment in document.segments:
        for token in segment.doc or ():
            key = _key(token, surnames)
            if key:
                by_name[key].append(_place(segment, token))
    for segment, name in people:
        by_name[_key_of_first(name)].append(_place(segment, name.first))
    for places in by_name.values():
        yield from _mixed(places)


def _place(segment: Segment, token: Token) -> _Place:
    return _Place(segment.to_document(token.idx, token.idx + 1).start, segment, token)


def _key(token: Token, surnames: frozenset[str]) -> str:
    """What the spellings of one name share; ``surnames`` are such keys of full names."""
    text = token.text
    if not text[:1].isupper() or not is_name_shaped(text):
        return ""
    if text in _places():
        return _places()[text]
    if len(text) < SHORTEST or text in first_names():
        return ""
    if english_zipf(text) > COMMON_ENGLISH or text.endswith(BRAND_END):
        return ""
    key = skeleton(text)
    if _PLACE_END.search(text):
        return _of_place(key)
    return key if looks_slavic(text) or key in surnames else ""


def _of_place(key: str) -> str:
    """One key for the Russian and the Ukrainian form: Krasnogorovka, Krasnohorivka."""
    for pattern, to in _UKRAINIAN:
        key = pattern.sub(to, key)
    return key


def _key_of_first(name: FullName) -> str:
    """One key for Viktor Orlov and Victor Orlov, another for Oleg Orlov."""
    first = skeleton(name.first.text.lower().replace("ks", "x").replace("c", "k"))
    return f"{first} {skeleton(name.last.text)}"


def _mixed(places: list[_Place]) -> Iterator[Finding]:
    main = _main(places)
    of_main = [place.offset for place in places if place.token.text == main]
    told = {main}
    for place in places:
        near = any(abs(place.offset - offset) <= NEAR for offset in of_main)
        if place.token.text not in told and near:
            told.add(place.token.text)
            yield NameFinding.TWO_SPELLINGS.at(place.segment, place.token, main)


def _main(places: list[_Place]) -> str:
    """The spelling that prevails; of a first name as often both ways, the less English one."""
    counts = Counter(place.token.text for place in places)
    of_person = places[0].token.text in first_names()
    return max(counts, key=lambda name: (counts[name], -english_zipf(name) if of_person else 0))


@cache
def _places() -> dict[str, str]:
    rows = read_table(rules_dir() / "names" / "place-spellings.tsv", ("one", "other"))
    return {name: row[1].lower() for row in rows for name in row}
