"""Tells a Russian word left in Latin letters from all else that is no English word."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from mtcheck.language.english_words import (
    DOUBTFUL,
    english_zipf,
    is_english_word,
    normalise,
    resembles_english,
)
from mtcheck.language.foreign_words import foreign_zipf
from mtcheck.language.russian import Reading, analyse, back_transliterate, frequency

SHORTEST = 4
"""Letters a word must have; shorter ones are read as Russian by chance."""

CLEAR_LENGTH = 7
"""Letters from which a word that one scheme explains is hardly ever so by chance."""

LONG_VERB = 9
"""Letters from which a verb form that one scheme explains needs no look at other languages,
whose word lists take a third of a second to load."""

FREE_MIX_LENGTH = 11
SEEN_ZIPF = 1.0
MIX_ZIPF = 2.0
COMMON_ZIPF = 4.3
"""From here a Russian word is likelier than a slip in an English one."""

FOREIGN_HEAD_START = 1.0

DOUBTFUL_ZIPF = 5.0
DOUBTFUL_ZIPF_INFLECTED = 4.3
DOUBTFUL_MARGIN = 3.0
VERB_FORMS = frozenset({"VERB", "GRND", "PRTF", "PRTS"})
HARDLY_BORROWED = frozenset(
    {"VERB", "INFN", "ADJF", "ADVB", "NPRO", "PRTF", "GRND", "CONJ", "PREP"}
)


CLIPPED = {
    "gos": "гос", "khim": "хим", "him": "хим", "spets": "спец", "spec": "спец", "sots": "соц",
    "avia": "авиа", "narko": "нарко", "lzhe": "лже", "neft": "нефт", "gaz": "газ",
    "energo": "энерго", "glav": "глав", "voen": "воен", "kino": "кино", "gor": "гор",
    "obl": "обл", "ray": "рай", "sil": "сил", "zam": "зам", "dop": "доп", "prod": "прод",
    "strah": "страх", "med": "мед", "tekh": "тех", "teh": "тех", "elektro": "электро",
}  # fmt: skip
"""First parts of Russian compounds cut short (*химатака*), which no dictionary lists in full."""

CLIPPED_REST = 5
CLIPPED_ZIPF = 3.0


@lru_cache(maxsize=20_000)
def untranslated_readings(word: str) -> tuple[Reading, ...]:
    """Readings of a lower-case Latin ``word`` if it is Russian left untranslated, else none.

    None for what English, derivation or another language explains as well, and for forms
    of Russian names. The likeliest reading comes first.
    """
    if sum(map(str.isalpha, word)) < SHORTEST or english_zipf(word) >= DOUBTFUL:
        return ()
    listed = english_zipf(word) > 0
    if not listed and is_english_word(word):
        return ()
    readings = back_transliterate(word) or _adverb_with_po(word) or _clipped_compound(word)
    if not readings or readings[0].is_name:
        return ()
    believed = _outweighs_english(word, readings[0]) if listed else _believed(word, readings[0])
    return tuple(r for r in readings if not r.is_name) if believed else ()


def _believed(word: str, reading: Reading) -> bool:
    """Evidence for a word that no English list knows."""
    if reading.schemes and len(word) >= LONG_VERB and reading.part_of_speech in VERB_FORMS:
        return True
    if reading.schemes and len(word) >= CLEAR_LENGTH:
        return not _more_foreign(word, reading, thorough=False)
    if reading.schemes:
        seen = reading.zipf >= SEEN_ZIPF
    else:
        seen = reading.zipf >= MIX_ZIPF or len(word) >= FREE_MIX_LENGTH
    common = bool(reading.schemes) and reading.zipf >= COMMON_ZIPF
    return (
        seen
        and (common or not resembles_english(normalise(word)))
        and not _more_foreign(word, reading, thorough=True)
    )


def _more_foreign(word: str, reading: Reading, thorough: bool) -> bool:
    foreign = foreign_zipf(word, thorough)
    return foreign > 0 and foreign >= reading.zipf - FOREIGN_HEAD_START


def _outweighs_english(word: str, reading: Reading) -> bool:
    """Evidence for a word at the rare end of the English list, which holds Russian too."""
    russian = frequency(reading.form)
    needed = DOUBTFUL_ZIPF_INFLECTED if _hardly_borrowed(reading) else DOUBTFUL_ZIPF
    return (
        bool(reading.schemes)
        and russian >= needed
        and russian - english_zipf(word) >= DOUBTFUL_MARGIN
        and not foreign_zipf(word)
    )


def _hardly_borrowed(reading: Reading) -> bool:
    return reading.part_of_speech in HARDLY_BORROWED


def _adverb_with_po(word: str) -> tuple[Reading, ...]:
    """``po-khoroshemu``: adverbs of *по-* and a dative, which the dictionary does not list."""
    if not word.startswith("po-"):
        return ()
    bases = (r for r in back_transliterate(word.removeprefix("po-")) if "datv" in r.grammemes)
    adverbs = (analyse("по-" + base.form) for base in bases)
    return tuple(adverb for adverb in adverbs if adverb.part_of_speech == "ADVB")


def _clipped_compound(word: str) -> tuple[Reading, ...]:
    """``himataki``: a noun or adjective behind a clipped first part."""
    for latin, cyrillic in CLIPPED.items():
        rest = word.removeprefix(latin)
        if rest == word or len(rest) < CLIPPED_REST or english_zipf(rest) > 0:
            continue
        for base in back_transliterate(rest):
            if (
                base.schemes
                and base.zipf >= CLIPPED_ZIPF
                and base.part_of_speech in ("NOUN", "ADJF")
            ):
                return (replace(base, form=cyrillic + base.form, lemma=cyrillic + base.lemma),)
    return ()
