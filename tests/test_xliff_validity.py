"""XLIFF 2.x held against its specification: OASIS's cases, and what those do not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.formats import format_named, read_document, read_text
from mtcheck.formats.decoding import decode
from mtcheck.formats.edits import apply_edits
from mtcheck.formats.xliff2 import faults_in
from mtcheck.formats.xliff_annotations import annotation_edits

SUITE = Path(__file__).parent / "xliff" / "suite"
VALID = sorted([*SUITE.glob("*/valid/*.xlf"), *SUITE.glob("core/in-out/*.xlf")])
INVALID = sorted(SUITE.glob("*/invalid/*.xlf"))
ROOT = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ru" trgLang="en"'
)
MODULES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:xliff:{name}:2.0"'
    for prefix, name in {
        "mtc": "matches",
        "gls": "glossary",
        "res": "resourcedata",
        "slr": "sizerestriction",
        "val": "validation",
        "mda": "metadata",
        "fs": "fs",
        "ctr": "changetracking",
    }.items()
)
ITS = ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'


def text_of(path: Path) -> str:
    return decode(path.read_bytes(), str(path)).text


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Config(detectors=frozenset({"patterns"})))


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_a_valid_file_has_no_fault_and_is_written_as_it_was(path: Path, checker: Checker) -> None:
    assert faults_in(text_of(path)) == []
    document = read_document(path)
    assert not any("not valid" in note for note in document.notes)
    assert format_named("xliff").write(document, []) == path.read_bytes()
    assert checker.check_file(path).text == document.text


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_an_invalid_file_is_read_with_a_note_that_says_why(path: Path) -> None:
    document = read_document(path)
    assert any("not valid XLIFF: " in note and note.startswith("line ") for note in document.notes)
    assert format_named("xliff").write(document, []) == path.read_bytes()


WHY = {
    "bad_EcBeforeSc": ('<ec startRef="1"> has no <sc> before it', 6),
    "bad_OrderNotUnique2": ("two targets of the unit are to stand at place 2", 11),
    "bad_WrongSourceLang": ("a <source> in “ja”, but srcLang is “en”", 6),
    "bad_NotesWithoutNote": ("Element 'notes': Missing child element(s). Expected is ( note )", 4),
    "bad_DifferentCanDeleteInScAndEc": ("canDelete differs from that of its <sc>", 6),
    "bad_InvalidFragIdBadOrder": ("its parts go from file to group to unit", 13),
    "Bad-slr_sizeInfoRef-has-no-data-sib": ("sizeInfoRef=“sir2” is not in its size data", 26),
    "Bad-gls_glossEntry-w-o-translation-or-definition": ("neither translation nor", 27),
}


@pytest.mark.parametrize("name", WHY)
def test_the_reason_is_the_one_the_case_is_about(name: str) -> None:
    (path,) = [p for p in INVALID if p.stem == name]
    words, line = WHY[name]
    assert any(words in f.text and f.line == line for f in faults_in(text_of(path)))


def faults_of_unit(inside: str, before: str = "") -> list[str]:
    text = (
        f"{ROOT}{MODULES}{ITS}><file id='f1'>{before}<unit id='u1'>{inside}</unit></file></xliff>"
    )
    return [f.text for f in faults_in(text)]


def segment(source: str, target: str | None = None) -> str:
    shown = "" if target is None else f"<target>{target}</target>"
    return f"<segment><source>{source}</source>{shown}</segment>"


SOUND = [
    segment("a<sc id='1'/>b<ec startRef='1'/>", "<sc id='1'/>c<ec startRef='1'/>"),
    segment("<sc id='1'/>b") + segment("c<ec startRef='1'/>"),
    segment("<sm id='1' translate='no'/>b") + segment("<em startRef='1'/>"),
    segment("<sc id='1'/>a<sc id='2'/>b<ec startRef='1'/>c<ec startRef='2'/>"),
    segment("<pc id='1' canOverlap='yes'>a<sc id='2'/>b</pc>c<ec startRef='2'/>"),
    segment("<mrk id='1' type='its:generic' its:locQualityIssueType='grammar'>a</mrk>"),
    segment("a", "b") + "<ignorable><source> </source></ignorable>",
    "<notes><note id='n'>a</note></notes>"
    + segment("<mrk id='1' type='comment' ref='#n=n'>a</mrk>"),
    "<notes><note id='n'>a</note></notes>"
    + segment("<mrk id='1' type='comment' ref='#/f=f1/u=u1/n=n'>a</mrk>"),
    segment("<ph id='1' canReorder='firstNo' canCopy='no' canDelete='no'/>a"),
    segment("a<cp hex='0007'/>"),
    segment("<pc id='1' fs:fs='a' fs:subFs='href,x\\title,y'>a</pc>"),
]


@pytest.mark.parametrize("inside", SOUND)
def test_what_the_specification_allows(inside: str) -> None:
    assert faults_of_unit(inside) == []


BROKEN = [
    (segment("a<ec startRef='1'/>"), "has no <sc> before it"),
    (segment("<sc id='1' canOverlap='no'/>a<ec startRef='1'/>"), "canOverlap differs"),
    (segment("<sc id='1'/>a<ec startRef='1' dir='ltr'/>"), "dir is for an isolated <ec> only"),
    (segment("<em startRef='1'/>"), "has no <sm> before it"),
    (
        segment("<sm id='1' translate='no'/><em startRef='1'/><em startRef='1'/>"),
        "has ended already",
    ),
    (segment("<ph id='1'/><ph id='1'/>"), "id “1” is used twice among the inline elements"),
    (segment("<ph id='1'/>", "<mrk id='1' translate='no'>a</mrk>"), "in the source this id is of"),
    (segment("<ph id='1' canCopy='no'/><ph id='2' copyOf='1'/>"), "may not be copied"),
    (segment("<ph id='1' type='ui' subType='xlf:b'/>"), "subType “xlf:b” is of type “fmt”"),
    (segment("<ph id='1' type='ui' subType='xlf:z'/>"), "there is no subType “xlf:z”"),
    (segment("<mrk id='1'>a</mrk>"), "annotates nothing"),
    (segment("<mrk id='1' type='mtc:match' ref='#1'>a</mrk>"), "a match annotation has no ref"),
    (segment("<mrk id='1' type='term' ref='#u=u2/x'>a</mrk>"), "points to nothing"),
    (segment("<mrk id='1' type='term' ref='#f=f1/f=f1'>a</mrk>"), "from file to group to unit"),
    (segment("<mrk id='1' type='term' ref='#x=1'>a</mrk>"), "there is no “x=”"),
    (segment("<mrk id='1' type='term' ref='#tbx=1'>a</mrk>"), "points to nothing"),
    (segment("<mrk id='1' type='xlf:own'>a</mrk>"), "types that begin with “xlf:” are reserved"),
    (segment("<ph id='1' subFlows='u9'/>"), "subFlows names “u9”, no unit of the file"),
    (segment("<pc id='1' equivStart='a'>b</pc>"), "equivStart and equivEnd go together"),
    (segment("a", "b").replace("<target", "<target order='2'"), "order=“2” in a unit of 1 parts"),
    (segment("a").replace("<segment", "<segment subState='my:x'"), "subState without state"),
    (segment("a").replace("<segment", "<segment state='final'"), "there is no target"),
    (segment("a", "b").replace("<target", "<target xml:lang='de'"), "trgLang is “en”"),
    ("<ignorable><source> </source></ignorable>", "has no segment"),
    (
        segment(
            *[
                "".join(
                    f"<ph id='{i}' canReorder='{r}' canCopy='no' canDelete='no'/>" for i, r in run
                )
                for run in (
                    ((1, "firstNo"), (2, "no"), (3, "no")),
                    ((1, "firstNo"), (3, "no"), (2, "no")),
                )
            ]
        ),
        "stand in another order",
    ),
    (
        "<originalData><data id='d'/><data id='d'/></originalData>" + segment("a"),
        "“d” is used twice",
    ),
    (
        "<gls:glossary><gls:glossEntry ref='#x'><gls:term>a</gls:term><gls:translation>b"
        "</gls:translation></gls:glossEntry></gls:glossary>" + segment("a"),
        "points to nothing",
    ),
    (
        "<mtc:matches><mtc:match ref='#1'><source><ph id='1' dataRef='d'/></source><target/>"
        "</mtc:match></mtc:matches>" + segment("<mrk id='1' type='mtc:match'>a</mrk>"),
        "dataRef=“d” is no <data>",
    ),
    (
        "<mtc:matches><mtc:match ref='#1'><source/><target/></mtc:match></mtc:matches>"
        "<notes><note id='1'>a</note></notes>" + segment("a"),
        "points to nothing",
    ),
    (
        "<mtc:matches><mtc:match ref='#n=1'><source/><target/></mtc:match></mtc:matches>"
        "<notes><note id='1'>a</note></notes>" + segment("a"),
        "points to no text of the unit",
    ),
    (
        "<mtc:matches><mtc:match ref='#1' similarity='101'><source/><target/>"
        "</mtc:match></mtc:matches>" + segment("<mrk id='1' type='mtc:match'>a</mrk>"),
        "similarity",
    ),
    (
        "<res:resourceData><res:resourceItem id='r'><res:source href='a'/></res:resourceItem>"
        "</res:resourceData>" + segment("a"),
        "mimeType is missing",
    ),
    (
        "<res:resourceData><res:resourceItem id='r'/></res:resourceData>" + segment("a"),
        "has no source, target or reference",
    ),
    (
        "<val:validation><val:rule occurs='1' startsWith='a'/></val:validation>" + segment("a"),
        "occurs is for rules with isPresent",
    ),
    (
        "<val:validation><val:rule isNotPresent='a' existsInSource='yes'/></val:validation>"
        + segment("a"),
        "existsInSource is for",
    ),
    (segment("<pc id='1' slr:sizeRestriction='9,3'>a</pc>"), "sizeRestriction “9,3”"),
    (segment("<pc id='1' fs:fs='a' fs:subFs='href'>a</pc>"), "is not “attribute,value”"),
    (
        "<ctr:changeTrack><ctr:revisions appliesTo='note'><ctr:revision version='1'><ctr:item "
        "property='content'/></ctr:revision></ctr:revisions></ctr:changeTrack>" + segment("a"),
        "there is no <note> beside it",
    ),
    (
        segment("<mrk id='1' type='my:own' its:mtConfidence='1'>a</mrk>"),
        "its type is “its:generic”",
    ),
    (segment("<mrk id='1' type='its:generic' its:mtConfidence='1'>a</mrk>"), "annotatorsRef"),
    (segment("<mrk id='1' its:locQualityIssueSeverity='10'>a</mrk>"), "has a type or a comment"),
    (segment("<mrk id='1' its:locQualityIssueType='wrong'>a</mrk>"), "locQualityIssueType"),
    (segment("<mrk id='1' its:locQualityIssuesRef='#its=q'>a</mrk>"), "points to no record"),
    (segment("<mrk id='1' its:taIdent='a'>a</mrk>"), "taSource and taIdent go together"),
]


@pytest.mark.parametrize(("inside", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_what_the_specification_forbids(inside: str, why: str) -> None:
    assert any(why in text for text in faults_of_unit(inside)), faults_of_unit(inside)


def test_many_faults_are_counted() -> None:
    inside = segment("".join(f"<ec startRef='{n}'/>" for n in range(25)))
    text = f"{ROOT}><file id='f1'><unit id='u1'>{inside}</unit></file></xliff>"
    document = format_named("xliff").parse(text, "a.xlf")
    assert sum("not valid XLIFF:" in note for note in document.notes) == 10
    assert "not valid XLIFF in 15 more places" in document.notes


def test_a_version_without_schemas_is_read_and_said() -> None:
    text = ROOT.replace("document:2.0", "document:2.2").replace("2.1", "2.2")
    text += f"><file id='f1'><unit id='u1'>{segment('Да', 'Yes, it is so')}</unit></file></xliff>"
    document = format_named("xliff").parse(text, "a.xlf")
    assert [s.text for s in document.segments] == ["Yes, it is so"]
    assert any("2.2" in note for note in document.notes)


TEXTS = [text_of(path) for path in (*VALID, *INVALID)]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from("dvm"))))
def test_files_with_anything_wrong_are_read_and_written(
    text: str, changes: list[tuple[int, str]]
) -> None:
    """Attributes dropped, values emptied, elements moved: no rule stumbles."""
    root = etree.fromstring(text.encode())
    for number, change in changes:
        every = list(root.iter("*"))
        element = every[number % len(every)]
        keys = list(element.attrib)
        if change == "m":
            other = every[number // 7 % len(every)]
            if (
                element is not root
                and element not in other.iterancestors()
                and other is not element
            ):
                other.append(element)
        elif keys and element is not root:
            key = keys[number % len(keys)]
            if change == "d":
                del element.attrib[key]
            else:
                element.set(key, "")
    changed = etree.tostring(root, encoding="unicode")
    document = read_text(changed, "a.xlf", "xliff")
    assert format_named("xliff").write(document, []) == changed.encode()
    assert apply_edits(changed, annotation_edits(document, [])) == changed
