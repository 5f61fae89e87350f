"""How the training of the word-order model labels what was broken."""

from __future__ import annotations

import random

import pytest

from mtcheck.language.english import load_pipeline
from mtcheck.language.junctions import JunctionClass
from training import operations
from training.corpus import Example, aligned, joined, pieces_of, rendered
from training.garble import Sentence, drop, move
from training.inversions import inverted

TEXT = "The police found the old car in the river."


def sentence() -> Sentence:
    return Sentence(load_pipeline()(TEXT)[:], {})


def labels(example: Example) -> list[tuple[str, JunctionClass]]:
    return [(example.text[at:].split()[0], kind) for at, kind in sorted(example.junctions.items())]


def test_an_untouched_sentence_has_no_broken_junction() -> None:
    subject = sentence()
    example = rendered(subject, pieces_of(subject.span))
    assert example.text == TEXT
    assert example.junctions == {}


def test_a_moved_subject_is_labelled_where_it_was_and_where_it_is() -> None:
    subject = sentence()
    pieces = pieces_of(subject.span)
    assert move(pieces, 0, 2, target=2, after=True)
    subject.touched.update(dict.fromkeys(range(3), JunctionClass.CLAUSE))
    example = rendered(subject, pieces)
    assert example.text == "Found the police the old car in the river."
    assert labels(example) == [
        ("Found", JunctionClass.CLAUSE),
        ("the", JunctionClass.CLAUSE),
        ("the", JunctionClass.CLAUSE),
    ]


def test_a_dropped_article_is_not_a_dropped_word() -> None:
    subject = sentence()
    pieces = pieces_of(subject.span)
    assert drop(pieces, 3)
    assert labels(rendered(subject, pieces)) == [("old", JunctionClass.ARTICLE)]


def test_reordered_text_is_aligned_with_its_original() -> None:
    broken = "In river the police found the old car."
    found = aligned(broken, "The police found the old car in the river.")
    assert [(broken[at:].split()[0], kind) for at, kind in found.items()] == [
        ("river", JunctionClass.ARTICLE),
        ("the", JunctionClass.CLAUSE),
        (".", JunctionClass.CLAUSE),
    ]
    assert aligned(TEXT, TEXT) == {}


def test_joined_examples_keep_their_offsets() -> None:
    first = Example("One two.", {4: JunctionClass.PHRASE}, [(4, 7)])
    both = joined([first, Example("Three four.", {6: JunctionClass.CLAUSE}, [(0, 5)])])
    assert both.junctions == {4: JunctionClass.PHRASE, 15: JunctionClass.CLAUSE}
    assert both.spans == [(4, 7), (9, 14)]
    assert both.text[15:19] == "four"


@pytest.mark.parametrize("seed", range(5))
def test_the_impersonal_loses_its_auxiliary(seed: int) -> None:
    passive = Sentence(load_pipeline()("A bomb was found in the market on Monday.")[:], {})
    pieces = pieces_of(passive.span)
    assert operations.impersonal(passive, pieces, random.Random(seed))
    text = rendered(passive, pieces).text
    assert " was " not in text
    assert text.index("ound") < text.index("bomb")


def test_inversions_are_good_english() -> None:
    span = load_pipeline()("The court has heard many witnesses.")[:]
    made = {inverted(span, random.Random(seed)) for seed in range(40)}
    assert "Rarely has the court heard many witnesses." in made
    assert "Has the court heard many witnesses?" in made
    assert "So has the court." in made
    assert inverted(load_pipeline()("On Monday the court rose.")[:], random.Random(0)) is None
