"""HTML: what is prose, what kind it is, where it stands, and what its comments say."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from mtcheck.document import Document
from mtcheck.formats import decode_document, format_named, read_text
from mtcheck.formats.html_reader import HtmlReader
from mtcheck.model import Span
from tests.test_formats_offsets import assert_offsets_hold


def read(text: str) -> Document:
    return read_text(text, format="html")


def seen(text: str) -> list[tuple[str, str]]:
    return [(segment.kind.value, segment.text) for segment in read(text).segments]


PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bridge opened &mdash; News</title>
<meta name="description" content="It is &quot;over&quot;, he said.">
<meta name="keywords" content="bridge, news">
<style>p { color: red }</style><script>if (a < b) write("<p>Written by script</p>");</script>
</head><body>
<nav><ul><li>Home<li><a href="/x?a=1&amp;b=2">World news</a></ul></nav>
<h1>Bridge <em>opened</em></h1>
<p>The minister <b>said</b> that
it is <a href="x.html" title="A link&#39;s title">over</a>&nbsp;now.<!-- a comment -->
<p>Use <code>a &lt; b</code> here.
<pre>code
block</pre>
<figure><img src="a.jpg" alt='The old "bridge"'>
<figcaption>Photo: Reuters/Petrov</figcaption></figure>
<table><caption>Losses</caption><tr><th>Place<th>Number of men
<tr><td>The town of Marinka<td>5</table>
<div>One line.<br>It goes on.<br><br>Another paragraph.</div>
<textarea>Typed</textarea><select><option>Chosen</select>
</body></html>
"""


def test_blocks_and_their_kinds() -> None:
    assert seen(PAGE) == [
        ("headline", "Bridge opened — News"),
        ("body", 'It is "over", he said.'),
        ("list-item", "Home"),
        ("list-item", "World news"),
        ("headline", "Bridge opened"),
        ("body", "The minister said that it is over now."),
        ("caption", "A link's title"),
        ("body", "Use a < b here."),
        ("caption", 'The old "bridge"'),
        ("caption", "Photo: Reuters/Petrov"),
        ("caption", "Losses"),
        ("table-cell", "Place"),
        ("table-cell", "Number of men"),
        ("table-cell", "The town of Marinka"),
        ("body", "One line. It goes on."),
        ("body", "Another paragraph."),
    ]


def test_every_character_leads_back() -> None:
    document = read(PAGE.replace("\n", "\r\n"))
    assert_offsets_hold(document)
    for segment in document.segments:
        span = segment.to_document(0, len(segment.text))
        assert html.unescape(document.text[span.start : span.start + 4])[0] == segment.text[0]


def test_code_is_verbatim() -> None:
    (segment,) = read("<p>Use <code>a &lt; b &amp;&amp; c</code> or <kbd>x</kbd> here.").segments
    assert segment.text == "Use a < b && c or x here."
    covered = {i for s in segment.verbatim for i in range(s.start, s.end)}
    assert "".join(c for i, c in enumerate(segment.text) if i in covered).replace(" ", "") == (
        "a<b&&cx"
    )


def test_parts_in_another_language_are_passed_over() -> None:
    document = read(
        '<html lang="ru"><p>The paper <i lang="ru">Pravda vostoka</i> said so.</p>\n'
        '<div lang="de">Das ist ein Satz. <p lang="en-GB">This one is English.</p></div>\n'
        '<p translate="no">Left as it is.</p>'
        '<p>By <span class="notranslate">Otrul Ivaet</span>.</p>'
    )
    assert [s.text for s in document.segments] == [
        "The paper Pravda vostoka said so.",
        "This one is English.",
        "By Otrul Ivaet.",
    ]
    verbatim = [[s.text[v.start : v.end] for v in s.verbatim] for s in document.segments]
    assert verbatim == [["Pravda vostoka"], [], ["Otrul Ivaet"]]
    assert document.notes == (
        "the page says its language is “ru”; read as English",
        "line 2: in another language (de), passed over",
        "line 3: not to be translated, passed over",
    )


def test_what_the_page_does_not_show_is_not_read() -> None:
    assert seen(
        "<p hidden>Not shown.</p><noscript>No script.</noscript><template><p>Later.</p></template>"
        "<svg><title>Drawn</title></svg><p>It <del>was</del><ins>is</ins> so.<sup>[1]</sup></p>"
    ) == [("body", "It is so.")]


