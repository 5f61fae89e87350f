"""Duty and possibility of a Russian sentence that its English does not speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_lists import listed_words, words

if TYPE_CHECKING:
    from mtcheck.language.russian_text import RussianToken

_DUTY = words("должный обязанный вынужденный необходимо надо нужно обязательно")
_CHANCE = words("мочь возможно вероятно вероятный возможный")


def modality_disparities(pair: SegmentPair) -> Iterator[Disparity]:
    """Words of duty or possibility for which no English word of that kind stands."""
    english = {t.lower_.replace("’", "'") for t in pair.tokens} | {
        t.lemma_.lower() for t in pair.tokens
    }
    be_to = any(one.lemma_ == "be" and two.lower_ == "to" for one, two in pairwise(pair.tokens))
    for what, russian, counterparts in (
        ("duty-lost", _DUTY, "modality-english-duty"),
        ("possibility-lost", _CHANCE, "modality-english-possibility"),
    ):
        if be_to or english & listed_words(counterparts):
            continue
        for place, token in enumerate(pair.source_tokens):
            if token.lemma in russian and _is_modal(pair.source_tokens, place):
                yield Disparity(what, None, token.span)
                break


def _is_modal(tokens: Sequence[RussianToken], place: int) -> bool:
    """False for «вынужденная посадка» and for «не надо», which forbids like an imperative."""
    if tokens[place].part_of_speech == "ADJF":
        return False
    return not place or tokens[place - 1].lower != "не"
