"""The bilingual lexicon and the links it makes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mtcheck.language import lexicon
from mtcheck.language.lexicon import is_ordinary, kin, names, translations
from mtcheck.language.segment_pairs import segment_pairs
from mtcheck.language.word_links import links_of
from mtcheck.model import MtcheckError
from tests.factories import translated


@pytest.mark.parametrize(
    ("lemma", "english"),
    [("пожар", "fire"), ("лётчик", "pilot"), ("сообщить", "report"), ("облачность", "cloudiness")],
)
def test_sure_translations(lemma: str, english: str) -> None:
    assert english in translations(lemma).sure


def test_words_of_one_family_share_what_they_may_mean() -> None:
    assert "expect" in translations("ожидаться").possible | translations("ожидаться").sure


def test_an_unknown_word_has_none() -> None:
    assert not translations("абырвалг")
    assert not kin("abyrvalg").near


def test_kin_of_english_words() -> None:
    assert "attorney" in kin("lawyer").near
    assert "cold" in kin("hot").opposite
    assert kin("fire").sources > 1


def test_names_are_no_ordinary_words() -> None:
    assert is_ordinary("court")
    assert not is_ordinary("minsk")
    assert {"north", "korea"} <= names()["кндр"]


@pytest.mark.parametrize(
    ("english", "russian", "wanted"),
    [
        (
            "Police detained the driver.",
            "Водителя задержала полиция.",
            {("Водителя", "driver"), ("задержала", "detained"), ("полиция", "Police")},
        ),
        (
            "Putin flew to New York.",
            "Путин улетел в Нью-Йорк.",
            {("Путин", "Putin"), ("Нью", "New")},
        ),
    ],
)
def test_words_are_linked_wherever_they_stand(
    english: str, russian: str, wanted: set[tuple[str, str]]
) -> None:
    (pair,) = segment_pairs(translated((english, russian)))
    links = links_of(pair)
    found = {(links.source[n].text, links.target[k.target].text) for n, k in links.best.items()}
    assert wanted <= found


def test_a_damaged_lexicon_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "ru-en.tsv.gz").write_bytes(gzip.compress(b"lemma")[:-4])
    monkeypatch.setattr(lexicon, "rules_dir", lambda: tmp_path)
    lexicon._table.cache_clear()
    lexicon.translations.cache_clear()
    try:
        with pytest.raises(MtcheckError, match=r"ru-en\.tsv\.gz.*install mtcheck again"):
            translations("пожар")
    finally:
        lexicon._table.cache_clear()
        lexicon.translations.cache_clear()
