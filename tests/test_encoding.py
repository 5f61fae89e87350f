"""Text that was read in the wrong encoding."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.encoding import Encoding
from mtcheck.formats import read_text


def mended(text: str) -> list[tuple[str, str]]:
    found = Encoding(Config()).detect(read_text(text))
    return [(text[f.span.start : f.span.end], f.suggestions[0]) for f in found]


@pytest.mark.parametrize("word", ["“Nord", "Путин", "Zürich", "don’t", "café—bar"])
def test_utf_8_read_as_a_western_table_is_found(word: str) -> None:
    broken = word.encode().decode("cp1252", errors="replace")
    if "\ufffd" in broken:
        broken = word.encode().decode("latin-1")
    assert mended(f"The head of {broken} said no.") == [(broken, word)]


@pytest.mark.parametrize(
    "text",
    [
        "The café in Zürich isn’t closed; “Olé!” he said — twice.",
        "Россия сегодня is the name of an agency in Москва.",
        "It cost 5 € and was 20 °C; see § 5 and №7.",
        "Ångström, Señor Núñez and Đoković met in Łódź.",
    ],
)
def test_accents_and_cyrillic_are_left_alone(text: str) -> None:
    assert mended(text) == []
