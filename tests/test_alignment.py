"""Texts beside the file of their Russian: which sentence belongs to which."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.alignment import aligned
from mtcheck.alignment.anchors import Evidence
from mtcheck.alignment.beads import Rows, best_beads
from mtcheck.document import Document, Segment
from mtcheck.formats import read_document, read_source, read_text, source_text, with_source
from mtcheck.language.english import Analyser, parse
from mtcheck.language.english_sentences import sentence_spans

RUSSIAN = """Пожар на складе в Рязани потушили

РЯЗАНЬ, 3 марта. Пожар на складе площадью 1200 кв. м потушили утром. Никто не пострадал.

Губернатор Павел Малков приехал на место в 9:40. Он поблагодарил спасателей и пообещал помощь.

По данным МЧС, в тушении участвовали 84 человека и 27 единиц техники.

Причину установит экспертиза. Ущерб оценивают в 15 млн рублей."""
ENGLISH = """Fire at a warehouse in Ryazan is put out

RYAZAN, March 3. The fire at a warehouse of 1,200 sq m was put out in the morning. Nobody was hurt.

Governor Pavel Malkov came to the scene at 9:40. He thanked the rescuers and promised help.

According to the Emergencies Ministry, 84 people and 27 vehicles took part.

Experts will establish the cause. The damage is estimated at 15 million roubles."""


def beside(english: str, russian: str, **settings: str) -> Document:
    document = with_source(read_text(english, **settings), source_text(russian))
    return aligned(next(Analyser().analyse([document])))


def pairs(document: Document) -> list[tuple[str, str]]:
    return [pair for segment in document.segments for pair in joined(segment)]


def joined(segment: Segment) -> list[tuple[str, str]]:
    source = segment.source or ""
    return [
        (segment.text[j.target.start : j.target.end], source[j.source.start : j.source.end])
        for j in segment.joints
    ]


def paragraph(text: str, number: int) -> str:
    return text.split("\n\n")[number]


def without(text: str, *numbers: int) -> str:
    return "\n\n".join(p for n, p in enumerate(text.split("\n\n")) if n not in numbers)


def test_sentences_stand_beside_their_sources() -> None:
    document = beside(ENGLISH, RUSSIAN)
    assert [s.source for s in document.segments] == RUSSIAN.split("\n\n")
    found = pairs(document)
    assert ("Nobody was hurt.", "Никто не пострадал.") in found
    assert ("Experts will establish the cause.", "Причину установит экспертиза.") in found
    assert len(found) == 9
    assert all(j.doubt < 0.5 for s in document.segments for j in s.joints)
    assert document.notes == ()


def test_sources_stand_in_the_source_text_where_the_segments_say() -> None:
    document = beside(ENGLISH, RUSSIAN)
    assert document.source == RUSSIAN
    for segment in document.segments:
        source = segment.source or ""
        assert RUSSIAN[segment.source_start :].startswith(source)
        for joint in segment.joints:
            assert joint.source.end <= len(source)
            assert joint.target.end <= len(segment.text)


def test_other_paragraphs_on_the_two_sides() -> None:
    one_target = beside(" ".join(ENGLISH.split("\n\n")[1:]), without(RUSSIAN, 0))
    (segment,) = one_target.segments
    assert segment.source == without(RUSSIAN, 0)
    assert len(joined(segment)) == 8
    one_source = beside(without(ENGLISH, 0), " ".join(RUSSIAN.split("\n\n")[1:]))
    assert [s.source for s in one_source.segments] == RUSSIAN.split("\n\n")[1:]


def test_a_paragraph_that_was_left_out_goes_to_the_one_before() -> None:
    document = beside(without(ENGLISH, 3), RUSSIAN)
    left_out = paragraph(RUSSIAN, 3)
    assert ("", left_out) in joined(document.segments[2])
    assert (document.segments[3].source or "") == paragraph(RUSSIAN, 4)
    assert document.unpaired_source == ()


def test_a_sentence_that_was_left_out_stays_in_its_paragraph() -> None:
    document = beside(ENGLISH.replace(" Nobody was hurt.", ""), RUSSIAN)
    assert ("", "Никто не пострадал.") in joined(document.segments[1])
    assert document.segments[1].source == paragraph(RUSSIAN, 1)


def test_a_paragraph_of_the_editor_has_no_source() -> None:
    extra = "Subscribe to our newsletter to read more stories like this one every single morning."
    parts = ENGLISH.split("\n\n")
    document = beside("\n\n".join([*parts[:3], extra, *parts[3:]]), RUSSIAN)
    assert [s.source is None for s in document.segments] == [False] * 3 + [True] + [False] * 2
    assert document.notes == ("line 7: no counterpart in the source",)


def test_a_target_that_is_only_the_beginning_leaves_the_rest_of_the_source() -> None:
    more = (
        RUSSIAN
        + "\n\n"
        + "\n\n".join(
            f"Абзац номер {n}, который рассказывает о погоде, урожае и ценах на хлеб."
            for n in range(5)
        )
    )
    document = beside(ENGLISH, more)
    assert document.segments[-1].source == paragraph(RUSSIAN, 4)
    (gap,) = document.unpaired_source
    assert more[gap.start : gap.end].startswith("Абзац номер 0")
    assert document.notes == ("<source>: lines 11-19: no counterpart in the translation",)


def test_two_sentences_made_one_and_one_made_two() -> None:
    english = ENGLISH.replace(" He thanked", " and he thanked").replace("9:40. and", "9:40 and")
    english = english.replace("84 people and 27 vehicles", "84 people took part. Also 27 vehicles")
    found = pairs(beside(english, RUSSIAN))
    sources = dict(found)
    assert paragraph(RUSSIAN, 2) in sources.values()
    assert paragraph(RUSSIAN, 3) in sources.values()


def test_sentences_about_something_else_are_not_paired() -> None:
    bank = (
        "Центробанк объявил в пятницу о повышении ставки до 16%, сообщила глава регулятора "
        "Эльвира Набиуллина на пресс-конференции."
    )
    tigers = "They hunt by night, alone, across very large territories of forest."
    document = beside(f"{ENGLISH} {tigers}", f"{RUSSIAN} {bank}")
    found = pairs(document)
    assert len(found) == 11
    assert ("", bank) in found
    assert (tigers, "") in found


def test_the_source_of_another_text_is_not_taken() -> None:
    other = (
        "Курс доллара вырос до 92 рублей\n\n"
        "Центробанк объявил в пятницу о повышении ставки до 16%, сообщила "
        "глава регулятора Эльвира Набиуллина.\n\nРынок ждал этого решения. Аналитики "
        "считают, что инфляция замедлится.\n\nБиржа закрылась ростом."
    )
    document = beside(ENGLISH, other)
    assert all(segment.source is None for segment in document.segments)
    (note,) = document.notes
    assert note.startswith("<source>: only 0% of this text could be paired with it; is it its ")


def test_sentences_of_a_segment_with_its_own_source_are_joined() -> None:
    english, russian = paragraph(ENGLISH, 4), paragraph(RUSSIAN, 4)
    document = read_text(english)
    segment = replace(document.segments[0], source=russian)
    document = replace(document, segments=(segment,), source=russian)
    document = aligned(next(Analyser().analyse([document])))
    assert [s for _, s in pairs(document)] == russian.replace(". У", ".\nУ").split("\n")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He was in St. Petersburg. She was not.", 2),
        ("Mr. Smith met the U.S. envoy. “Really?” he asked. “Yes.” She left.", 4),
        ("The sum was 3.5 million. J. R. Smith paid it.", 2),
        ("No end", 1),
        ("", 0),
        ("“Who is it?” Anna Petrova asked. “Me!” She left.", 3),
        ("“Who is it?” Anna Petrova was silent.", 2),
    ],
)
def test_english_sentences_end_at_marks(text: str, count: int) -> None:
    (doc,) = parse([text])
    spans = list(sentence_spans(doc))
    assert len(spans) == count
    assert "".join(text[s.start : s.end] for s in spans).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_beads_hold_every_sentence_once_and_in_order(data: st.DataObject) -> None:
    n, m = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 6))
    seed = np.random.default_rng(data.draw(st.integers(0, 10_000)))
    anchors = Evidence(
        seed.random((n, m)) * 6, seed.integers(0, 3, (n, m)).astype(float), -seed.random(n),
        -seed.random(m),
    )  # fmt: skip
    lengths = seed.integers(1, 200, n).astype(float), seed.integers(1, 200, m).astype(float)
    borders = seed.random(n + 1) < 0.5, seed.random(m + 1) < 0.5
    beads = best_beads(Rows(*lengths, *borders, anchors))
    assert [i for b in beads for i in range(*b.target)] == list(range(n))
    assert [j for b in beads for j in range(*b.source)] == list(range(m))
    assert all(0 <= b.doubt <= 1 for b in beads)


def test_equal_halves_are_a_matter_of_doubt() -> None:
    """One sentence of the target that two of the source explain equally well."""
    anchors = Evidence(np.full((1, 2), 4.0), np.ones((1, 2)), np.zeros(1), np.zeros(2))
    lengths = np.array([50.0]), np.array([47.0, 47.0])
    inside = np.array([False, False]), np.array([False, False, False])
    beads = best_beads(Rows(*lengths, *inside, anchors))
    assert max(b.doubt for b in beads) > 0.3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("form", ["{}.txt", "{}.md", "{}.html"])
def test_sources_of_any_format_and_encoding(tmp_path: Path, encoding: str, form: str) -> None:
    path = tmp_path / form.format("a.ru")
    text = RUSSIAN
    if path.suffix == ".html":
        text = "".join(f"<p>{p}</p>\n" for p in RUSSIAN.split("\n\n"))
    path.write_bytes(text.encode(encoding))
    source = read_source(path)
    assert source.text == RUSSIAN
    start = source.text.index("Малков")
    span = source.offsets.span(start, start + 6)
    assert source.written[span.start : span.end] == "Малков"


def test_a_hard_wrapped_source_is_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.ru.txt"
    path.write_text("\n\n".join(textwrap.fill(p * 3, 60) for p in RUSSIAN.split("\n\n")), "utf-8")
    text = read_source(path).text
    assert text == "\n\n".join(p * 3 for p in RUSSIAN.split("\n\n"))


def test_markdown_beside_html(tmp_path: Path) -> None:
    english = tmp_path / "a.en.md"
    english.write_text(ENGLISH.replace("Fire at", "# Fire at"), "utf-8")
    russian = tmp_path / "a.ru.html"
    russian.write_text("".join(f"<p>{p}</p>" for p in RUSSIAN.split("\n\n")), "utf-8")
    document = with_source(read_document(english), read_source(russian))
    document = aligned(next(Analyser().analyse([document])))
    assert [s.source for s in document.segments] == RUSSIAN.split("\n\n")