def suppressed(document: Document) -> list[tuple[str, str, str]]:
    return [
        (s.rule, document.text[s.span.start : s.span.end] if s.span else "*", s.reason)
        for s in document.suppressions
    ]


def test_a_comment_between_blocks_means_the_next_element() -> None:
    text = (
        "<p>One.</p><!-- mtcheck: ignore a/b, c -- why -->\n<ul><li>Two.<li>Three.</ul><p>Four.</p>"
    )
    element = "<ul><li>Two.<li>Three.</ul>"
    assert suppressed(read(text)) == [("a/b", element, "why"), ("c", element, "why")]


def test_a_comment_before_all_means_the_first_block() -> None:
    document = read("<!-- mtcheck: ignore a/b --><p>One.</p><p>Two.</p>")
    assert suppressed(document) == [("a/b", "<p>One.</p>", "")]


def test_a_comment_in_a_block_means_that_block() -> None:
    document = read(
        "<p>One.</p><p><!-- mtcheck: ignore a/b -->Two <b>goes</b> on.</p><p>Three.</p>"
    )
    assert suppressed(document) == [("a/b", "Two <b>goes</b> on.", "")]
    document = read("One.<p>Two <!-- mtcheck: ignore a/b --> goes on.<p>Three.")
    assert suppressed(document) == [("a/b", "Two <!-- mtcheck: ignore a/b --> goes on.", "")]


def test_off_and_on_and_a_comment_nobody_can_follow() -> None:
    document = read("A.<!-- mtcheck: off --><p>Two.</p><!-- mtcheck: on -->\n<!-- mtcheck: of -->")
    assert suppressed(document) == [("*", "<p>Two.</p>", "")]
    assert document.notes[0].startswith("line 2: unknown instruction “mtcheck: of”")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "a</u>b &notit; &copy 5 < 6 & 7 &#x1F600; &NotEqualTilde; c",
            "ab ¬it; © 5 < 6 & 7 😀 ≂̸ c",
        ),
        ("x<table>in<tr>side<td>cell</table>", "xinside"),
        ("<p>AT&ampT &#8212 &#x2014;a &#150;", "AT&T — —a –"),
        ("<title>a <b> &amp; </i></title>", "a <b> & </i>"),
        ("<p title=a&amp;b/c>One two</p>", "a&b/c"),
        ("<p><b>Wrong <i>nesting</b> here</i> too", "Wrong nesting here too"),
        ("<p/>self <br/>closed", "self closed"),
        ("<b>unclosed <a href='x>y'>attribute</a", "unclosed attribute"),
    ],
)
def test_bad_markup_is_read_as_browsers_read_it(text: str, shown: str) -> None:
    document = read(text)
    assert_offsets_hold(document)
    assert document.segments[0].text == shown


def test_text_moved_together_from_far_apart_is_noted() -> None:
    document = read("<table>Before<tr><td>In the cell</td></tr>Behind</table><p>More text.</p>")
    assert document.notes == ("line 1: not found again in the file, passed over",)
    assert [s.text for s in document.segments] == ["Before", "In the cell", "More text."]


def test_a_thousand_nested_elements() -> None:
    assert seen("<div><b>" * 5000 + "It is over.") == [("body", "It is over.")]


@pytest.mark.parametrize(
    ("raw", "encoding", "note"),
    [
        ('<meta charset="windows-1251"><p>Правда said'.encode("cp1251"), "cp1251", ""),
        ('<META http-equiv="x" content="a; charset=koi8-r">Да said'.encode("koi8-r"), "koi8-r", ""),
        ('<?xml version="1.0" encoding="utf-8"?><p>Да said'.encode(), "utf-8", ""),
        ('<meta charset="iso-8859-1"><p>“So” he said'.encode("cp1252"), "cp1252", ""),
        ('<meta charset="utf-16"><p>“So” he said'.encode(), "utf-8", ""),
        ('<meta charset="nonsense"><p>“So” he said'.encode(), "utf-8", ""),
        ('<meta charset="utf-8"><p>Лавров said so'.encode("cp1251"), "cp1251", "not valid UTF-8"),
    ],
)
def test_the_encoding_a_page_declares(raw: bytes, encoding: str, note: str) -> None:
    document = decode_document(raw, "a.html")
    assert document.encoding == encoding
    assert format_named("html").write(document, []) == raw
    assert document.text.encode(encoding) == raw
    assert note in "".join(document.notes)


