"""What is written into bilingual files is what other readers find; nothing else changes."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.pypo import pofile

from mtcheck.document import Document
from mtcheck.formats import format_named, read_text
from mtcheck.formats.edits import apply_edits
from mtcheck.formats.prose import why_not_prose
from mtcheck.formats.values import MARKUP
from mtcheck.model import MtcheckError
from tests.test_formats_offsets import assert_offsets_hold
from tests.test_formats_writing import place_of

SOURCE = "Министр иностранных дел сказал, что это так и есть на самом деле"
PARTS = [
    "The",
    " ",
    "won't",
    '"',
    "“so”",
    "😀",
    "Ёж",
    "; ",
    ", ",
    "said",
    "\\",
    "\t",
    "%s",
    "5 < 6",
    "|",
]
MARKED = [*PARTS, "<b>", "</b>", "&amp;", "<br/>", "&#8212;", "<x id='1'/>"]
WORDS = ["A & B", 'the "new" words', "; x, y", "so\\it", "new", "a|b", '"']
contents = st.lists(st.sampled_from(MARKED), max_size=10).map(
    lambda p: f"Read this long text {''.join(p)} it"
)


def edit_of(document: Document, new: str, data: st.DataObject) -> tuple[str, str]:
    """The file after an edit at a random place of its first segment, and what is to be read."""
    assert_offsets_hold(document)
    assume(document.segments)
    segment = document.segments[0]
    start = data.draw(st.integers(0, len(segment.text) - 1))
    new = f"Read this long text {new}" if start < 20 else new
    end = data.draw(st.integers(start + 1, len(segment.text)))
    assume(not any(s.start < end and start < s.end for s in segment.verbatim))
    kind = format_named(document.format)
    edits = kind.text_edits(document, [(segment.to_document(start, end), new)])
    written = apply_edits(document.text, edits)
    assert kind.write(document, [(segment.to_document(start, end), new)]) == written.encode()
    wanted = f"{segment.text[:start]}{new}{segment.text[end:]}"
    assume(why_not_prose(wanted) is None)
    return written, wanted


def bare(text: str) -> str:
    """Without white space: where a tag stands between two spaces, one reads one or two."""
    return "".join(text.split())


def assert_reads(written: str, name: str, wanted: str) -> None:
    (segment,) = read_text(written, "a", name).segments
    assert bare(segment.text) == bare(wanted)
    assert segment.source == SOURCE


@settings(max_examples=300, deadline=None)
@given(contents, st.sampled_from(WORDS), st.sampled_from(",;\t|"), st.booleans(), st.data())
def test_csv(content: str, new: str, delimiter: str, always: bool, data: st.DataObject) -> None:
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL
    rows = [["id", "ru", "en"], ["1", SOURCE, content], ["2", "Нет", "No, it is not so"]]
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(rows)
    document = read_text(stream.getvalue(), "a", "csv")
    assume(len(document.segments) == 2)
    written, wanted = edit_of(document, new, data)
    again = list(csv.reader(io.StringIO(written), delimiter=delimiter, strict=True))
    assert [row[:2] for row in again] == [row[:2] for row in rows]
    assert again[2] == rows[2]
    if document.segments[0].notation != MARKUP:
        assert bare(again[1][2]) == bare(wanted)
    assert bare(read_text(written, "a", "csv").segments[0].text) == bare(wanted)


@settings(max_examples=200, deadline=None)
@given(contents, st.sampled_from(WORDS), st.data())
def test_tsv_without_quotation_marks(content: str, new: str, data: st.DataObject) -> None:
    assume("\t" not in content)
    text = f"ru\ten\n{SOURCE}\t{content}\n"
    document = read_text(text, "a", "tsv")
    try:
        written, wanted = edit_of(document, new, data)
    except MtcheckError:
        assert '"' in new
        return
    assert_reads(written, "tsv", wanted)


@settings(max_examples=300, deadline=None)
@given(contents, st.sampled_from(WORDS), st.booleans(), st.data())
def test_json_lines(content: str, new: str, ascii_only: bool, data: st.DataObject) -> None:
    record = {"n": 1.50, "t": {"en": content, "ru": SOURCE}, "x": [content]}
    text = json.dumps(record, ensure_ascii=ascii_only) + "\n"
    document = read_text(text, "a", "jsonl")
    written, wanted = edit_of(document, new, data)
    again = json.loads(written)
    assert written.isascii() is ascii_only
    assert {**again, "t": None} == {**record, "t": None}
    if document.segments[0].notation != MARKUP:
        assert bare(again["t"]["en"]) == bare(wanted)
    assert_reads(written, "jsonl", wanted)


@settings(max_examples=200, deadline=None)
@given(contents, st.sampled_from(WORDS), st.integers(5, 40), st.data())
def test_po(content: str, new: str, width: int, data: st.DataObject) -> None:
    catalogue = pofile()
    catalogue.wrapper.width = width
    unit = catalogue.addsourceunit(SOURCE)
    unit.target = content
    document = read_text(bytes(catalogue).decode(), "a", "po")
    written, wanted = edit_of(document, new, data)
    again = pofile.parsestring(written.encode()).units[-1]
    assert again.source == SOURCE
    if document.segments[0].notation != MARKUP:
        assert bare(str(again.target)) == bare(wanted)
    assert_reads(written, "po", wanted)


XML_PARTS = [
    "The",
    " ",
    "&amp;",
    "&lt;",
    "😀",
    "<hi>b</hi>",
    "<ph x='1'>code</ph>",
    "]",
    "said",
    "\n",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(XML_PARTS)), st.sampled_from([*WORDS, "<b>", "]]>"]), st.data())
def test_tmx(parts: list[str], new: str, data: st.DataObject) -> None:
    text = (
        "<tmx version='1.4'><header/><body><tu><tuv xml:lang='en'><seg>Read this long text "
        f"{''.join(parts)}</seg></tuv>"
        f"<tuv xml:lang='ru'><seg>{SOURCE}</seg></tuv></tu></body></tmx>"
    )
    written, wanted = edit_of(read_text(text, "a", "tmx"), new, data)
    segment = etree.fromstring(written).find(".//seg")
    assert segment is not None
    for code in segment.iter("ph"):
        code.text = ""
    assert "".join("".join(segment.itertext()).split()) == "".join(wanted.split())
    assert_reads(written, "tmx", wanted)


def test_a_cell_gets_quotation_marks_where_it_needs_them() -> None:
    text = 'ru;en\nДа;It is 5" long\n'
    document = read_text(text, "a", "csv")
    written = format_named("csv").write(document, [(place_of(document, "It"), "He; it")])
    assert written.decode() == 'ru;en\nДа;"He; it is 5"" long"\n'


def test_a_table_without_quotation_marks_has_no_place_for_a_tab() -> None:
    document = read_text("ru\ten\nДа\tYes it is\n", "a.tsv", "tsv")
    with pytest.raises(MtcheckError, match=r"a\.tsv: a cell of this table has no place for a tab"):
        format_named("tsv").write(document, [(place_of(document, "it"), "a\tb")])


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("po", '# c\nmsgid "Да"\nmsgstr "Yes it is"\n', '# c\n# mtcheck: ignore a/b\nmsgid "Да"\n'),
        (
            "tmx",
            "<tmx><tu><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='en'><seg>Yes it is"
            "</seg></tuv></tu></tmx>",
            "<!-- mtcheck: ignore a/b --><tuv xml:lang='en'>",
        ),
    ],
)
def test_a_rule_can_be_ignored_where_it_spoke(name: str, text: str, written: str) -> None:
    document = read_text(text, "a", name)
    edit = format_named(name).ignoring(document, place_of(document, "Yes"), "a/b")
    assert edit is not None
    changed = apply_edits(text, [edit])
    assert written in changed
    (suppression,) = read_text(changed, "a", name).suppressions
    assert suppression.rule == "a/b"
    assert suppression.span is not None
    assert suppression.span.overlaps(place_of(read_text(changed, "a", name), "Yes"))
