"""What the lexicon is made of: entries of a dictionary, families of words, good and lost words."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training.coverage import fit
from training.dictionaries import mueller
from training.russian_families import families, stem
from training.word_alignment import detokenised

ENTRY = """acknowledge
   [x] _v.
   1) сознавать; признавать (что-л.), допускать
   2) подтверждать; to acknowledge the receipt подтверждать получение
acme
   [x] _n. высшая точка
"""


def test_entries_of_mueller(tmp_path: Path) -> None:
    path = tmp_path / "mueller.dict.dz"
    path.write_bytes(gzip.compress(ENTRY.encode()))
    found = set(mueller(path))
    whole = {lemma for lemma, english, sure in found if sure and english == "acknowledge"}
    assert whole == {"сознавать", "признавать", "допускать", "подтверждать"}
    assert {("точка", "acme", False), ("высокий", "acme", False)} <= found
    assert not any(lemma == "получение" for lemma, _, _ in found)


@pytest.mark.parametrize(
    "words",
    [
        ("сообщать", "сообщить", "сообщение"),
        ("ожидать", "ожидаться", "ожидание"),
        ("пожар", "пожарный"),
    ],
)
def test_words_of_one_family(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1
    assert families(words)[stem(words[0])] == set(words)


def test_short_words_are_of_no_family() -> None:
    assert families(["дом", "год"]) == {}


def test_a_tokenised_line_reads_as_printed() -> None:
    assert detokenised("I don 't know , he said ( twice ) .") == "I don't know, he said (twice)."


def test_the_model_learns_which_feature_tells() -> None:
    rows = [({"tells": 1.0, "noise": float(n % 2)}, True) for n in range(40)]
    rows += [({"noise": float(n % 2)}, False) for n in range(40)]
    weights = fit(rows)
    assert weights["tells"] > 2
    assert abs(weights["noise"]) < 0.5
