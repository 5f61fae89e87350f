"""Names that lost their nominative, their gender, their capital or their one spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.detectors.name_capitals import lower_case_names
from mtcheck.detectors.name_findings import NameFinding
from mtcheck.detectors.name_likeness import almost_same_names
from mtcheck.detectors.name_pronouns import pronouns_of_other_gender
from mtcheck.detectors.name_spellings import two_spellings
from mtcheck.document import Document, Segment
from mtcheck.language.english_words import english_zipf
from mtcheck.language.person_names import (
    FullName,
    englished_names,
    feminine_of,
    first_names,
    full_names,
    is_instrumental,
    is_name_shaped,
    is_patronymic,
    looks_slavic,
    masculine_of,
    nominative_of,
)
from mtcheck.language.russian import is_masculine_adjective
from mtcheck.language.word_lists import listed_words
from mtcheck.model import Finding

if TYPE_CHECKING:
    from spacy.tokens import Token

FEMALE_TITLES = frozenset(
    {"mrs", "ms", "miss", "madame", "lady", "wife", "daughter", "sister", "mother"}
)
NEAR = 4000
RARE_ENGLISH = 3.0
UNKNOWN = 1.5
COMMON_NAME = 4.0
STEM = 4
ADJECTIVAL = ("oy", "oi")
_BEFORE_NOUN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART"})


@dataclass(slots=True)
class _Seen:
    """Surnames of the document by gender, each with the offsets at which they stand."""

    men: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    women: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    first_of_women: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def has_woman(self, man: FullName, surname: str) -> bool:
        """True for Evgeny Medvedev where the text names Evgenia Medvedeva."""
        alike = (first[:-2] for first in self.first_of_women.get(surname, ()))
        return any(len(stem) >= STEM and man.first.text.startswith(stem) for stem in alike)

    def near(self, surname: str, gender: str, offset: int) -> bool:
        """True when a full name of that gender with the surname stands within 4,000 characters."""
        places = (self.men if gender == "m" else self.women).get(surname, ())
        return any(abs(place - offset) <= NEAR for place in places)


class Names:
    """Finds surnames in an oblique case or the wrong gender, and names spelled two ways."""

    name = "names"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of every full name and lone surname, then those of spellings."""
        names = [(s, name) for s in document.segments if s.doc for name in full_names(s.doc)]
        seen = _seen(names)
        for segment, full in names:
            yield from _of_full_name(segment, full, seen)
        surnames = {(id(segment), full.last.i) for segment, full in names}
        for segment in document.segments:
            for token in segment.doc or ():
                if (id(segment), token.i) not in surnames:
                    yield from _of_token(segment, token, seen)
        yield from lower_case_names(document)
        spellings = list(two_spellings(document))
        yield from spellings
        told = {finding.span for finding in spellings}
        yield from (f for f in almost_same_names(document) if f.span not in told)
        yield from pronouns_of_other_gender(document)


def _seen(names: list[tuple[Segment, FullName]]) -> _Seen:
    seen = _Seen()
    for segment, full in names:
        place = segment.to_document(full.last.idx, full.last.idx + 1).start
        (seen.men if full.gender == "m" else seen.women)[full.last.text].append(place)
        if full.gender == "f":
            seen.first_of_women[full.last.text].add(full.first.text)
    return seen


def _of_full_name(segment: Segment, full: FullName, seen: _Seen) -> Iterator[Finding]:
    surname = full.last.text
    if _is_translated(full):
        yield NameFinding.TRANSLATED.at(segment, full.last)
        return
    oblique = _nominative(surname)
    masculine = masculine_of(surname)
    feminine = feminine_of(surname)
    if oblique:
        yield NameFinding.OBLIQUE.at(segment, full.last, oblique)
    elif full.gender == "m" and is_instrumental(surname) and english_zipf(surname) < UNKNOWN:
        yield NameFinding.INSTRUMENTAL.at(segment, full.last)
    elif full.gender == "m" and masculine and not _is_woman(full.first):
        yield NameFinding.MAN_WITH_FEMININE.at(segment, full.last, masculine)
    elif full.gender == "m" and feminine and seen.has_woman(full, feminine):
        yield NameFinding.GENDER_LOST.at(segment, full.last, feminine)
    elif full.gender == "f" and feminine:
        yield NameFinding.WOMAN_WITH_MASCULINE.at(segment, full.last, feminine)


