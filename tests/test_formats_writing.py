"""Writing back: edits in a reader's words become the smallest changes of the file."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtcheck.document import Document
from mtcheck.formats import decode_document, format_named, read_text
from mtcheck.formats.edits import apply_edits
from mtcheck.model import MtcheckError, Span


def edited(name: str, text: str, *changes: tuple[str, str]) -> str:
    """The text with words of its segments replaced by others."""
    document = decode_document(text.encode(), "a", format=name)
    edits = [(place_of(document, old), new) for old, new in changes]
    written = format_named(name).write(document, edits).decode()
    assert written == apply_edits(text, format_named(name).text_edits(document, edits))
    return written


def place_of(document: Document, words: str) -> Span:
    (found,) = [s for s in document.segments if words in s.text]
    at = found.text.index(words)
    return found.to_document(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "old", "new", "written"),
    [
        ("He **left** the city.", "left the city", "left the town", "He **left** the town."),
        (
            "The *foreign* Minister.",
            "foreign Minister",
            "foreign minister",
            "The *foreign* minister.",
        ),
        ("The *old* bridge fell.", "old bridge", "bridge", "The bridge fell."),
        ("A **b c** d", "A b", "x", "x c d"),
        ("A **b c** d", "c d", "x", "A **b x**"),
        ("A **b c** d", "b c d", "b d", "A b d"),
        ("See [the Site](x.html) now.", "Site now", "site today", "See [the site](x.html) today."),
        ("Fish &amp; chips", "Fish & chips", "Fish and chips", "Fish and chips"),
        ("Fish &amp; chips", "chips", "peas & *salt*", "Fish &amp; peas & \\*salt\\*"),
        ("> One two\r\n> three four.", "two three", "two 3", "> One two\r\n> 3 four."),
        ("> One two\n> three four.", "two three", "twothree", "> One twothree four."),
        ("It costs 5.", "It costs 5", "1. costs 5", "1\\. costs 5."),
        ("Use `a_b` here.", "a_b", "c*d", "Use `c*d` here."),
        ("He said [so](x).", "He said", "He said!", "He said! [so](x)."),
        ("| a | b |\n|---|---|\n| c d | e |", "c d", "c|d", "| a | b |\n|---|---|\n| c\\|d | e |"),
        ("![old Pictur](x.png) text", "Pictur", "picture", "![old picture](x.png) text"),
    ],
)
def test_markdown_changes_only_the_words(text: str, old: str, new: str, written: str) -> None:
    assert edited("markdown", text, (old, new)) == written


@pytest.mark.parametrize(
    ("value", "new", "written"),
    [
        ("'It''s over'", "it's done", "'it''s done'"),
        ('"It\'s over"', 'a "b" \\', '"a \\"b\\" \\\\"'),
        ("It's over", "it's done", "it's done"),
        ("It's over", "talks: no result", '"talks: no result"'),
        ("It's over", "“all” #1", '"“all” #1"'),
        (">-\n  It's\n  over", "it is\nover", ">-\n  it\n  is over"),
    ],
)
def test_front_matter_keeps_its_quotation_marks(value: str, new: str, written: str) -> None:
    text = f"---\ntitle: {value}\ntags: [a]\n---\n\nBody text."
    changed = edited("markdown", text, ("It's over", new))
    assert changed == text.replace(value, written)
    assert read_text(changed, format="markdown").segments[0].text == " ".join(new.split())


def test_a_line_break_of_a_wrapped_text_stays() -> None:
    text = "In the evening the fire was extinguished by the\r\nfiremen who came from the city."
    written = edited("text", text, ("by the firemen who came", "by the firefighters who had come"))
    assert written == text.replace("firemen who came", "firefighters who had come")


def test_line_breaks_in_words_become_those_of_the_file() -> None:
    assert edited("text", "One.\r\n\r\nTwo.", ("Two.", "2.\n3.")) == "One.\r\n\r\n2.\r\n3."


def test_an_edit_between_segments_of_a_text_is_taken_as_it_is() -> None:
    document = read_text("One.\n\nTwo.")
    assert format_named("text").write(document, [(Span(4, 6), "\n")]) == b"One.\nTwo."


def test_a_character_the_encoding_has_not_is_a_reference_in_markdown() -> None:
    document = decode_document("# Кафе cafe\n".encode("cp1251"), "a.md", "cp1251")
    written = format_named("markdown").write(document, [(place_of(document, "cafe"), "café")])
    assert written == "# Кафе caf&#233;\n".encode("cp1251")


WORDS = ["The", "minister", "said", "won't", "“We", "go”,", "1st", "x_y", "Ёж’s", "a😀b", "no.5"]
MARKED = [
    *WORDS,
    "**The**",
    "_said_",
    "[The site](x.html)",
    "AT&amp;T",
    "\\*",
    "`a b`",
    "**a b**",
    "_a b_",
]
SIGNS = ["*", "_", "`", "[", "]", "<", "&", "amp;", "!", "|", "~~", "\\", "#", ">", "-", "1.", " "]


def joined(words: list[str]) -> st.SearchStrategy[str]:
    breaks = st.sampled_from([" ", " ", " ", "\n", "\r\n", "\n\n", "\n\n> "])
    parts = st.lists(st.tuples(st.sampled_from(words), breaks), min_size=1, max_size=12)
    return parts.map(lambda pairs: "".join(part for pair in pairs for part in pair))


def written_and_read(name: str, text: str, new: str, data: st.DataObject) -> None:
    document = decode_document(text.encode(), "a", format=name)
    assume(document.segments)
    index = data.draw(st.integers(0, len(document.segments) - 1))
    segment = document.segments[index]
    spaces = [-1, *(i for i, sign in enumerate(segment.text) if sign == " "), len(segment.text)]
    first = data.draw(st.integers(0, len(spaces) - 2))
    start = spaces[first] + 1
    end = spaces[data.draw(st.integers(first + 1, len(spaces) - 1))]
    assume(not any(s.start < end and start < s.end for s in segment.verbatim))
    place = segment.to_document(start, end)
    try:
        changed = format_named(name).write(document, [(place, new)])
    except MtcheckError:
        cuts_link = "](" in text[place.start : place.end + 3]
        assume(not cuts_link)
        raise
    again = decode_document(changed, "a", format=name)
    wanted = [s.text for s in document.segments]
    wanted[index] = " ".join(f"{segment.text[:start]}{new}{segment.text[end:]}".split())
    assert " ".join(s.text for s in again.segments) == " ".join(wanted)


@settings(max_examples=300)
@given(joined(WORDS), st.sampled_from(WORDS), st.data())
def test_what_is_written_in_a_text_is_what_is_read(
    text: str, new: str, data: st.DataObject
) -> None:
    written_and_read("text", text, f"thereupon {new}", data)


@settings(max_examples=600)
@given(
    joined(MARKED), st.lists(st.sampled_from(SIGNS), max_size=3), st.sampled_from(WORDS), st.data()
)
def test_what_is_written_in_markdown_is_what_is_read(
    text: str, signs: list[str], word: str, data: st.DataObject
) -> None:
    written_and_read("markdown", text, f"{''.join(signs)}{word} thereupon they left".strip(), data)


UNIT = "<xliff version='1.2'><file><trans-unit>%s<target>Two</target></trans-unit></file></xliff>"
IGNORING = "<!-- mtcheck: ignore a/b -->"


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("text", "Two one.", "Two one.\n\nmtcheck-ignore: a/b\n"),
        ("text", "Two.\r\n", "Two.\r\n\r\nmtcheck-ignore: a/b\r\n"),
        ("text", "Two.\n\nmtcheck-ignore: c", "Two.\n\nmtcheck-ignore: c\nmtcheck-ignore: a/b\n"),
        ("markdown", "# One\n\nTwo *three*.", f"# One\n\nTwo *three*. {IGNORING}"),
        ("html", "<p>Two <b>three</b>.", f"<p>Two <b>three</b>. {IGNORING}"),
        ("xliff", UNIT % "", UNIT % IGNORING),
    ],
)
def test_a_rule_can_be_ignored_where_it_spoke(name: str, text: str, written: str) -> None:
    document = read_text(text, format=name)
    edit = format_named(name).ignoring(document, place_of(document, "Two"), "a/b")
    assert edit is not None
    assert apply_edits(text, [edit]) == written
    changed = read_text(written, format=name)
    suppression = changed.suppressions[-1]
    assert suppression.rule == "a/b"
    assert suppression.span is None or suppression.span.overlaps(place_of(changed, "Two"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("html", "<title>Two words</title>"),
        ("html", "<img alt='Two words'>"),
        ("markdown", "---\ntitle: Two words\n---\n"),
    ],
)
def test_no_comment_is_put_where_it_would_be_text(name: str, text: str) -> None:
    document = read_text(text, format=name)
    assert format_named(name).ignoring(document, place_of(document, "Two words"), "a/b") is None
