"""Every character of a segment leads back to the character of the file it came from."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtcheck.document import Document
from mtcheck.formats import read_text
from mtcheck.formats.folding import fold

WORDS = ["The", "minister", "said", "that", "Aleppo", "won't", "“We", "go”,", '"no"', "слово", "1"]
PLAIN_SIGNS = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\r",
    "\f",
    "\t",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\u2028",
    "- ",
    "— ",
    "> ",
    ">> ",
    "• ",
    ". ",
    ", ",
    "? ",
    "3. ",
    ":\n",
    "-\n",
    "\ufeff",
]
MARKDOWN_SIGNS = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(x.html)",
    "![",
    "](i.png)",
    "&amp;",
    "&nbsp;",
    "&#8212;",
    "\\*",
    "\\",
    "<b>",
    "</b>",
    "<br>",
    "<!-- c -->",
    "<a@b.c>",
    "<http://x.y/%20z>",
    "\n# ",
    " #",
    "\n===\n",
    "\n---\n",
    "\n    ",
    "```\n",
    "| ",
    " | ",
    "\\|",
    "\n|---|---|\n",
    "\n- ",
    "\n1. ",
    "[^1]",
    "\n[^1]: ",
    "[x]: /u\n",
    "<div>",
    "\t",
    "<!-- mtcheck: ignore a/b -->",
    "<!-- mtcheck: off -->",
    "---\ntitle: ",
]

plain = st.lists(
    st.sampled_from(WORDS + PLAIN_SIGNS)
    | st.characters(exclude_categories=["Cs"]).filter(lambda c: c != "\0")
).map("".join)
markdown = st.lists(st.sampled_from(WORDS + PLAIN_SIGNS + MARKDOWN_SIGNS)).map("".join)


def assert_offsets_hold(document: Document) -> None:
    text = document.text
    for segment in document.segments:
        before = -1
        wide = {at for at, _ in segment.offsets.wide}
        for at, sign in enumerate(segment.text):
            place = segment.offsets.offset(at)
            span = segment.to_document(at, at + 1)
            assert before <= place < span.end <= len(text)
            assert place > before or at in wide
            before = place
            if at not in wide and not sign.isspace():
                assert text[place] == sign
        for span in (*segment.speech, *segment.verbatim):
            assert 0 <= span.start < span.end <= len(segment.text)
        assert segment.text == segment.text.strip()
        assert not re.search(r"\s\s|[^\S ]", segment.text)


@given(plain)
def test_plain_text_leads_back(text: str) -> None:
    assert_offsets_hold(read_text(text))


@settings(max_examples=400)
@given(markdown)
@example("[[x](y)")
@example("***a** b*  \nc\\\nd")
@example("| a | b |\n|---|---|\n| x \\| y | x |")
@example("> - a `b\n>   c` d")
@example("\n- a ```b\n\tc```\n")
@example("![a *b* ![c](d)](e) f")
@example("&NotEqualTilde; a")
@example('---\ntitle: "a\\u00e9 \\"b\\""\n---\nc')
@example("---\ntitle: 'it''s'\ndescription: |\n  a\n  b\n---\r\nc")
@example('+++\ntitle = "a \\"b\\""\n+++\nc')
def test_markdown_leads_back(text: str) -> None:
    assert_offsets_hold(read_text(text, format="markdown"))


@given(plain)
def test_no_letter_of_a_plain_text_is_lost_without_a_note(text: str) -> None:
    document = read_text(text)
    covered = set()
    for segment in document.segments:
        covered |= {segment.offsets.offset(at) for at in range(len(segment.text))}
    noted = set()
    for note in document.notes:
        if match := re.match(r"lines? (\d+)(?:-(\d+))?:", note):
            noted |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    line = 1
    for at, sign in enumerate(text):
        if sign.isalpha() and line not in noted:
            bullet = text[at - 1 : at + 2].endswith(")") or text[at + 1 : at + 2] == ")"
            assert at in covered or bullet, (at, sign)
        if sign in "\n\x85\u2028\u2029" or (sign == "\r" and text[at + 1 : at + 2] != "\n"):
            line += 1


@given(plain, st.data())
def test_a_cut_keeps_every_place(text: str, data: st.DataObject) -> None:
    folded = fold(text, 0, len(text))
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    piece = folded.cut(start, end)
    assert piece.text == folded.text[start:end].strip(" ")
    lead = folded.text.index(piece.text, start) if piece.text else start
    for at in range(len(piece.text)):
        assert piece.offsets.span(at, at + 1) == folded.offsets.span(lead + at, lead + at + 1)


def test_a_character_written_with_several_is_spanned_whole() -> None:
    document = read_text("AT&amp;T and\u00a0 \n more", format="markdown")
    segment = document.segments[0]
    assert segment.text == "AT&T and more"
    span = segment.to_document(2, 3)
    assert document.text[span.start : span.end] == "&amp;"
    span = segment.to_document(3, 8)
    assert document.text[span.start : span.end] == "T and"


def test_offsets_are_code_points() -> None:
    document = read_text("😀 Привет, the minister said 😀 hello.")
    segment = document.segments[0]
    at = segment.text.index("hello")
    span = segment.to_document(at, at + 5)
    assert document.text[span.start : span.end] == "hello"
