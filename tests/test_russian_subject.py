"""What a text is about."""

from __future__ import annotations

import pytest

from mtcheck.language.russian_subject import russian_subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Moscow’s mayor met Sergei Sobolenko of TASS.", {"moscow", "tass", "Sobolenko"}),
        ("He paid 300 rubles in Nur-Sultan.", {"rubles", "nur-sultan"}),
        ("The mayor of Leeds met Peter Parker.", set()),
        ("Petrov and Smirnova stayed in Leeds.", set()),
        ("A blogger was fined, Zakon.kz writes; see www.bbc.co.uk.", {"zakon.kz"}),
        ("He left at 9.su and came home.So did she.", set()),
        ("", set()),
    ],
)
def test_lands_papers_money_and_full_names_tell(text: str, subjects: set[str]) -> None:
    assert russian_subjects(text) == subjects
