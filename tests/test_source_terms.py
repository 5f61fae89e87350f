"""Glossaries and words that stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck import Config
from mtcheck.detectors.source_terms import SourceTerms
from mtcheck.language.term_base import Term, read_terms
from mtcheck.model import MtcheckError
from mtcheck.term_settings import TermSettings
from tests.factories import translated

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1">
  <langSec xml:lang="ru"><termSec><term>следственный комитет</term></termSec></langSec>
  <langSec xml:lang="en-GB">
    <termSec><term>Investigative Committee</term></termSec>
    <termSec><term>Inquiry Committee</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  </langSec>
</conceptEntry></body></text></tbx>
"""
CSV = """source,target,forbidden
следственный комитет,Investigative Committee,Inquiry Committee
скорая помощь,ambulance|ambulance service,
,,utilize
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text(CSV, "utf-8")
    return path


def found(english: str, russian: str, **settings: object) -> list[tuple[str, str]]:
    detector = SourceTerms(Config(terms=TermSettings(**settings)))  # type: ignore[arg-type]
    document = translated((english, russian))
    return [
        (f.rule.partition("/")[2], document.text[f.span.start : f.span.end])
        for f in detector.detect(document)
    ]


@pytest.mark.parametrize(
    ("english", "russian", "wanted"),
    [
        (
            "The Investigative Committee opened a case.",
            "Следственный комитет возбудил дело.",
            [],
        ),
        (
            "Investigators of the Investigative Committee came.",
            "Приехали следователи Следственного комитета.",
            [],
        ),
        (
            "The Inquiry Committee opened a case.",
            "Следственный комитет возбудил дело.",
            [("forbidden", "Inquiry Committee")],
        ),
        ("Two ambulances came at once.", "Сразу приехали две машины скорой помощи.", []),
        ("He was taken away in an ambulance service car.", "Его увезла скорая помощь.", []),
        ("The town has a hospital.", "В городе есть больница.", []),
        (
            "They utilize coal.",
            "Они используют уголь.",
            [("forbidden", "utilize")],
        ),
        ("The Inquiry Committee of the House met.", "Комиссия палаты собралась.", []),
    ],
)
def test_terms_of_a_glossary_in_every_form(
    glossary: Path, english: str, russian: str, wanted: list[tuple[str, str]]
) -> None:
    assert found(english, russian, files=(glossary,)) == wanted


def test_another_word_than_the_glossary_has_is_found_where_it_stands(glossary: Path) -> None:
    rules = found(
        "The rescue car came at once.", "Скорая помощь приехала сразу.", files=(glossary,)
    )
    assert [rule for rule, _ in rules] == ["missing"]


def test_words_that_are_kept() -> None:
    kept = {"do_not_translate": ("Sputnik", "VTimes")}
    assert found("VTimes writes of it.", "Об этом пишет VTimes.", **kept) == []
    assert [r for r, _ in found("The Times writes of it.", "Об этом пишет VTimes.", **kept)] == [
        "not-kept"
    ]
    assert found("The satellite flies.", "Спутник летит.", **kept) == []


def test_tbx_with_terms_not_to_use(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(TBX, "utf-8")
    assert read_terms(path) == (
        Term(("следственный комитет",), ("Investigative Committee",), ("Inquiry Committee",)),
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.tbx", b"<tbx><text>", "not well-formed"),
        (
            "bomb.tbx",
            b'<!DOCTYPE tbx [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
            "declares entities",
        ),
        (
            "outside.tbx",
            b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>',
            "declares",
        ),
        ("empty.tbx", b"<tbx/>", "no term"),
        ("columns.csv", "русский,english\nда,yes\n".encode(), "columns have to be"),
        ("bytes.csv", b"source,target\n\xff\xfe,yes\n", "not UTF-8"),
        ("gone.csv", None, "cannot be read"),
    ],
)
def test_a_glossary_that_cannot_be_used(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MtcheckError, match=said) as error:
        read_terms(path)
    assert name in str(error.value)
    assert "\n" not in str(error.value)
