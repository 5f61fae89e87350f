"""Findings in XLIFF files: notes and ITS marks that come, go and stay valid."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from mtcheck.document import Document
from mtcheck.formats import decode_document, format_named, read_text
from mtcheck.formats.edits import apply_edits, encode_like
from mtcheck.formats.xliff2 import faults_in
from mtcheck.formats.xliff_annotations import annotation_edits
from mtcheck.model import Category, Finding, Severity, Span
from tests.command_line import RULES_ONLY, Ran, assert_one_line

FILES = Path(__file__).parent / "xliff"
VALID = sorted([*(FILES / "suite").glob("*/valid/*.xlf"), *(FILES / "suite").glob("core/in-out/*")])
ITS = "{http://www.w3.org/2005/11/its}"
SECOND = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ru" trgLang="en">'
    '<file id="f"><unit id="u">{before}<segment><source>Да</source><target>{target}</target>'
    "</segment></unit></file></xliff>"
)
FIRST = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" '
    'source-language="ru" target-language="en" datatype="plaintext"><body>\n'
    ' <trans-unit id="1">\n  <source>Да</source>\n  <target>{target}</target>{before}\n'
    " </trans-unit>\n</body></file></xliff>"
)


def finding(span: Span, severity: Severity = Severity.MAJOR, message: str = "Wrong.") -> Finding:
    return Finding("house/rule", Category.GRAMMAR, severity, span, message, "patterns")


def annotated(document: Document, findings: list[Finding]) -> Document:
    text = apply_edits(document.text, annotation_edits(document, findings))
    return read_text(text, document.path, "xliff")


def on(document: Document, words: str) -> Finding:
    (segment,) = [s for s in document.segments if words in s.text]
    at = segment.text.index(words)
    return finding(segment.to_document(at, at + len(words)))


def read(text: str) -> Document:
    return read_text(text, "a.xlf", "xliff")


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_an_annotated_file_of_the_suite_is_as_valid_as_before(path: Path) -> None:
    raw = path.read_bytes()
    for language in (b"fr", b"de", b"pt", b"lb-lu"):
        for quote in (b'"', b"'"):
            raw = raw.replace(quote + language + quote, b'"en"')
    document = decode_document(raw, str(path))
    findings = [finding(s.to_document(0, len(s.text))) for s in document.segments]
    again = annotated(document, findings)
    assert [s.text for s in again.segments] == [s.text for s in document.segments]
    assert [f.text for f in faults_in(again.text)] == [f.text for f in faults_in(document.text)]
    root = etree.fromstring(again.text.encode())
    notes = root.findall(".//{*}note[@category='mtcheck']")
    marks = [*root.iter("{*}mrk", "{*}sm")]
    withheld = 2 if "only one note - no ambiguity" in document.text else 0
    assert len(notes) == len(findings) - withheld
    assert len([m for m in marks if f"{ITS}locQualityIssueType" in m.attrib]) == len(findings)


def test_notes_and_marks_of_xliff_2() -> None:
    document = read(SECOND.format(before="", target='The <pc id="1">foreign</pc> Minister'))
    critical = finding(on(document, "foreign Minister").span, Severity.CRITICAL, "So & “so”.")
    unit = etree.fromstring(annotated(document, [critical]).text).find(".//{*}unit")
    assert unit is not None
    note = unit[0][0]
    assert note.attrib == {
        "id": "mtcheck-1",
        "category": "mtcheck",
        "appliesTo": "target",
        "priority": "1",
    }
    assert note.text == "Critical: So & “so”. [fluency/grammar, house/rule]"
    mark = unit.find(".//{*}mrk")
    assert mark is not None
    assert mark.get(f"{ITS}locQualityIssueType") == "grammar"
    assert mark.get(f"{ITS}locQualityIssueSeverity") == "100"
    assert mark.get(f"{ITS}locQualityIssueComment") == note.text
    assert "".join(mark.itertext()) == "foreign Minister"


def test_words_that_cross_a_code_are_marked_by_two_points() -> None:
    document = read(SECOND.format(before="", target='The <pc id="1">foreign old</pc> Minister'))
    text = annotated(document, [on(document, "old Minister")]).text
    assert '<sm id="mtcheck-1"' in text
    assert '</pc> Minister<em startRef="mtcheck-1"/></target>' in text
    assert faults_in(text) == []


def test_xliff_1_2_has_notes_behind_the_target() -> None:
    document = read(FIRST.format(before="", target="The <g id='1'>foreign</g> Minister"))
    text = annotated(document, [on(document, "foreign Minister")]).text
    assert '</target>\n  <note from="mtcheck" annotates="target" priority="2">Major: Wrong.' in text
    assert '<mrk mid="mtcheck-1" mtype="x-its" its:locQualityIssueType="grammar"' in text
    assert "<g id='1'>foreign</g> Minister</mrk></target>" in text


def test_notes_of_others_stay_and_share_no_name() -> None:
    before = '<notes><note id="mine" category="mtcheck">old</note><note id="n">keep</note></notes>'
    document = read(SECOND.format(before=before, target="So <mrk id='mtcheck-x'>it</mrk> is"))
    text = annotated(document, [on(document, "is")]).text
    assert "old" not in text
    assert "mtcheck-x" not in text
    assert '<note id="n">keep</note><note id="mtcheck-1" category="mtcheck"' in text


@pytest.mark.parametrize("prefix", ["its", "q"])
def test_namespaces_that_are_there_are_used(prefix: str) -> None:
    bound = f'<xliff xmlns:{prefix}="http://www.w3.org/2005/11/its"'
    document = read(SECOND.replace("<xliff", bound, 1).format(before="", target="So it is"))
    text = annotated(document, [on(document, "it")]).text
    assert f' {prefix}:version="2.0">' in text
    assert f"{prefix}:locQualityIssueType" in text
    assert text.count("http://www.w3.org/2005/11/its") == 1


def test_elements_have_the_prefix_of_the_file() -> None:
    text = SECOND.format(before="", target="<pc id='1'>So it</pc> is")
    text = re.sub(r"<(/?)(?=\w)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    document = read(text)
    changed = annotated(document, [on(document, "So"), on(document, "it is")]).text
    assert faults_in(changed) == []
    root = etree.fromstring(changed)
    assert root.find(".//{*}note").tag == "{urn:oasis:names:tc:xliff:document:2.0}note"
    assert {e.tag.rpartition("}")[2] for e in root.iter("{*}mrk", "{*}sm", "{*}em")} == {
        "mrk",
        "sm",
        "em",
    }
    assert apply_edits(changed, annotation_edits(read(changed), [])).count("mtcheck") == 0
    edit = format_named("xliff").ignoring(document, document.segments[0].to_document(0, 2), "a/b")
    assert edit is not None
    assert "<!-- mtcheck: ignore a/b --><x:target>" in apply_edits(text, [edit])


def test_a_prefix_that_means_something_else_is_left_to_it() -> None:
    taken = SECOND.replace("<xliff", '<xliff xmlns:its="urn:other"', 1)
    document = read(taken.format(before="", target="So it is"))
    root = etree.fromstring(annotated(document, [on(document, "it")]).text)
    mark = root.find(".//{*}mrk")
    assert mark is not None
    assert f"{ITS}locQualityIssueType" in mark.attrib


def test_what_the_encoding_has_not_is_written_as_references() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + FIRST.format(before="", target="It is")
    document = decode_document(text.encode("cp1251"), "a.xlf")
    found = finding(on(document, "is").span, message="Write “café”.")
    data = encode_like(document, apply_edits(document.text, annotation_edits(document, [found])))
    assert "Write “caf&#233;”.".encode("cp1251") in data
    note = etree.fromstring(data).find(".//{*}note")
    assert note is not None
    assert "café" in str(note.text)


PARTS = [
    "The",
    " ",
    "“won't”",
    "😀",
    "&amp;",
    "<ph id='{}'/>",
    "<pc id='{}'>b c</pc>",
    "said",
    "\n",
]
CDATA = "<![CDATA[a <b> & c]]>"
NOTES = [
    "",
    "<notes>\n <note>keep</note>\n</notes>\n",
    "<notes><note id='k'>keep</note></notes>",
    "\n   ",
]


@st.composite
def targets(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from([*PARTS, CDATA]), min_size=1, max_size=8))
    return "So " + "".join(p.format(n) if "{}" in p else p for n, p in enumerate(parts))


@settings(max_examples=400, deadline=None)
@given(targets(), st.sampled_from(NOTES), st.booleans(), st.data())
def test_annotations_come_go_and_change_nothing_else(
    target: str, before: str, second: bool, data: st.DataObject
) -> None:
    for old, new in () if second else (("<pc", "<g"), ("/pc>", "/g>"), ("<ph", "<x")):
        target = target.replace(old, new)
    notes = before if second else before.replace("<notes>", "").replace("</notes>", "")
    document = read((SECOND if second else FIRST).format(before=notes, target=target))
    assume(document.segments)
    (segment,) = document.segments
    pairs = st.tuples(*[st.integers(0, len(segment.text))] * 2)
    spans = data.draw(st.lists(pairs, max_size=4))
    findings = [finding(segment.to_document(min(p), max(p))) for p in spans]
    once = annotated(document, findings)
    assert [s.text for s in once.segments] == [segment.text]
    assert once.text.count("[fluency/grammar, house/rule]</note>") == len(findings)
    if second:
        assert faults_in(once.text) == []
    (moved,) = once.segments
    same = [finding(moved.to_document(min(p), max(p))) for p in spans]
    assert annotated(once, same).text == once.text
    cleared = annotated(once, []).text
    assert cleared.replace(f' xmlns:its="{ITS[1:-1]}" its:version="2.0"', "", 1) == document.text


def test_the_command_writes_the_file_and_a_second_run_changes_nothing(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    path = tmp_path / "job.xlf"
    text = SECOND.format(before="", target="The Americans otrulivaet aside, the minister said.")
    path.write_text(text, "utf-8")
    options = ["check", str(path), "--annotate", *RULES_ONLY, "--fail-on", "none"]
    assert "annotated 1 findings in 1 files" in run(*options).err
    data = path.read_bytes()
    assert b'<note id="mtcheck-1" category="mtcheck"' in data
    assert run(*options).code == 0
    assert path.read_bytes() == data


def test_what_cannot_be_annotated_is_refused(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It is so.", "utf-8")
    assert_one_line(run("check", str(path), "--annotate"), "a.txt: --annotate is for XLIFF files")
