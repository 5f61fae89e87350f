"""Singular count nouns without an article."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.articles import Articles
from mtcheck.formats import read_text
from mtcheck.language.bare_nouns import count_nouns, usages
from mtcheck.language.english import Analyser


def found(text: str, format: str = "text") -> list[str]:  # noqa: A002
    """What is marked in a text."""
    document = next(Analyser().analyse([read_text(text, path="t", format=format)]))
    return [document.text[f.span.start : f.span.end] for f in Articles(Config()).detect(document)]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("The decision was published on website of the plant.", ["website"]),
        ("The widow filed lawsuit against the clinic in May.", ["lawsuit"]),
        ("Policeman was born in Omsk in a large family.", ["Policeman"]),
        ("Young actress gave birth to a son.", ["Young actress"]),
        ("Famous 82-year-old actor broke up with his wife.", ["Famous 82-year-old actor"]),
        ("A fire broke out in old warehouse on Friday.", ["old warehouse"]),
    ],
)
def test_marks_the_phrase_that_lacks_its_article(sentence: str, marked: list[str]) -> None:
    assert found(sentence) == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "The widow filed a lawsuit against the clinic.",
        "Each policeman wore his helmet, and no driver stopped.",
        "She was taken to hospital by bus.",
        "He walked from house to house with husband and wife.",
        "He became director of the plant and was elected mayor.",
        "Actor Tom Hanks said that minister Ivan Petrov had left.",
        "The project is under way, and the post of director is vacant.",
        "Police officer Petrov works as translator at night.",
        "The 59-year-old driver's car was found near his house.",
    ],
)
def test_leaves_english_uses_without_article_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_headlines_drop_articles() -> None:
    assert found("# Policeman finds lost lawsuit\n\nThe policeman was glad.\n", "markdown") == []


def test_offsets_count_code_points_of_the_document() -> None:
    text = "🙂 Москва. The widow filed lawsuit against the clinic.\n"
    document = next(Analyser().analyse([read_text(text, path="t", format="text")]))
    (finding,) = Articles(Config()).detect(document)
    assert text[finding.span.start : finding.span.end] == "lawsuit"
    assert finding.tentative


def test_the_list_adds_nouns_to_the_counted_ones_and_takes_some_out() -> None:
    assert "policeman" in count_nouns()
    assert "policeman" not in usages() or usages()["policeman"].uses < 8
    assert "debate" not in count_nouns()
    assert usages()["debate"].bare * 10 <= usages()["debate"].uses
    assert usages()["place"].company >= {"dobj/take", "pobj/in"}
