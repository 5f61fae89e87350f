"""English glosses of Russian lemmas, and the gloss in the form of a Russian word form.

Parts of speech and grammemes are those of OpenCorpora as pymorphy3 gives them. The glosses
are in ``glosses/ru-en.tsv`` of the rules folder: lemma, part of speech, aspect of a verb
(empty for verbs of both aspects) and the senses, best first, separated by ``"; "``.
"""

from __future__ import annotations

from functools import cache

from mtcheck.language.english_forms import (
    comparative,
    data_path,
    demonstrative_plural,
    plural,
    read_table,
    superlative,
    verb_form,
)

COLUMNS = ("lemma", "pos", "aspect", "gloss")

_POS_OF_LEMMA = {
    "VERB": ("INFN",),
    "PRTF": ("INFN", "ADJF"),
    "PRTS": ("INFN", "ADJF"),
    "GRND": ("INFN",),
    "ADJS": ("ADJF",),
    "COMP": ("ADJF", "ADVB"),
}
_OBJECT_FORM = {
    "I": "me",
    "he": "him",
    "she": "her",
    "we": "us",
    "they": "them",
    "who": "whom",
}


def gloss(lemma: str, pos: str) -> tuple[str, ...]:
    """The English senses of a lemma, best first; empty when the dictionary lacks it.

    ``lemma`` is pymorphy3's ``normal_form``, ``pos`` the part of speech of the lemma or of
    the form it was found for (VERB, PRTF, PRTS and GRND are looked up under INFN, ADJS under
    ADJF, COMP under ADJF and ADVB). Raises ``MtcheckError`` when the dictionary is damaged.
    """
    senses = _senses()
    for candidate in (pos, *_POS_OF_LEMMA.get(pos, ())):
        found = senses.get((lemma, candidate))
        if found is not None:
            return found
    return ()


def inflect_gloss(gloss: str, grammemes: frozenset[str]) -> str:
    """One sense in the English form that the grammemes of a Russian form ask for.

    ``grammemes`` is ``OpencorporaTag.grammemes``, part of speech among them. Verbs get tense,
    person and number, participles and gerunds the English participle ("that fled" for an
    active one of the past), infinitives "to"; nouns the plural, adjectives their degree,
    pronouns the object form. Parts of speech without forms come back as they are.

    Raises ``ValueError`` for an empty gloss.

    >>> inflect_gloss("steer away", frozenset({"VERB", "impf", "pres", "3per", "sing"}))
    'steers away'
    """
    if not gloss.strip():
        raise ValueError("an empty gloss has no forms")
    if grammemes & {"VERB", "INFN", "PRTF", "PRTS", "GRND"}:
        return _inflect_verb(gloss, grammemes)
    if "NOUN" in grammemes:
        return plural(gloss) if "plur" in grammemes and "Pltm" not in grammemes else gloss
    if "NPRO" in grammemes:
        return gloss if "nomn" in grammemes else _OBJECT_FORM.get(gloss, gloss)
    if grammemes & {"COMP", "Cmp2"}:
        return comparative(gloss)
    if "Supr" in grammemes:
        return superlative(gloss)
    if "ADJF" in grammemes and "plur" in grammemes:
        return demonstrative_plural(gloss)
    return gloss


@cache
def _senses() -> dict[tuple[str, str], tuple[str, ...]]:
    rows = read_table(data_path("ru-en.tsv"), COLUMNS)
    return {(lemma, pos): tuple(cell.split("; ")) for lemma, pos, _aspect, cell in rows}


def _inflect_verb(gloss: str, grammemes: frozenset[str]) -> str:
    verb, space, rest = gloss.partition(" ")
    rest = space + _reflexive(rest, grammemes)
    if "INFN" in grammemes:
        return f"to {verb}{rest}"
    if "GRND" in grammemes:
        if "past" in grammemes:
            return f"having {verb_form(verb, 'VBN')}{rest}"
        return verb_form(verb, "VBG") + rest
    if grammemes & {"PRTF", "PRTS"}:
        return _participle(verb, rest, grammemes)
    if "impr" in grammemes:
        return f"let's {verb}{rest}" if "incl" in grammemes else verb + rest
    if "futr" in grammemes:
        return f"will {verb}{rest}"
    if "past" in grammemes:
        if verb == "be" and "plur" in grammemes:
            return f"were{rest}"
        return verb_form(verb, "VBD") + rest
    return _present(verb, grammemes) + rest


def _participle(verb: str, rest: str, grammemes: frozenset[str]) -> str:
    if "actv" in grammemes:
        if "past" in grammemes:
            past = "were" if verb == "be" and "plur" in grammemes else verb_form(verb, "VBD")
            return f"that {past}{rest}"
        return verb_form(verb, "VBG") + rest
    participle = verb_form(verb, "VBN") + rest
    return f"being {participle}" if "pres" in grammemes else participle


def _present(verb: str, grammemes: frozenset[str]) -> str:
    if "sing" in grammemes and "1per" in grammemes and verb == "be":
        return "am"
    if "sing" in grammemes and "3per" in grammemes:
        return verb_form(verb, "VBZ")
    return verb_form(verb, "VBP")


def _reflexive(rest: str, grammemes: frozenset[str]) -> str:
    if "oneself" not in rest.split():
        return rest
    return rest.replace("oneself", _reflexive_pronoun(grammemes))


def _reflexive_pronoun(grammemes: frozenset[str]) -> str:
    """Oneself where the Russian form does not tell person or gender."""
    is_plural = "plur" in grammemes
    if "1per" in grammemes:
        return "ourselves" if is_plural else "myself"
    if grammemes & {"2per", "impr"}:
        return "yourselves" if is_plural else "yourself"
    if is_plural:
        return "themselves"
    by_gender = {"masc": "himself", "femn": "herself", "neut": "itself"}
    return next((word for gender, word in by_gender.items() if gender in grammemes), "oneself")
