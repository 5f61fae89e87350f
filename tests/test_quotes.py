"""Quotation marks and their partners."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.detectors.quotes import Quotes
from mtcheck.formats import read_text


def marks(text: str) -> list[tuple[str, str]]:
    found = Quotes(Config()).detect(read_text(text))
    return [(f.rule.removeprefix("punctuation/"), text[f.span.start : f.span.end]) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He said: “We wrote in the plan: “Roads come first”, and nobody read it.”",
            [("nested-quotation-marks", "“Roads")],
        ),
        (
            "The mayor said that “the bridge is closed until May and left the hall.",
            [("unclosed-quotation", "“the")],
        ),
        (
            "The mayor said that the bridge is closed” and left the hall.",
            [("unopened-quotation", "”")],
        ),
        ("The paper «Vesti wrote about it on Monday.", [("unclosed-quotation", "«Vesti")]),
        (
            "“We shall shut the bridge for the winter, – the mayor explains.",
            [("unclosed-quotation", ", – ")],
        ),
        (
            "“I am not going anywhere, says the old actor from his bed.",
            [("unclosed-quotation", ",")],
        ),
        (
            '“We call them "sailors" here, and they hold the front", said Orlov.',
            [("mixed-quotation-marks", '"')],
        ),
    ],
)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He said: “We wrote in the plan: ‘Roads come first’, and nobody read it.”",
        "“The first paragraph of a long speech is not closed.\n\n“The second one is,” he said.",
        "“It went on.\n\nIt went on still, without a mark.\n\nThen it ended,” he said.",
        'The 6\' 2" man said "no" and didn\'t say why.',
        "“One,” he said. “Two,” she answered.",
        "“We need this law, ”explained the head of the faction.",
    ],
)
def test_good_typography_is_left_alone(text: str) -> None:
    assert marks(text) == []