def edited(text: str, old: str, new: str, encoding: str = "utf-8") -> str:
    document = decode_document(text.encode(encoding), "a.html", encoding)
    (segment,) = [s for s in document.segments if old in s.text]
    at = segment.text.index(old)
    edits = [(segment.to_document(at, at + len(old)), new)]
    return format_named("html").write(document, edits).decode(encoding)


@pytest.mark.parametrize(
    ("text", "old", "new", "written"),
    [
        ("<p>the <b>foreign</b> Minister", "foreign Minister", "foreign minister", None),
        ("<p>AT&amp;T is big", "AT&T is", "<AT&T> was", "<p>&lt;AT&amp;T&gt; was big"),
        ("<p title='It is'>x yz", "It is", 'It\'s "<b>"', "<p title='It&#39;s \"&lt;b&gt;\"'>x yz"),
        ('<p title="It is">x yz', "It is", 'It\'s "so"', '<p title="It\'s &quot;so&quot;">x yz'),
        ("<p title=Itis>x yz", "Itis", "It is", "<p title=It&#32;is>x yz"),
        (
            "<p>One <!-- c --> two <br>three",
            "One two three",
            "1 two 3",
            "<p>1 <!-- c --> two <br>3",
        ),
        ("<p>a&nbsp;&ndash; b", "b", "c", "<p>a&nbsp;&ndash; c"),
    ],
)
def test_edits_are_escaped_and_leave_the_markup(
    text: str, old: str, new: str, written: str | None
) -> None:
    if written is None:
        written = text.replace("Minister", "minister")
    assert edited(text, old, new).replace("&#34;", "&quot;") == written


def test_a_character_the_encoding_has_not_is_a_reference() -> None:
    assert edited("<p>Кафе cafe", "cafe", "café", "cp1251") == "<p>Кафе caf&#233;"


WORDS = [
    "The",
    "minister",
    "won't",
    "“We",
    "1st",
    "x&amp;y",
    "a😀b",
    "&lt;p&gt;",
    "AT&ampT",
    "5 < 6",
]
TAGS = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<!-- c -->",
    "</u>",
]
TAGS += ["<li>", "<table>", "<td>", "</table>", "<a href='x'>", "</a>", "<img alt='an &quot;alt'>"]
TAGS += ["<script>x</script>", "<code>", "</code>", "<span lang=ru>", "</span>", "<h1>", "</h1>"]
SPACES = [" ", " ", "\n", "\r\n", "&nbsp;", "\t"]
pages = st.lists(st.sampled_from(WORDS + TAGS + SPACES)).map("".join)


@settings(max_examples=400)
@given(pages)
def test_html_leads_back(text: str) -> None:
    document = read(text)
    assert_offsets_hold(document)
    assert format_named("html").write(document, []) == text.encode()


@settings(max_examples=400)
@given(pages, st.sampled_from(["<b>", "A & B", 'it\'s "so"', "&amp;", "new words"]), st.data())
def test_what_is_written_in_html_is_what_is_read(text: str, new: str, data: st.DataObject) -> None:
    document = read(text)
    assume(document.segments)
    segment = data.draw(st.sampled_from(document.segments))
    start = data.draw(st.integers(0, len(segment.text) - 1))
    end = data.draw(st.integers(start + 1, len(segment.text)))
    place: Span = segment.to_document(start, end)
    written = format_named("html").write(document, [(place, new)]).decode()
    changed = " ".join(f"{segment.text[:start]}{new}{segment.text[end:]}".split())
    at = segment.to_document(0, len(segment.text)).start
    wanted = [changed if p == at else t for p, t in blocks(text, places=True)]
    # White space on both sides of a tag shows as one space; of a deleted one the other is left.
    assert ["".join(b.split()) for b in blocks(written)] == ["".join(w.split()) for w in wanted]


def blocks(text: str, places: bool = False) -> list[Any]:
    """What the page shows, before anything is judged to be no prose."""
    reader = HtmlReader(text)
    reader.read(JustHTML(text, sanitize=False, track_node_locations=True).root)
    shown = [b.folded for b in reader.blocks if b.folded.text]
    return [(f.offsets.offset(0), f.text) if places else f.text for f in shown]
