"""Markdown: what is prose, what kind it is, and what its comments say."""

from __future__ import annotations

import pytest

from mtcheck.document import Document
from mtcheck.formats import format_named, read_text
from mtcheck.model import Span


def read(text: str) -> Document:
    return read_text(text, format="markdown")


def seen(text: str) -> list[tuple[str, str]]:
    return [(segment.kind.value, segment.text) for segment in read(text).segments]


def test_blocks_and_their_kinds() -> None:
    text = """# Bridge *opened* #

The minister **said** that
it is [over](https://x.y "Title text").

Subhead
-------

> Quoted words
> go on.

* One item
  goes on
   1. nested item

| Head | Other |
|------|-------|
| a \\| b | |

![The *old* bridge](bridge.jpg)

Photo: Reuters/Petrov

Footnote here.[^1]

[^1]: What it says.
"""
    assert seen(text) == [
        ("headline", "Bridge opened"),
        ("body", "The minister said that it is over."),
        ("headline", "Subhead"),
        ("body", "Quoted words go on."),
        ("list-item", "One item goes on"),
        ("list-item", "nested item"),
        ("table-cell", "Head"),
        ("table-cell", "Other"),
        ("table-cell", "a | b"),
        ("caption", "The old bridge"),
        ("caption", "Photo: Reuters/Petrov"),
        ("body", "Footnote here."),
        ("body", "What it says."),
    ]


def test_code_targets_and_tags_are_no_prose() -> None:
    text = "```\ncode here\n```\n\n    indented code\n\n[x]: http://target 'title'\n\n"
    assert seen(text + "<div class=a></div>\n\nA <b>bold</b> word[x].") == [
        ("body", "A bold wordx.")
    ]


def test_inline_code_and_addresses_are_verbatim() -> None:
    (segment,) = read("Use ``a `b` c`` or <https://x.y/%D0%B0> or https://z.w now.").segments
    assert segment.text == "Use a `b` c or https://x.y/%D0%B0 or https://z.w now."
    verbatim = [segment.text[s.start : s.end] for s in segment.verbatim]
    assert verbatim == ["a `b` c", "https://x.y/%D0%B0", "https://z.w"]


def test_entities_escapes_and_breaks() -> None:
    assert seen("AT&amp;T\\*&nbsp;&#8212; a  \nb\\\nc<br>d") == [("body", "AT&T* — a b c d")]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: It's over\ntags: [a, b]\ndescription: >-\n  Long\n  text\n---",
        "---\r\ntitle: 'It''s over'\r\ndescription: \"Long\\\r\n  \\u0020text\"\r\n---",
        "+++\ntitle = \"It's over\"\nx = 1\ndescription = '''Long\ntext'''\n[x]\ntitle='n'\n+++",
    ],
)
def test_front_matter_is_prose_in_title_and_description(front: str) -> None:
    assert seen(f"{front}\n\nBody text.") == [
        ("headline", "It's over"),
        ("body", "Long text"),
        ("body", "Body text."),
    ]


def test_broken_front_matter_is_noted() -> None:
    document = read("---\ntitle: [a\n---\n\nBody text.")
    assert [segment.text for segment in document.segments] == ["Body text."]
    assert "no valid YAML" in document.notes[0]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert seen("---\n\nBody text.") == [("body", "Body text.")]


def suppressed(document: Document) -> list[tuple[str, str, str]]:
    return [
        (s.rule, document.text[s.span.start : s.span.end] if s.span else "*", s.reason)
        for s in document.suppressions
    ]


def test_a_comment_between_blocks_means_the_next_block() -> None:
    text = "One.\n\n<!-- mtcheck: ignore a/b, c -- why -->\n\n- Two.\n- Three.\n\nFour."
    assert suppressed(read(text)) == [
        ("a/b", "- Two.\n- Three.", "why"),
        ("c", "- Two.\n- Three.", "why"),
    ]


def test_a_comment_in_a_block_means_that_block() -> None:
    text = "One.\n\nTwo <!-- mtcheck: ignore a/b --> goes\non.\n\nThree."
    document = read(text)
    assert [segment.text for segment in document.segments] == ["One.", "Two goes on.", "Three."]
    assert suppressed(document) == [("a/b", text[6:-8], "")]
    assert document.suppressions[0].at == Span(10, 38)


def test_off_and_on() -> None:
    text = (
        "One.\n\n<!-- mtcheck: off -->\n\nTwo.\n\n<!-- mtcheck: on -->\n\n"
        "Three.\n\n<!--mtcheck:off c-->\nFour."
    )
    assert suppressed(read(text)) == [("*", "\n\nTwo.\n\n", ""), ("c", "\nFour.", "")]


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("<!-- mtcheck: ignore -->", "names no rule"),
        ("<!-- mtcheck: ignroe a/b -->", "unknown instruction “mtcheck: ignroe”"),
        ("<!-- mtcheck: ignore a/b! -->", "“a/b!” is no rule id"),
    ],
)
def test_a_comment_nobody_can_follow_is_noted(comment: str, note: str) -> None:
    document = read(f"---\ntitle: Over\n---\n\n{comment}\n\nText.")
    assert document.suppressions == ()
    assert document.notes[0].startswith("line 5: ")
    assert note in document.notes[0]


def test_blocks_of_html_are_read_as_html() -> None:
    text = (
        "Text.\n\n<figure><img alt='A &quot;bridge&quot;'>\n<figcaption>The bridge &amp; more"
        "</figcaption></figure>\n\n<!-- a comment -->Text behind <b>it</b>.\n\n<pre>code</pre>\n\n"
        "<div>\nIn a *div*.\n\n*Markdown* again.\n</div>\n"
    )
    assert seen(text) == [
        ("body", "Text."),
        ("caption", 'A "bridge"'),
        ("caption", "The bridge & more"),
        ("body", "Text behind it."),
        ("body", "In a *div*."),
        ("body", "Markdown again."),
    ]
    document = read(text)
    (segment,) = [s for s in document.segments if "& more" in s.text]
    edit = (segment.to_document(4, len(segment.text)), "<bridge> *only*")
    written = format_named("markdown").write(document, [edit]).decode()
    assert written == text.replace("bridge &amp; more", "&lt;bridge&gt; *only*")


def test_a_comment_before_all_means_the_first_block() -> None:
    text = "<!-- mtcheck: ignore a/b -->\n\nOne.\n\nTwo."
    assert suppressed(read(text)) == [("a/b", "One.", "")]
    assert suppressed(read(text.replace("\n\nOne", "One"))) == [("a/b", "One.", "")]


def test_check_boxes_and_template_tags_are_no_prose() -> None:
    text = "- [ ] Buy it\n- [x] Done, he said\n\n{% include a.html %}\n\nSee {{ site.url }} there."
    assert seen(text) == [
        ("list-item", "Buy it"),
        ("list-item", "Done, he said"),
        ("body", "See {{ site.url }} there."),
    ]
    (*_, last) = read(text).segments
    assert [last.text[s.start : s.end] for s in last.verbatim] == ["{{ site.url }}"]


def test_an_edit_of_an_entity_replaces_it_whole() -> None:
    document = read("\ufeffFish &amp; chips\r\n\r\n**was** here.")
    segment = document.segments[0]
    at = segment.text.index("&")
    changed = format_named("markdown").write(document, [(segment.to_document(at, at + 1), "and")])
    assert changed.decode() == "\ufeffFish and chips\r\n\r\n**was** here."
