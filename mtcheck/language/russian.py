"""Russian morphology (pymorphy3) and readings of transliterated words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mtcheck.language.back_transliteration import russian_forms
from mtcheck.language.scheme_letters import alphabet, romanised
from mtcheck.language.scheme_letters import latin_forms as transliterations
from mtcheck.language.word_frequency import zipf

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

__all__ = [
    "NAME_TAGS",
    "Reading",
    "analyse",
    "analyser",
    "back_transliterate",
    "frequency",
    "is_known",
    "is_russian_name",
    "name_tags",
    "romanised",
    "transliterations",
]

NAME_TAGS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
"""OpenCorpora tags of names: given, family, patronymic, place, organisation, trade mark."""

_SEEN_AS_LEMMA_ONLY = 1.0
_ONE_SCHEME = 2.0
_SAME_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """A Russian word form a Latin word may stand for, with its likeliest analysis.

    ``part_of_speech`` and ``grammemes`` are OpenCorpora tags, the latter without the
    former. ``schemes`` names the published schemes that explain every letter; it is
    empty when only a mix of schemes, or one with its diacritics lost, does. ``zipf`` is
    the frequency of the form or, a unit less, of its lemma, 0.0 for a word not seen.
    ``score`` orders the readings of one word: higher is likelier.
    """

    form: str
    lemma: str
    part_of_speech: str
    grammemes: tuple[str, ...]
    is_name: bool
    schemes: tuple[str, ...]
    zipf: float
    score: float


@cache
def analyser() -> MorphAnalyzer:
    """The one morphological analyser; loading takes a quarter of a second."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=20_000)
def back_transliterate(word: str, limit: int = 20) -> tuple[Reading, ...]:
    """Readings of a Latin ``word`` as a Russian dictionary form, likeliest first.

    Any case, any scheme, signs and diacritics written or not. No more than ``limit``.
    """
    forms = russian_forms(word, analyser().dictionary.words)
    readings = [_reading(form, schemes) for form, schemes in forms.items()]
    return tuple(sorted(readings, key=lambda r: (-r.score, r.form))[:limit])


def is_known(form: str) -> bool:
    """True when the Russian ``form`` is in the dictionary; ``ё`` may be written ``е``."""
    return bool(analyser().word_is_known(form.lower()))


@lru_cache(maxsize=20_000)
def name_tags(word: str) -> frozenset[str]:
    """The kinds of Russian name (of ``NAME_TAGS``) a Latin ``word`` may be a form of."""
    forms = russian_forms(word, analyser().dictionary.words)
    parses = (parse for form in forms for parse in analyser().parse(form))
    return NAME_TAGS & {tag for parse in parses for tag in parse.tag.grammemes}


def is_russian_name(word: str) -> bool:
    """True when a Latin ``word`` may be a form of a Russian name or place of the dictionary."""
    return bool(name_tags(word))


def is_masculine_adjective(word: str) -> bool:
    """True for a Latin ``word`` that Russian reads as a man's adjectival surname: Mostovoy.

    Such a surname ends like the genitive of Petrova, and is none.
    """
    forms = russian_forms(word, analyser().dictionary.words)
    parses = (parse for form in forms for parse in analyser().parse(form))
    return any({"ADJF", "masc", "nomn"} <= parse.tag.grammemes for parse in parses)


def analyse(form: str) -> Reading:
    """The likeliest analysis of a Russian word ``form`` in Cyrillic, known or guessed."""
    return _reading(form.lower(), 0)


def frequency(form: str) -> float:
    """Zipf value of a Russian word form; ``ё`` may be written ``е``. 0.0 when not seen."""
    written = zipf(form.replace("ё", "е"), "ru")
    return max(written, zipf(form, "ru")) if "ё" in form else written


def _likeliest(parses: list[Parse]) -> Parse:
    """The best analysis; of equally good ones the most frequent lemma's, the basic form."""
    equal = [parse for parse in parses if parse.score >= parses[0].score - _SAME_SCORE]
    if len({parse.normal_form for parse in equal}) > 1:
        lemma = max((parse.normal_form for parse in equal), key=frequency)
        equal = [parse for parse in equal if parse.normal_form == lemma]
    return max(equal, key=lambda parse: ("nomn" in parse.tag, "sing" in parse.tag))


def _reading(form: str, schemes: int) -> Reading:
    parse = _likeliest(analyser().parse(form))
    seen = max(frequency(form), frequency(parse.normal_form) - _SEEN_AS_LEMMA_ONLY)
    used = alphabet().scheme_names(schemes & alphabet().in_use)
    return Reading(
        form=form,
        lemma=parse.normal_form,
        part_of_speech=str(parse.tag.POS or ""),
        grammemes=_grammemes(parse),
        is_name=bool(NAME_TAGS & parse.tag.grammemes),
        schemes=used,
        zipf=seen,
        score=seen + (_ONE_SCHEME if used else 0.0),
    )


def _grammemes(parse: Parse) -> tuple[str, ...]:
    part_of_speech = str(parse.tag.POS)
    tags = str(parse.tag).replace(" ", ",").split(",")
    return tuple(tag for tag in tags if tag != part_of_speech)