def _nominative(surname: str) -> str | None:
    """The nominative of a surname in another case; ``None`` for Mostovoy, which is one."""
    if surname.endswith(ADJECTIVAL) and is_masculine_adjective(surname):
        return None
    return nominative_of(surname)


def _is_translated(full: FullName) -> bool:
    """True for “Oksana Sandals”: a first name hardly known in English, then an English word."""
    if english_zipf(full.first.text) > COMMON_NAME:
        return False
    return full.last.text in listed_words("capitals-ordinary-words")


def _of_token(segment: Segment, token: Token, seen: _Seen) -> Iterator[Finding]:
    text = token.text
    if not is_name_shaped(text):
        return
    nominative = _nominative(text)
    if nominative and looks_slavic(nominative) and english_zipf(text) < RARE_ENGLISH:
        yield NameFinding.OBLIQUE.at(segment, token, nominative)
    yield from _changed_gender(segment, token, seen)
    yield from _first_name(segment, token)
    yield from _article(segment, token)


def _article(segment: Segment, token: Token) -> Iterator[Finding]:
    """“the Poroshenko said”; not “the Poroshenko bloc”, “the Ivanovs”, “the Kalashnikov”."""
    if not token.i or token.nbor(-1).lower_ != "the" or english_zipf(token.text) > COMMON_NAME:
        return
    last = token.i + 1 == len(token.doc)
    following = "" if last else token.nbor(1).text
    if not last and (token.nbor(1).pos_ in _BEFORE_NOUN or following[:1] in "-–’'\"“«"):
        return
    if _surely_person(token.text):
        article = token.nbor(-1)
        end = token.idx + len(token.text)
        yield NameFinding.ARTICLE.over(segment, article.idx, end, token.text)


def _surely_person(surname: str) -> bool:
    return re.search(r"[a-z]{3}(?:enko|ov|ova|ev|eva|shvili|chuk|vich|skaya)$", surname) is not None


def _changed_gender(segment: Segment, token: Token, seen: _Seen) -> Iterator[Finding]:
    place = segment.to_document(token.idx, token.idx + 1).start
    if token.i and is_name_shaped(token.nbor(-1).text) and not token.nbor(-1).is_sent_start:
        return
    masculine, feminine = masculine_of(token.text), feminine_of(token.text)
    if masculine and not _is_woman(token) and not seen.near(token.text, "f", place):
        if seen.near(masculine, "m", place):
            yield NameFinding.OBLIQUE_OF_MAN.at(segment, token, masculine)
    elif feminine and seen.near(feminine, "f", place) and not seen.near(token.text, "m", place):
        yield NameFinding.GENDER_LOST.at(segment, token, feminine)


def _is_woman(token: Token) -> bool:
    """True when the words before the name say that it is a woman's."""
    before = token.doc[max(0, token.i - 3) : token.i]
    return any(word.lower_.rstrip(".") in FEMALE_TITLES for word in before)


def _first_name(segment: Segment, token: Token) -> Iterator[Finding]:
    if token.i + 1 >= len(token.doc):
        return
    following = token.nbor(1).text
    if is_patronymic(following) and token.text in first_names():
        yield from _patronymic(segment, token)
    russian = englished_names().get(token.text)
    if russian and is_name_shaped(following) and _surely_slavic(following):
        fitting = [n.name for n in russian if n.gender == "m" or not feminine_of(following)]
        if fitting:
            yield NameFinding.ENGLISHED.at(segment, token, *fitting)


def _surely_slavic(surname: str) -> bool:
    """Without -in, which names from Austin to Mnuchin share."""
    return looks_slavic(surname) and not surname.endswith("in")


def _patronymic(segment: Segment, token: Token) -> Iterator[Finding]:
    patronymic = token.nbor(1)
    full = patronymic.i + 1 < len(token.doc) and is_name_shaped(patronymic.nbor(1).text)
    if full and not segment.in_speech(patronymic.idx, patronymic.idx + 1):
        end = patronymic.nbor(1).idx
        yield NameFinding.PATRONYMIC.over(segment, patronymic.idx, end, "")
