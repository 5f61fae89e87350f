"""Files that translate-toolkit makes and its converters turn into each other: read and written."""

from __future__ import annotations

import io

import pytest
from translate.convert import csv2po, po2csv, po2tmx, po2xliff
from translate.storage import csvl10n, pypo, tmx, xliff

from mtcheck.formats import decode_document, format_named
from mtcheck.formats.edits import apply_edits, encode_like
from mtcheck.formats.xliff_annotations import annotation_edits
from mtcheck.model import Category, Finding, Severity
from tests.test_formats_offsets import assert_offsets_hold

PAIRS = {
    "Министр «Да» сказал: 5 < 6 & 7.": 'The minister “Yes” said: 5 < 6 & 7, "so", it is.',
    "Он ушёл; потом вернулся.": "He left; then he came back, they say.",
    "Длинное предложение, которое переносится: " + "слово " * 20: "A long sentence "
    + "that goes on " * 12
    + "and ends.",
}


def catalogue() -> bytes:
    made = pypo.pofile()
    made.updateheader(add=True, Language="en", Content_Type="text/plain; charset=UTF-8")
    for number, (source, target) in enumerate(PAIRS.items()):
        unit = made.addsourceunit(source)
        unit.target = target
        unit.addnote(f"note {number}")
    return bytes(made)


def as_tmx(raw: bytes) -> bytes:
    output = tmx.tmxfile()
    po2tmx.po2tmx().convertfiles(io.BytesIO(raw), output, "ru", "en")
    return bytes(output)


def as_xliff(raw: bytes) -> bytes:
    output = io.BytesIO()
    po2xliff.convertpo(io.BytesIO(raw), output, None)
    store = xliff.xlifffile.parsestring(output.getvalue())
    store.setsourcelanguage("ru")
    store.settargetlanguage("en")
    return bytes(store)


def as_csv(raw: bytes) -> bytes:
    output = io.BytesIO()
    po2csv.convertcsv(io.BytesIO(raw), output, None)
    return output.getvalue()


def of_csv(raw: bytes) -> bytes:
    output = io.BytesIO()
    csv2po.convertcsv(io.BytesIO(as_csv(raw)), output, None)
    return output.getvalue()


def in_po(raw: bytes) -> dict[str, str]:
    units = pypo.pofile.parsestring(raw).units
    return {str(u.source): str(u.target) for u in units if not u.isheader()}


def in_tmx(raw: bytes) -> dict[str, str]:
    return {str(u.source): str(u.target) for u in tmx.tmxfile.parsestring(raw).units}


def in_xliff(raw: bytes) -> dict[str, str]:
    units = xliff.xlifffile.parsestring(raw).units
    return {str(u.source): str(u.target) for u in units if u.source in PAIRS}


def in_csv(raw: bytes) -> dict[str, str]:
    units = csvl10n.csvfile.parsestring(raw).units
    return {str(u.source): str(u.target) for u in units if u.source in PAIRS}


KINDS = {
    "po": (lambda raw: raw, in_po),
    "po of csv": (of_csv, in_po),
    "tmx": (as_tmx, in_tmx),
    "xlf": (as_xliff, in_xliff),
    "csv": (as_csv, in_csv),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_tool(kind: str) -> None:
    make, read_there = KINDS[kind]
    raw = make(catalogue())
    assert read_there(raw) == PAIRS
    document = decode_document(raw, f"a.{kind.split()[0]}")
    assert_offsets_hold(document)
    shown = {source: " ".join(target.split()) for source, target in PAIRS.items()}
    found = {segment.source: segment.text for segment in document.segments}
    assert found == {" ".join(source.split()): target for source, target in shown.items()}
    writer = format_named(document.format)
    assert writer.write(document, []) == raw
    (segment,) = [s for s in document.segments if "came back" in s.text]
    at = segment.text.index("came back")
    edit = (segment.to_document(at, at + len("came back")), 'returned, "now" & <here>')
    written = writer.write(document, [edit])
    old = PAIRS["Он ушёл; потом вернулся."]
    changed = old.replace("came back", 'returned, "now" & <here>')
    assert read_there(written) == {**PAIRS, "Он ушёл; потом вернулся.": changed}
    before, after = raw.split(b"came back")
    assert written.startswith(before[: before.rindex(b"He left")])
    assert written.endswith(after[after.index(b"\n") :])


def test_notes_that_the_other_tool_finds() -> None:
    document = decode_document(as_xliff(catalogue()), "a.xlf")
    segment = document.segments[0]
    found = Finding(
        "house/rule",
        Category.GRAMMAR,
        Severity.MAJOR,
        segment.to_document(4, 12),
        "Not “so”.",
        "patterns",
    )
    text = apply_edits(document.text, annotation_edits(document, [found]))
    units = xliff.xlifffile.parsestring(encode_like(document, text)).units
    (unit,) = [u for u in units if u.source == next(iter(PAIRS))]
    assert unit.getnotes("mtcheck") == "Major: Not “so”. [fluency/grammar, house/rule]"
    assert str(unit.target) == PAIRS[unit.source]
