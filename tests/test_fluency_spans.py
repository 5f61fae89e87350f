"""How broken words become the stretches a reader would mark."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mtcheck.language.fluency import Verdict
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_spans import LONGEST, broken_spans
from mtcheck.language.fluency_words import units


def verdict(text: str, broken: dict[int, tuple[Kind, float]]) -> Verdict:
    """Of a text whose units of these numbers are broken, as likely as given."""
    found = units(text)
    kinds = np.zeros((len(found), len(Kind)), np.float32)
    kinds[:, Kind.SOUND] = 1.0
    for number, (kind, likely) in broken.items():
        kinds[number, Kind.SOUND] = 1.0 - likely
        kinds[number, kind] = likely
    return Verdict(found, kinds)


LEAST = dict.fromkeys(Kind, 0.6)


def marked(text: str, broken: dict[int, tuple[Kind, float]]) -> list[str]:
    spans = broken_spans(verdict(text, broken), firm=0.9, least=LEAST)
    return [text[span.start : span.end] for span in spans]


def test_a_sound_text_has_none() -> None:
    assert marked("The town was quiet.", {1: (Kind.FORM, 0.59)}) == []


def test_neighbours_are_one_stretch_with_what_is_half_as_likely() -> None:
    text = "In Omsk was found a bomb yesterday."
    broken = {2: (Kind.ORDER, 0.95), 3: (Kind.ORDER, 0.7), 4: (Kind.ORDER, 0.35)}
    assert marked(text, broken) == ["was found a"]


def test_one_sound_word_may_stand_between() -> None:
    text = "They has many the troubles."
    assert marked(text, {1: (Kind.FORM, 0.95), 3: (Kind.EXTRA, 0.8)}) == ["has many the"]


def test_two_sound_words_part_two_stretches() -> None:
    text = "They has very many the troubles."
    assert marked(text, {1: (Kind.FORM, 0.95), 4: (Kind.EXTRA, 0.8)}) == ["has", "the"]


def test_where_a_word_is_missing_both_sides_of_the_gap_are_marked() -> None:
    assert marked("The city leaving only those.", {2: (Kind.MISSING, 0.9)}) == ["city leaving"]


def test_signs_at_the_edges_are_not_marked_and_alone_lean_on_the_word_before() -> None:
    text = "He, said the mayor, of."
    assert marked(text, {1: (Kind.EXTRA, 0.9), 2: (Kind.ORDER, 0.9)}) == ["said"]
    assert marked(text, {7: (Kind.MISSING, 0.9)}) == ["of"]


def test_a_sign_that_opens_the_text_is_no_finding() -> None:
    assert marked("- yes, he went.", {0: (Kind.EXTRA, 0.9)}) == []


def test_a_long_stretch_is_cut() -> None:
    text = " ".join(["word"] * 30)
    broken = dict.fromkeys(range(30), (Kind.ORDER, 0.95))
    found = list(broken_spans(verdict(text, broken), firm=0.9, least=LEAST))
    assert max(len(text[span.start : span.end].split()) for span in found) == LONGEST
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(("likely", "firm"), [(0.95, True), (0.7, False)])
def test_only_what_is_nearly_sure_is_firm(likely: float, firm: bool) -> None:
    (span,) = broken_spans(verdict("He go.", {1: (Kind.FORM, likely)}), firm=0.9, least=LEAST)
    assert (span.firm, span.kind) == (firm, Kind.FORM)
    assert span.probability == pytest.approx(likely)


def test_the_kind_is_what_most_of_the_stretch_speaks_for() -> None:
    broken = {1: (Kind.FORM, 0.9), 2: (Kind.ORDER, 0.8), 3: (Kind.ORDER, 0.8)}
    (span,) = broken_spans(verdict("A b c d e.", broken), firm=0.9, least=LEAST)
    assert span.kind is Kind.ORDER


def test_a_kind_may_need_less_than_another() -> None:
    broken = {1: (Kind.ORDER, 0.4), 4: (Kind.FORM, 0.4)}
    least = {Kind.ORDER: 0.5, Kind.FORM: 0.3}
    found = broken_spans(verdict("A b c d e.", broken), firm=0.9, least=least)
    assert [span.kind for span in found] == [Kind.FORM]


def test_what_is_likely_in_its_company_is_firm_whatever_it_is_by_itself() -> None:
    found = verdict("He go home again today.", {1: (Kind.FORM, 0.3), 4: (Kind.FORM, 0.7)})
    likely = np.array([0.0, 0.8, 0.0, 0.0, 0.1, 0.0], np.float32)
    spans = list(broken_spans(found, likely, firm=0.5, least=LEAST))
    assert [(span.start, span.firm) for span in spans] == [(3, True), (17, False)]
