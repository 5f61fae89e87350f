"""How likely words are broken beside others that are."""

from __future__ import annotations

import numpy as np
import pytest

from mtcheck.language.fluency import Verdict
from mtcheck.language.fluency_company import in_company
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_words import Unit


def part(*broken: float) -> Verdict:
    """A verdict on units that are broken as likely as given."""
    kinds = np.zeros((len(broken), len(Kind)), np.float32)
    kinds[:, Kind.FORM] = broken
    kinds[:, Kind.SOUND] = 1.0 - np.array(broken)
    return Verdict([Unit(n, n + 1, "x") for n in range(len(broken))], kinds)


SOUND = [0.005] * 60


def likely(text: list[Verdict]) -> float:
    """How likely the first unit of the text is broken."""
    return float(in_company(text)[0][0])


def test_the_same_doubt_means_more_where_more_is_broken() -> None:
    alone = likely([part(0.5, *SOUND), part(*SOUND)])
    poor = likely([part(0.5, *SOUND), part(*SOUND), part(0.95, 0.9, 0.8, 0.9, 0.95, *SOUND)])
    worst = likely([part(0.5, *[0.9] * 40, *SOUND)])
    assert 0.0 < alone < poor < 0.5 < worst < 1.0


def test_in_a_long_sound_text_even_a_likely_fault_is_doubted() -> None:
    text = [part(0.7, *SOUND), *[part(*SOUND)] * 50]
    assert likely(text) < 0.2


def test_the_order_of_doubts_stays_and_each_part_has_its_own() -> None:
    figures = in_company([part(0.1, 0.6), part(0.3), part()])
    assert [len(f) for f in figures] == [2, 1, 0]
    assert figures[0][0] < figures[1][0] < figures[0][1]


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_certainty_gives_figures_still(certain: float) -> None:
    (figures,) = in_company([part(*[certain] * 5)])
    assert np.all((figures >= 0.0) & (figures <= 1.0))


def test_of_nothing_there_is_nothing() -> None:
    assert in_company([]) == []
    assert [f.tolist() for f in in_company([part()])] == [[]]
