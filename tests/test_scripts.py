"""Cyrillic words and mixed alphabets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.detectors.scripts import CYRILLIC_WORD, MIXED_ALPHABET, Scripts
from mtcheck.language.look_alikes import TO_LATIN, TO_RUSSIAN, to_latin, to_russian
from mtcheck.model import Category, Finding, Severity
from tests.factories import document


def check(text: str) -> list[Finding]:
    return list(Scripts(Config()).detect(document(text)))


def marked(text: str, rule: str) -> list[str]:
    found = check(text)
    assert {f.rule for f in found} <= {rule}
    return [text[f.span.start : f.span.end] for f in found]


def test_cyrillic_word_is_glossed() -> None:
    [found] = check("The Americans 😀 отруливает aside.")
    assert (found.rule, found.severity) == (CYRILLIC_WORD, Severity.CRITICAL)
    assert found.category is Category.UNTRANSLATED
    assert found.origin is not None
    assert found.origin.lemma == "отруливать"
    assert found.origin.gloss == "steer away"
    assert found.suggestions == ("steers away",)
    assert "3rd person singular present" in found.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said это было and left.", ["это было"]),
        ("He came (и ушёл again, as always, with us) late.", ["и ушёл"]),
        ("The “отруливает” came.", ["отруливает"]),
        ("Фото: agency archive.", ["Фото"]),
        ("In the city of Mосква it rains.", ["Mосква"]),
        ("По словам министра, переговоры закончились в пятницу.", 1),
    ],
)
def test_left_over_cyrillic(text: str, expected: list[str] | int) -> None:
    found = marked(text, CYRILLIC_WORD)
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_unknown_and_ukrainian_words_are_named_as_cyrillic() -> None:
    [found] = check("They met on the Хрещатик street.")
    assert found.suggestions == ("Khreshchatik",)
    [found] = check("They read Історія України again.")
    assert found.suggestions == ()
    [found] = check("They said незалежність again.")
    assert "Cyrillic" in found.message
    assert found.suggestions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Russia Today (Россия сегодня) reported it.",
        "The agency (Russian: Россия сегодня) reported it.",
        "The newspaper “Известия” reported it.",
        "The Russian word правда means truth.",
        "He repeated the word “правда” twice.",
        "They shared #правда and wrote to @правда and https://правда.рф/новости today.",
        "A length of 5 μm, β-carotene and the Σ sign.",
        "Only English here.",
    ],
)
def test_right_use(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "word", "latin"),
    [
        ("The сompany said.", "сompany", "company"),
        ("The Cоngress said.", "Cоngress", "Congress"),
        ("It was а man.", "а", "a"),
        ("Please сору that.", "сору", "copy"),
        ("An С-300 system.", "С", "S"),
        ("An Т-72 tank.", "Т", "T"),
        ("It was 17 °С outside.", "С", "C"),
    ],
)
def test_look_alikes(text: str, word: str, latin: str) -> None:
    [found] = check(text)
    assert text[found.span.start : found.span.end] == word
    assert (found.rule, found.category) == (MIXED_ALPHABET, Category.ENCODING)
    assert found.suggestions == (latin,)
    assert found.safe_fix


def test_mixture_that_no_look_alike_explains() -> None:
    [found] = check("The governжment said.")
    assert (found.rule, found.severity) == (MIXED_ALPHABET, Severity.MAJOR)
    assert found.suggestions == ()
    assert not found.safe_fix


def test_maps_go_both_ways() -> None:
    assert to_latin("сору") == "copy"
    assert to_latin("жук") is None
    assert to_russian("Mocква") == "Москва"
    assert to_russian("dоm") is None
    assert all(TO_LATIN[cyrillic] == latin for latin, cyrillic in TO_RUSSIAN.items())


PLAIN = {latin: other for other, latin in TO_LATIN.items() if "а" <= other <= "я"}


@settings(max_examples=100, deadline=None)
@given(
    word=st.sampled_from(["company", "parliament", "expected", "negotiations", "pressure"]),
    data=st.data(),
)
def test_any_look_alike_letter_is_found_and_mended(word: str, data: st.DataObject) -> None:
    places = [at for at, letter in enumerate(word) if letter in PLAIN]
    swapped = data.draw(st.sets(st.sampled_from(places), min_size=1))
    mixed = "".join(PLAIN[c] if at in swapped else c for at, c in enumerate(word))
    [found] = check(f"They met the {mixed} again.")
    assert found.rule == MIXED_ALPHABET
    assert found.suggestions == (word,)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="абвсохАВС abc(“”)-,.№1é", max_size=40))
def test_any_text_is_taken(text: str) -> None:
    spans = sorted((f.span.start, f.span.end) for f in check(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
