"""The Russian word behind a finding: its origin, its description, its translation."""

from __future__ import annotations

from mtcheck.language.glosses import gloss, inflect_gloss
from mtcheck.language.grammeme_names import form_name, part_of_speech_name
from mtcheck.language.russian import Reading
from mtcheck.model import Origin


def origin_of(reading: Reading, others: tuple[Reading, ...] = ()) -> Origin:
    """The origin of a word read so; ``others`` are further forms it may be."""
    return Origin(
        form=reading.form,
        lemma=reading.lemma,
        part_of_speech=part_of_speech_name(reading.part_of_speech),
        grammemes=reading.grammemes,
        gloss="; ".join(gloss(reading.lemma, reading.part_of_speech)),
        readings=tuple(other.form for other in others),
    )


def describe(reading: Reading) -> str:
    """``отруливает (verb, 3rd person singular present of отруливать)``."""
    name = part_of_speech_name(reading.part_of_speech)
    if reading.form == reading.lemma:
        return f"{reading.form} ({name})"
    form = form_name(reading.part_of_speech, reading.grammemes)
    return f"{reading.form} ({', '.join(filter(None, (name, form)))} of {reading.lemma})"


def translations(reading: Reading, written: str) -> tuple[str, ...]:
    """The English for a form, best first, with the capitals of the word as ``written``."""
    grammemes = frozenset({reading.part_of_speech, *reading.grammemes})
    senses = gloss(reading.lemma, reading.part_of_speech)
    forms = dict.fromkeys(inflect_gloss(sense, grammemes) for sense in senses)
    return tuple(_in_case_of(written, form) for form in forms)


def _in_case_of(written: str, form: str) -> str:
    if len(written) > 1 and written.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if written[:1].isupper() else form
