"""What the fluency model reads of a text, and what it says when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.language.fluency_model import load_model
from mtcheck.language.fluency_words import Case, WordPiece, case, normalised, units
from mtcheck.model import DetectorUnavailable
from mtcheck.resources import rules_dir

PIECES = [
    "[UNK]",
    "don",
    "'",
    "t",
    "play",
    "##ing",
    "##er",
    "lav",
    "##rov",
    "1",
    ",",
    "5",
    "p",
    "##l",
]
WORDS = WordPiece({piece: number for number, piece in enumerate(PIECES)})


def test_a_unit_is_a_word_with_its_apostrophe_a_number_or_a_sign() -> None:
    found = [unit.text for unit in units("“Don’t pay 1,500.50 roubles – 82mm”, he said…")]
    assert found == [
        '"',
        "Don't",
        "pay",
        "1,500.50",
        "roubles",
        "-",
        "82mm",
        '"',
        ",",
        "he",
        "said",
        ".",
    ]


def test_units_stand_where_the_text_has_them_behind_an_emoji_and_cyrillic() -> None:
    text = "🔥 Он said “it’s over”."
    assert [text[unit.start : unit.end] for unit in units(text)] == [
        "🔥",
        "Он",
        "said",
        "“",
        "it’s",
        "over",
        "”",
        ".",
    ]


@given(st.text())
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalised(text)) == len(text)
    assert all(normalised(text)[u.start : u.end] == u.text for u in units(text))


@pytest.mark.parametrize(
    ("unit", "pieces"),
    [
        ("playing", ["play", "##ing"]),
        ("player", ["play", "##er"]),
        ("don't", ["don", "'", "t"]),
        ("1,5", ["1", ",", "5"]),
        ("Lavrov", ["lav", "##rov"]),
        ("PLAYING", ["play", "##ing"]),
        ("pláyer", ["play", "##er"]),
        ("plx", ["[UNK]"]),
        ("план", ["[UNK]"]),
    ],
)
def test_words_fall_into_the_longest_pieces_known(unit: str, pieces: list[str]) -> None:
    assert [PIECES[number] for number in WORDS.pieces(unit)] == pieces


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("said", Case.LOWER),
        ("82mm", Case.LOWER),
        ("1,500", Case.LOWER),
        ('"', Case.LOWER),
        ("Duma", Case.CAPITAL),
        ("Russia's", Case.CAPITAL),
        ("I", Case.CAPITAL),
        ("Ó", Case.CAPITAL),
        ("NATO", Case.UPPER),
        ("NATO's", Case.UPPER),
        ("iPhone", Case.MIXED),
        ("McCain", Case.MIXED),
        ("o'Neill", Case.MIXED),
    ],
)
def test_capitals_are_told_apart_from_the_pieces(unit: str, expected: Case) -> None:
    assert case(unit) is expected


def test_the_model_is_told_what_capitals_a_word_has() -> None:
    small, tall = load_model().probabilities(["duma"]), load_model().probabilities(["Duma"])
    assert not np.allclose(small, tall)


def test_without_its_file_the_model_says_what_is_missing_and_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(DetectorUnavailable) as lack:
        load_model(tmp_path / "fluency.onnx")
    assert "fluency.onnx is missing" in lack.value.reason
    assert "reinstall" in lack.value.remedy


def test_a_damaged_file_is_told_from_a_missing_one(tmp_path: Path) -> None:
    damaged = tmp_path / "fluency.onnx"
    damaged.write_bytes(b"version https://git-lfs.example/spec/v1\n")
    with pytest.raises(DetectorUnavailable, match="cannot be read"):
        load_model(damaged)


def test_a_model_without_the_file_of_its_pieces_says_so(tmp_path: Path) -> None:
    alone = tmp_path / "fluency.onnx"
    shutil.copy(rules_dir() / "models" / "fluency.onnx", alone)
    with pytest.raises(DetectorUnavailable, match=r"fluency-pieces\.bin"):
        load_model(alone)
