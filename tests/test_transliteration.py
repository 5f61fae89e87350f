"""Back-transliteration, English words and the evidence for a word left untranslated."""

from __future__ import annotations

from functools import cache

import iuliia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.language.borrowings import borrowed_words, is_borrowed
from mtcheck.language.english_words import is_english_word, resembles_english
from mtcheck.language.grammeme_names import form_name, part_of_speech_name
from mtcheck.language.russian import (
    analyse,
    analyser,
    back_transliterate,
    frequency,
    is_known,
    is_russian_name,
    name_tags,
    romanised,
    transliterations,
)
from mtcheck.language.scheme_letters import alphabet, fold, strip_diacritics
from mtcheck.language.untranslated import untranslated_readings
from mtcheck.language.word_frequency import zipf, zipf_frequencies

NOT_FOR_ENGLISH = {"uz", "mvd_310_fr"}
SCHEMES = sorted(set(iuliia.schemas.names()) - NOT_FOR_ENGLISH)
EVERY = 40


@cache
def dictionary_forms() -> list[str]:
    """Dictionary forms of all frequencies: each fortieth of the Russian word list."""
    words = list(zipf_frequencies("ru"))[::EVERY]
    return [word for word in words if is_known(word) and word in analyser().dictionary.words]


def forms_of(word: str) -> list[str]:
    return [reading.form for reading in back_transliterate(word, limit=1000)]


forms = st.deferred(lambda: st.sampled_from(dictionary_forms()))


@settings(max_examples=300, deadline=None)
@given(form=forms, scheme=st.sampled_from(SCHEMES))
def test_any_form_in_any_scheme_comes_back(form: str, scheme: str) -> None:
    latin = iuliia.schemas.get(scheme).translate(form)
    assert form in forms_of(latin)
    assert form in forms_of(strip_diacritics(fold(latin)).replace("'", ""))


@settings(max_examples=100, deadline=None)
@given(form=forms)
def test_transliterations_are_latin_and_come_back(form: str) -> None:
    latins = transliterations(form)
    assert len(latins) >= 1
    assert all(form in forms_of(latin) for latin in latins)


@settings(max_examples=200, deadline=None)
@given(word=st.text(max_size=50))
def test_any_text_is_looked_up_without_fuss(word: str) -> None:
    readings = back_transliterate(word)
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)
    assert all(is_known(reading.form) for reading in readings)
    assert isinstance(untranslated_readings(word), tuple)


def test_reading_is_analysed() -> None:
    best = back_transliterate("otrulivaet")[0]
    assert (best.form, best.lemma, best.part_of_speech) == ("отруливает", "отруливать", "VERB")
    assert {"3per", "sing", "pres"} <= set(best.grammemes)
    assert "VERB" not in best.grammemes
    assert "icao_doc_9303" in best.schemes
    assert not best.is_name


@pytest.mark.parametrize(
    ("latin", "form"),
    [
        ("otrulivayet", "отруливает"),
        ("obshcheniye", "общение"),
        ("obschenie", "общение"),
        ("obšenie", "общение"),
        ("obščenie", "общение"),
        ("obŝenie", "общение"),
        ('pod"ezd', "подъезд"),
        ("podezd", "подъезд"),
        ("xoroshij", "хороший"),
        ("horoshiy", "хороший"),
        ("tsena", "цена"),
        ("czena", "цена"),
        ("cena", "цена"),
        ("soglasit'sya", "согласиться"),
        ("soglasitsya", "согласится"),
        ("samolet", "самолёт"),
        ("t͡sena", "цена"),
    ],
)
def test_spellings_of_many_schemes(latin: str, form: str) -> None:
    assert form in forms_of(latin)


def test_one_scheme_beats_a_mix_and_frequent_beats_rare() -> None:
    readings = back_transliterate("bylo")
    assert readings[0].form == "было"
    assert readings[0].schemes
    mixed = next(reading for reading in readings if not reading.schemes)
    assert mixed.score < readings[0].score


def test_limit_and_hopeless_words() -> None:
    assert len(back_transliterate("bylo", limit=1)) == 1
    assert back_transliterate("") == ()
    assert back_transliterate("12345") == ()
    assert back_transliterate("a" * 500) == ()


def test_nominative_is_preferred_where_forms_coincide() -> None:
    assert "nomn" in analyse("чинуши").grammemes
    assert analyse("ханжи").part_of_speech == "NOUN"


def test_names() -> None:
    assert "Surn" in name_tags("Lavrova")
    assert is_russian_name("Moskve")
    assert not is_russian_name("otrulivaet")
    assert romanised("Жуковский") == "Zhukovsky"


def test_frequency_takes_yo_for_ye() -> None:
    assert frequency("самолёт") >= frequency("самолет") > 3
    assert frequency("ъъъъ") == 0


def test_word_list_gives_the_same_by_search_and_by_table() -> None:
    table = zipf_frequencies("fr", "small")
    words = [*list(table)[:1000:3], "qqqqqq"]
    assert [zipf(word, "fr", "small") for word in words] == [table.get(w, 0.0) for w in words]


@pytest.mark.parametrize(
    "word",
    ["government", "Government’s", "don't", "counter-offensive", "overfishing", "ofthe", "coup"],
)
def test_english_words(word: str) -> None:
    assert is_english_word(word)


def test_not_english() -> None:
    assert not is_english_word("otrulivaet")
    assert resembles_english("govermnent")
    assert not resembles_english("otrulivaet")


@pytest.mark.parametrize(
    ("latin", "form"),
    [
        ("otrulivaet", "отруливает"),
        ("budet", "будет"),
        ("segodnya", "сегодня"),
        ("chinushi", "чинуши"),
        ("peregovornyy", "переговорный"),
        ("po-khoroshemu", "по-хорошему"),
        ("russko-yaponskiy", "русско-японский"),
        ("himataki", "химатаки"),
        ("gosbanka", "госбанка"),
    ],
)
def test_untranslated(latin: str, form: str) -> None:
    assert untranslated_readings(latin)[0].form == form


@pytest.mark.parametrize(
    "word",
    [
        *("goverment", "recieved", "laissez", "d'etat", "pianista", "weltschmerz", "mañana"),
        *("lymphoma", "polyethylene", "radioastronomy", "gonna", "iphone", "moskvy", "lavrova"),
        *("tak", "eto", "ha-ha", "non-stop", "spin-off", "ofthe", "minister"),
    ],
)
def test_explained_otherwise(word: str) -> None:
    assert untranslated_readings(word) == ()


def test_borrowed_words() -> None:
    assert is_borrowed("dacha")
    assert is_borrowed("dachas")
    assert is_borrowed("siloviki")
    assert not is_borrowed("otrulivaet")
    assert not is_borrowed("ulitsa")
    assert is_borrowed("ulitsa", beside_name=True)


def test_borrowed_list_is_clean() -> None:
    words = list(borrowed_words())
    assert len(words) > 300
    assert all(word == word.lower() and word.replace("-", "").isalpha() for word in words)


def test_grammar_in_words() -> None:
    assert part_of_speech_name("PRTF") == "participle"
    assert part_of_speech_name("XXXX") == "XXXX"
    assert form_name("NOUN", ("anim", "masc", "plur", "ablt")) == "plural instrumental"
    assert form_name("ADVB", ()) == ""


def test_schemes_are_those_of_iuliia() -> None:
    names = alphabet().names
    assert set(SCHEMES) <= set(names)
    assert not NOT_FOR_ENGLISH & set(names)
    assert "gost_779 (plain)" in names
    assert "gost_779 (plain)" not in alphabet().scheme_names(alphabet().in_use)
