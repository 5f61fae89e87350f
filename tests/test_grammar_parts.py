from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.detectors.background import Background
from mtcheck.detectors.grammar_passages import PARAGRAPH_BREAK, passages
from mtcheck.detectors.grammar_rules import languagetool_id, load_rule_table, rule_id
from mtcheck.detectors.grammar_speller import is_worth_saying
from mtcheck.document import OffsetMap, Segment
from mtcheck.languagetool import VERSION
from mtcheck.model import MtcheckError, Span
from mtcheck.resources import rules_dir


@pytest.mark.parametrize("word", ["Zakharova", "MiG-31", "sergei", "chelyabinsk", "Interfaksa"])
def test_names_are_no_misspellings(word: str) -> None:
    assert not is_worth_saying(word)


@pytest.mark.parametrize("word", ["goverment", "occured", "teh", "wich"])
def test_misspellings_are(word: str) -> None:
    assert is_worth_saying(word)


def test_rule_ids_go_there_and_back() -> None:
    chosen = load_rule_table().chosen
    assert all(languagetool_id(rule_id(rule), chosen) == rule for rule in chosen)
    assert languagetool_id("grammar/some-other-rule", chosen) == "SOME_OTHER_RULE"
    assert languagetool_id("calques/quoted-by") is None
    assert languagetool_id("grammar") is None


@pytest.mark.parametrize(
    "text", ["firm = 3", "firm = []\ntentative = []\nseverities = 1", "nothing", "[x]\n=="]
)
def test_broken_table_is_one_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MtcheckError, match=r"table\.toml"):
        load_rule_table(path)


def test_table_is_consistent() -> None:
    table = load_rule_table()
    settings = tomllib.loads((rules_dir() / "grammar" / "languagetool.toml").read_text("utf-8"))
    assert not table.firm & table.tentative
    assert not table.chosen & settings["off"].keys()
    assert not any(re.search(p, rule) for p in settings["off_patterns"] for rule in table.chosen)
    assert table.severities.keys() <= table.chosen
    assert settings["languagetool"] == VERSION


@given(st.lists(st.text(alphabet="ab. \nИ😀", max_size=40), max_size=12), st.integers(8, 60))
def test_passages_hold_every_segment_and_lead_back(texts: list[str], limit: int) -> None:
    segments = [Segment(text, OffsetMap.straight(0, len(text))) for text in texts]
    packed = list(passages(segments, limit))
    assert all(len(passage.text) <= limit for passage in packed)
    pieces = [(passage, piece) for passage in packed for piece in passage.pieces]
    for segment in segments:
        own = [p for _, p in pieces if p.segment is segment]
        assert "".join(segment.text[p.start : p.end] for p in own) == segment.text
    for passage, piece in pieces:
        end = piece.at + piece.end - piece.start
        assert passage.text[piece.at : end] == piece.segment.text[piece.start : piece.end]
        assert passage.locate(piece.at, end) == (piece.segment, Span(piece.start, piece.end))
        assert passage.locate(piece.at, end + len(PARAGRAPH_BREAK)) is None


def test_background_hands_on_what_the_work_raises() -> None:
    def fail() -> None:
        raise ValueError("broken")

    threads = Background(2, "test")
    assert [threads.submit(lambda n=n: n * n).result(5) for n in range(5)] == [0, 1, 4, 9, 16]
    with pytest.raises(ValueError, match="broken"):
        threads.submit(fail).result(5)
