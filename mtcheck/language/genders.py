"""Whether a Russian sentence speaks of a man, a woman, or both, as its forms tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.language.russian_text import RussianToken

_HE = frozenset(["он", "его", "него", "ему", "нему", "им", "ним", "нём", "нем"])
_SHE = frozenset(["она", "её", "ее", "неё", "нее", "ей", "ней", "ею", "нею"])
_GENDER = {"masc": "m", "femn": "f"}
_PERSON = frozenset({"Name", "Surn", "Patr"})
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRTF"})


@dataclass(frozen=True, slots=True)
class GenderEvidence:
    """``pronouns`` and ``forms`` hold ``m`` and ``f`` for what speaks of a man or a woman.

    Forms are names and nouns of living beings, past tenses and participles, in any of their
    readings: what may be of either gender is evidence for both. ``unknown`` is true when a name
    stands there that the dictionary lacks.
    """

    pronouns: frozenset[str]
    forms: frozenset[str]
    unknown: bool

    def may_be(self, gender: str) -> bool:
        return gender in self.pronouns or gender in self.forms

    def is_only(self, gender: str) -> bool:
        """True when something speaks of this gender and nothing of the other."""
        return self.may_be(gender) and not self.may_be("f" if gender == "m" else "m")


def gender_evidence(words: Iterable[RussianToken]) -> GenderEvidence:
    """What the words of a sentence tell."""
    pronouns: set[str] = set()
    forms: set[str] = set()
    unknown = False
    first_name: set[str] = set()
    for word in words:
        if word.lower in _HE:
            pronouns.add("m")
        elif word.lower in _SHE:
            pronouns.add("f")
        elif word.is_word:
            name = word.text[:1].isupper() and not word.opens_sentence
            if name and not any(a.known for a in word.analyses):
                unknown = True
            else:
                found = _of_forms(word, name)
                forms |= found & first_name or found
                first_name = found if word.text[:1].isupper() and word.may_be("Name") else set()
                continue
        first_name = set()
    return GenderEvidence(frozenset(pronouns), frozenset(forms), unknown)


def _of_forms(word: RussianToken, name: bool) -> set[str]:
    found: set[str] = set()
    for reading in word.analyses:
        tags = reading.grammemes
        person = name and not _PERSON.isdisjoint(tags)
        living = reading.part_of_speech == "NOUN" and "anim" in tags and "Geox" not in tags
        tells = reading.part_of_speech in _PREDICATES and "sing" in tags
        if person or living or tells:
            found |= {short for tag, short in _GENDER.items() if tag in tags}
            if "ms-f" in tags or "GNdr" in tags or "Fixd" in tags:
                found |= {"m", "f"}
    return found
