"""Text nobody has edited."""

from __future__ import annotations

import pytest

from mtcheck.language.unedited import is_unedited


@pytest.mark.parametrize(
    "texts",
    [
        ["i dont know where the shop is"],
        ["Does anyone know?", "well i went there and it was closed", "thx"],
        ["The best pizza in town!!!", "u must go there."],
    ],
)
def test_chat_is(texts: list[str]) -> None:
    assert is_unedited(texts)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["About this said the Minister, which i supported."],
        ["The police installed that the man left.", "Who is to blame?!"],
        [
            "I. Petrov and U. Karimov signed it.",
            "U.S. troops left.",
            "I.V. Ivanov, I am told, left.",
        ],
        ["Charles I and Nicholas II met.", "He said: “I will not go.”"],
    ],
)
def test_news_is_not_even_badly_translated(texts: list[str]) -> None:
    assert not is_unedited(texts)
