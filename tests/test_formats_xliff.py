"""XLIFF: targets with their sources, places in the file, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.formats import decode_document, format_named, read_document, read_text
from mtcheck.formats.xliff2 import faults_in
from mtcheck.model import MtcheckError
from tests.test_formats_offsets import assert_offsets_hold

FILES = Path(__file__).parent / "xliff"
NAMES = ("everything-core", "testTranslateWithTarget", "withMatches", "toJoin3_in")
SUITE = sorted(p for p in (FILES / "suite" / "core").rglob("*.xlf") if p.stem in NAMES)
HEAD = '<xliff version="1.2"><file target-language="en"><body><trans-unit id="1">'
TAIL = "</trans-unit></body></file></xliff>"


def pairs(document: Document) -> list[tuple[str, str | None]]:
    return [(segment.text, segment.source) for segment in document.segments]


def left_alone(document: Document) -> list[str]:
    return [s.text[v.start : v.end] for s in document.segments for v in s.verbatim]


def test_sources_stand_in_the_source_text_where_the_segments_say() -> None:
    document = read_document(FILES / "article-1.2.xlf")
    assert document.source is not None
    for segment in document.segments:
        assert segment.source is not None
        end = segment.source_start + len(segment.source)
        assert document.source[segment.source_start : end] == segment.source


def test_xliff_1_2() -> None:
    document = read_document(FILES / "article-1.2.xlf")
    assert pairs(document) == [
        ("Bridge opened", "Мост открыт"),
        (
            "The foreign Minister said that it's over & done. He left.",
            "Министр иностранных дел заявил, что всё кончено. Он уехал.",
        ),
        ("Yes, he said <again> & left.", "Да, сказал он."),
        ("The first sentence.", "Первое предложение."),
        ("The otrulivaet sentence.", "Второе предложение."),
    ]
    assert [s.text[v.start : v.end] for s in document.segments for v in s.verbatim] == [
        "otrulivaet"
    ]
    assert document.notes == (
        "1 segment not to be translated, passed over",
        "1 segment not yet translated (state “needs-translation”), passed over",
        "1 segment without a target, passed over",
        "1 segment in another language (fr), passed over",
    )
    assert_offsets_hold(document)


def test_xliff_2_1() -> None:
    document = read_document(FILES / "article-2.1.xlf")
    assert pairs(document) == [
        ("The foreign Minister said it.", "Министр иностранных дел сказал это."),
        ("He otrulivaet left today.", "Он уехал."),
        ("Here is a headline", "Заголовок здесь"),
    ]
    assert [s.text[v.start : v.end] for s in document.segments for v in s.verbatim] == [
        "otrulivaet"
    ]
    assert_offsets_hold(document)


def suppressed(document: Document) -> list[tuple[str, str, str]]:
    return [
        (s.rule, document.text[s.span.start : s.span.end].split("id=")[1][:4], s.reason)
        for s in document.suppressions
        if s.span
    ]


def test_notes_and_comments_are_instructions() -> None:
    document = read_document(FILES / "article-1.2.xlf")
    assert suppressed(document) == [("institutions", '"2">', "the desk writes it so")]
    assert suppressed(read_document(FILES / "article-2.1.xlf")) == [
        ("syntax", '"u3"', "a headline")
    ]


def test_a_suppressed_finding_of_a_unit() -> None:
    checker = Checker(Config(detectors=frozenset({"patterns", "transliteration"})))
    report = checker.check_file(FILES / "article-1.2.xlf")
    assert "Minister" in " ".join(f.text for f in report.suppressed)
    assert "otrulivaet" not in [f.text for f in report.findings]


@pytest.mark.parametrize("path", SUITE, ids=lambda p: p.stem)
def test_files_of_the_standard_s_suite_lead_back(path: Path) -> None:
    raw = path.read_bytes()
    for language in (b"en", b"fr"):
        changed = raw.replace(b'trgLang="fr"', b'trgLang="' + language + b'"')
        document = decode_document(changed, str(path))
        assert format_named("xliff").write(document, []) == changed
        assert_offsets_hold(document)
        assert bool(document.segments) is (language == b"en")
    assert "en" in str(document.notes) or "another language" in str(document.notes)


@pytest.mark.parametrize("path", [*SUITE, FILES / "article-2.1.xlf"], ids=lambda p: p.stem)
def test_an_edited_file_is_valid_still(path: Path) -> None:
    raw = path.read_bytes().replace(b'trgLang="fr"', b'trgLang="en"')
    assert faults_in(raw.decode()) == []
    document = decode_document(raw, str(path))
    edits = [(s.to_document(0, len(s.text)), f"<{s.text}> & more") for s in document.segments]
    written = format_named("xliff").write(document, edits)
    assert faults_in(written.decode()) == []
    again = decode_document(written, str(path))
    assert pairs(again) == [(f"<{text}> & more", source) for text, source in pairs(document)]
    codes = [
        [e.tag for e in etree.fromstring(data).iter("{*}pc", "{*}ph", "{*}sc", "{*}ec", "{*}mrk")]
        for data in (raw, written)
    ]
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("content", "old", "new", "written"),
    [
        ("The <g id='1'>foreign</g> Minister", "foreign Minister", "foreign minister", "minister"),
        ("A<x id='1'/> b", "A b", "The b", "The<x id='1'/> b"),
        ("x &#8212; &amp; y", "— & y", "– <y>", "x &#8211; &lt;y&gt;"),
        (
            "<![CDATA[a & b]]>",
            "a & b",
            "a ]]> & <b>",
            "<![CDATA[]]>a ]]&gt; &amp; &lt;b&gt;<![CDATA[]]>",
        ),
    ],
)
def test_words_are_written_as_xml_wants_it(content: str, old: str, new: str, written: str) -> None:
    text = f"{HEAD}<source>s</source><target>{content}</target>{TAIL}"
    document = decode_document(text.encode("cp1251"), "a.xlf", "cp1251")
    (segment,) = document.segments
    at = segment.text.index(old)
    edit = (segment.to_document(at, at + len(old)), new)
    changed = format_named("xliff").write(document, [edit]).decode("cp1251")
    expected = content.replace("Minister", "minister") if written == "minister" else written
    assert changed == text.replace(content, expected.replace("&#8211;", "–"))
    assert read_text(changed, format="xliff").segments[0].text == segment.text.replace(old, new)


def test_characters_xml_has_no_place_for_are_refused() -> None:
    document = read_text(f"{HEAD}<target>So</target>{TAIL}", "a.xlf", "xliff")
    with pytest.raises(MtcheckError, match=r"a\.xlf: XML has no place for the character '\\x1b'"):
        format_named("xliff").write(document, [(document.segments[0].to_document(0, 2), "\x1b")])


BOMB = "<!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{BOMB}{HEAD}<target>&b;</target>{TAIL}", r"line 1: declares entities"),
        ("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "line 1: declares entities or a document type"),
        (
            '<xliff version="1.2">\n<include xmlns="http://www.w3.org/2001/XInclude" href="a"/>',
            r"line 2: includes another file \(XInclude\)",
        ),
        (f"{HEAD}<target>{'<g>' * 300}", "line 1: elements stand more than 200 deep"),
        ("<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff>&a;</xliff>", "entities"),
        (f'<!DOCTYPE x SYSTEM "x.dtd">{HEAD}<target>&nbsp;</target>{TAIL}', "entities"),
        (f"{HEAD}<target>&nbsp;</target>{TAIL}", "line 1: not well-formed XML: undefined entity"),
        (f"{HEAD}\n<target>a</source>", "line 2: not well-formed XML: mismatched tag"),
        (f"{HEAD}\n<!-- mtcheck: ignore a -- why -->{TAIL}", "line 2: an XML comment may not hold"),
        ("<html><body/></html>", "not XLIFF 1.2 or 2.x but a file of “html”"),
        ('<xliff version="3.0"/>', "not XLIFF 1.2 or 2.x but XLIFF 3.0"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(MtcheckError, match=message) as caught:
        read_text(text, "a.xlf", "xliff")
    assert str(caught.value).startswith("a.xlf: ")
    assert "\n" not in str(caught.value)


def test_an_empty_file_has_no_text() -> None:
    assert decode_document(b"", "a.xlf").notes == ("no text",)


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "utf-8-sig"])
def test_the_encoding_of_the_declaration(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}<source>Да</source><target>Yes'
    raw = f"{text}</target>{TAIL}".encode(encoding)
    document = decode_document(raw, "a.xlf")
    assert pairs(document) == [("Yes", "Да")]
    assert format_named("xliff").write(document, []) == raw


PARTS = [
    "The",
    "“won't”",
    "😀",
    "Ёж",
    " ",
    "\n",
    "\r\n",
    "&amp;",
    "&#x1F600;",
    "&lt;",
    "<x id='1'/>",
]
PARTS += [
    "<g id='2'>b</g>",
    "<ph id='3'>code</ph>",
    "<!-- c -->",
    "<![CDATA[a<&>]]>",
    "]",
    "said that",
]
contents = st.lists(st.sampled_from(PARTS)).map("".join)


@settings(max_examples=300)
@given(contents, st.sampled_from(["<b>", "A & B", "]]>", "new words"]), st.data())
def test_what_is_written_is_what_is_read(content: str, new: str, data: st.DataObject) -> None:
    text = f"{HEAD}<source>{content}</source><target>Read: {content}</target>{TAIL}"
    document = read_text(text, "a.xlf", "xliff")
    assert_offsets_hold(document)
    assume(document.segments)
    segment = document.segments[0]
    start = data.draw(st.integers(0, len(segment.text) - 1))
    end = data.draw(st.integers(start + 1, len(segment.text)))
    written = format_named("xliff").write(document, [(segment.to_document(start, end), new)])
    target = etree.fromstring(written).find(".//{*}target")
    assert target is not None
    for code in target.iter("{*}ph"):
        code.text = ""
    etree.strip_tags(target, etree.Comment)
    shown = "".join(target.itertext())
    wanted = f"{segment.text[:start]}{new}{segment.text[end:]}"
    assert "".join(shown.split()) == "".join(wanted.split())
