"""What the transliteration detector reports, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.detectors.transliteration import RULE, Transliteration
from mtcheck.document import Document, OffsetMap, Segment
from mtcheck.language.english import parse
from mtcheck.model import Category, Finding, Severity, Span


def check(*paragraphs: str, verbatim: tuple[Span, ...] = ()) -> list[Finding]:
    text = "\n".join(paragraphs)
    segments, start = [], 0
    for paragraph in paragraphs:
        offsets = OffsetMap.straight(start, len(paragraph))
        segments.append(Segment(paragraph, offsets, verbatim=verbatim))
        start += len(paragraph) + 1
    document = Document("article.txt", text, tuple(segments)).with_docs(list(parse(paragraphs)))
    found = list(Transliteration(Config()).detect(document))
    assert all(text[f.span.start : f.span.end].strip() for f in found)
    return found


def marked(*paragraphs: str) -> list[str]:
    text = "\n".join(paragraphs)
    return [text[f.span.start : f.span.end] for f in check(*paragraphs)]


def test_the_finding_tells_everything() -> None:
    [found] = check("An emoji 😀 comes first.", "“The Americans otrulivaet aside,” he said.")
    assert found.rule == RULE
    assert (found.category, found.severity) == (Category.UNTRANSLATED, Severity.CRITICAL)
    assert "отруливает (verb, 3rd person singular present of отруливать)" in found.message
    assert found.origin is not None
    assert (found.origin.form, found.origin.lemma) == ("отруливает", "отруливать")
    assert found.origin.part_of_speech == "verb"
    assert "3per" in found.origin.grammemes
    assert found.origin.gloss == "steer away"
    assert found.suggestions == ("steers away",)
    assert not found.safe_fix


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Otrulivaet from the talks again.", "Steers away"),
        ("AMERICANS OTRULIVAET AGAIN", "STEERS AWAY"),
        ("They otrulivali from the talks.", "steered away"),
    ],
)
def test_suggestion_fits_form_and_capitals(text: str, suggestion: str) -> None:
    [found] = check(text)
    assert found.suggestions[0] == suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They asked to leave on-khoroshemu.", ["khoroshemu"]),
        ("They asked to leave po-khoroshemu.", ["po-khoroshemu"]),
        ("He refused to otrulivat' again.", ["otrulivat'"]),
        ("He refused to ‘otrulivat’ again.", ["otrulivat"]),
        ("Otrulivaet from the talks again.", ["Otrulivaet"]),
        ("“Skazal this,” the minister answered.", ["Skazal"]),
        ("AMERICANS OTRULIVAET AGAIN", ["OTRULIVAET"]),
        (
            "Two chinushi took the bribe and one peregovorshchik left.",
            ["chinushi", "peregovorshchik"],
        ),
        ("The talks zakonchilis on Friday—peregovory budut later.", 3),
    ],
)
def test_found(text: str, expected: list[str] | int) -> None:
    found = marked(text)
    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "He left his dacha in Tula oblast, where the siloviki drank kvas.",
        "The shop on ulitsa Lenina was closed.",
        "See https://vk.com/govorit_moskva or write to otrulivaet@mail.ru, file otrulivaet.txt.",
        "See https : / / vk.com / govorunov _ sergey _ news and @ zdorovaya _ spina today.",
        "They wrote #otrulivaet and @otrulivaet under it.",
        "It is a laissez-faire goverment after the coup d'etat, isn 't it?",
        "The govern ment and the parlia- ment are non- and re- elected.",
        "Actor Sergei hukov posted a photo, hukov says.",
        "It was written by hukov. Sergei Hukov posted a photo.",
        "The “vrio” (acting governor) came to the meeting.",
        "Officials, the so-called “chinushi”, came to the meeting.",
        "Mikhail Vzyal and Otrulivaet Ivanov came.",
        "The firm Otrulivaet was founded in 1990. Otrulivaet makes cars.",
        "Shel Silverstein and Dal Lake are names.",
        "The ministers moskvy and lavrova are in lower case.",
        "O país vizinho não aceitou o resultado das eleições presidenciais ocorridas ontem.",
        "",
        "— … !",
    ],
)
def test_left_alone(text: str) -> None:
    assert marked(text) == []


def test_passage_in_another_slavic_language_is_left_alone() -> None:
    czech = (
        "Ministr zahraničí uvedl, že vláda bude jednat přednostně o rozpočtu příštího roku "
        "a že hlasování poslanců proběhne nejdříve ve čtvrtek odpoledne."
    )
    assert marked(czech) == []


def test_verbatim_is_left_alone() -> None:
    text = "Run otrulivaet now."
    assert marked(text) == ["otrulivaet"]
    assert check(text, verbatim=(Span(4, 14),)) == []


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="otrulivaet gvyďžš'’-—.,“”/@", max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for found in check(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
