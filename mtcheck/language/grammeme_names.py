"""OpenCorpora grammemes in the words of a grammar book."""

from __future__ import annotations

from collections.abc import Collection

PARTS_OF_SPEECH = {
    "NOUN": "noun",
    "ADJF": "adjective",
    "ADJS": "short adjective",
    "COMP": "comparative",
    "VERB": "verb",
    "INFN": "infinitive",
    "PRTF": "participle",
    "PRTS": "short participle",
    "GRND": "gerund",
    "NUMR": "numeral",
    "ADVB": "adverb",
    "NPRO": "pronoun",
    "PRED": "predicative",
    "PREP": "preposition",
    "CONJ": "conjunction",
    "PRCL": "particle",
    "INTJ": "interjection",
}
_FORMS = {
    "1per": "1st person",
    "2per": "2nd person",
    "3per": "3rd person",
    "masc": "masculine",
    "femn": "feminine",
    "neut": "neuter",
    "sing": "singular",
    "plur": "plural",
    "actv": "active",
    "pssv": "passive",
    "pres": "present",
    "past": "past",
    "futr": "future",
    "impr": "imperative",
    "nomn": "nominative",
    "gent": "genitive",
    "gen2": "genitive",
    "datv": "dative",
    "accs": "accusative",
    "ablt": "instrumental",
    "loct": "prepositional",
    "loc2": "prepositional",
    "voct": "vocative",
}
_GENDERS = {"masc", "femn", "neut"}


def part_of_speech_name(tag: str) -> str:
    """``VERB`` → ``verb``; a tag that is not known comes back as it is."""
    return PARTS_OF_SPEECH.get(tag, tag)


def form_name(part_of_speech: str, grammemes: Collection[str]) -> str:
    """What form of its word it is, in a fixed order; empty for words without forms.

    >>> form_name("VERB", ("impf", "tran", "sing", "3per", "pres", "indc"))
    '3rd person singular present'
    """
    left_out = _GENDERS if part_of_speech == "NOUN" else set()
    return " ".join(
        name for tag, name in _FORMS.items() if tag in grammemes and tag not in left_out
    )
