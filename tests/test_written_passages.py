"""The passages that the fluency model learns from."""

from __future__ import annotations

import pytest

from mtcheck.language.fluency_kinds import Kind
from training.fluency.marks import in_parts
from training.fluency.sources import passage, passages

FOLDER = "training/fluency/written"


def test_a_passage_is_its_text_and_the_places_of_its_marks() -> None:
    found = passage("The {article:minister} {form:say} so.")
    assert found.text == "The minister say so."
    assert [(found.text[s:e], kind) for s, e, kind in found.marks] == [
        ("minister", Kind.ARTICLE),
        ("say", Kind.FORM),
    ]


def test_a_kind_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="no kind 'typo'"):
        passage("The {typo:mnister} said so.")


def test_marks_go_with_the_stretch_they_stand_in() -> None:
    long = "The mayor of the town said on Monday that the bridge over the river would open by May."
    long = f"{long[:-1]}, although builders ask for more time."
    broken = "{word:Behind} the wheel was {article:drunk} driver."
    found = in_parts(passage(f"{long} {broken} {long}"))
    assert [part.text for part in found] == [f"{long} Behind the wheel was drunk driver.", long]
    assert [found[0].text[start:end] for start, end, _ in found[0].marks] == ["Behind", "drunk"]
    assert found[1].marks == []


@pytest.mark.parametrize("folder", [FOLDER, f"{FOLDER}/held-out"])
def test_every_passage_can_be_read_and_is_damaged_in_places_or_sound(
    folder: str, pytestconfig: pytest.Config
) -> None:
    read = list(passages(*(pytestconfig.rootpath / folder).glob("*.txt")))
    assert any(p.marks for p in read)
    assert any(not p.marks for p in read)
    for p in read:
        assert not set("{}") & set(p.text), p.text
        assert all(p.text[s:e].strip() == p.text[s:e] != "" for s, e, _ in p.marks), p.text
