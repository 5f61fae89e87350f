"""Reports on files with markup: the article as it reads, its source beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest

from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.formats import read_document, read_text
from mtcheck.model import DocumentReport, Finding
from mtcheck.plugins import REPORTS, load_plugin
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.reading import as_read
from mtcheck.verdict import judge
from tests.factories import finding, report

ARTICLE = Path(__file__).parent / "xliff" / "article-2.1.xlf"
PAGE = (
    "<html><head><title>Head &amp; line</title></head><body><p>The <b>foreign</b> Minister\n"
    "said <img alt='An old picture'> so.</p><p>The end.</p></body></html>"
)


def judged(document: Document, *words: str) -> DocumentReport:
    return judge(document, [at(document, word) for word in words], Config())


def at(document: Document, words: str) -> Finding:
    (segment,) = [s for s in document.segments if words in s.text]
    start = segment.text.index(words)
    span = segment.to_document(start, start + len(words))
    return finding(span.start, span.end, rule=f"a/{words.split()[-1].lower()}")


def page() -> DocumentReport:
    document = read_text(PAGE, "a.html", "html")
    return judged(document, "foreign Minister said", "old picture", "& line", "end")


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def classes(element: Any) -> list[str]:
    return list(element.get("class", "").split())


def render(name: str, document: DocumentReport) -> str:
    text: str = load_plugin(REPORTS, name)().render(report(document), RenderOptions())
    return text


def test_findings_are_led_to_the_words_as_they_read() -> None:
    read = as_read(page())
    assert read.text.split("\n\n") == [
        "Head & line",
        "The foreign Minister said so.",
        "An old picture",
        "The end.",
    ]
    assert [read.text[f.span.start : f.span.end] for f in read.findings] == [
        "& line",
        "foreign Minister said",
        "old picture",
        "end",
    ]
    assert [f.text for f in read.findings] == [
        read.text[f.span.start : f.span.end] for f in read.findings
    ]
    assert [(f.line, f.column) for f in read.findings] == [
        (1, PAGE.index("&amp;") + 1),
        (1, PAGE.index("foreign") + 1),
        (2, 19),
        (2, 47),
    ]


def test_a_plain_text_is_read_as_it_is() -> None:
    document = judged(read_text("One two."), "two")
    assert as_read(document) is document


def test_a_finding_outside_the_passages_brings_its_line() -> None:
    document = read_text("<p>One two.</p>\n<!-- said -->\n<p>Three.</p>", "a.html", "html")
    place = document.text.index("said")
    read = as_read(judge(document, [finding(place, place + 4)], Config()))
    assert read.text == "One two.\n\n<!-- said -->\n\nThree."
    assert [read.text[f.span.start : f.span.end] for f in read.findings] == ["said"]


def test_the_terminal_shows_words_and_source_without_markup() -> None:
    document = read_document(ARTICLE)
    shown = render("terminal", judged(document, "foreign Minister", "headline"))
    assert "7 │ The foreign Minister said it." in shown
    assert "Source  Министр иностранных дел сказал это." in shown
    assert "Source  Заголовок здесь" in shown
    assert "<pc" not in shown
    assert "He left" not in shown
    assert "Source" not in render("terminal", page())


def test_the_html_report_shows_the_source_beside_the_target() -> None:
    document = read_document(ARTICLE)
    text = render("html", judged(document, "foreign Minister"))
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)
    pairs = [
        [words(p) for p in row.iter("p") if {"source", "target"} & set(classes(p))]
        for row in tree.iter("div")
        if "row" in classes(row)
    ]
    assert pairs == [
        ["Министр иностранных дел сказал это.", "The foreign Minister1 said it."],
        ["Он уехал.", "He otrulivaet left today."],
        ["Заголовок здесь", "Here is a headline"],
    ]
    assert "parallel" in text


def test_headlines_are_set_as_headlines() -> None:
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(render("html", page()))
    assert [words(p) for p in tree.iter("p") if "headline" in classes(p)] == ["Head & line1"]


def test_mqm_rows_have_source_and_target() -> None:
    document = read_document(ARTICLE)
    rows = [r.split("\t") for r in render("mqm-tsv", judged(document, "foreign")).splitlines()[1:]]
    assert rows[0][5:7] == [
        "Министр иностранных дел сказал это.",
        "The <v>foreign</v> Minister said it.",
    ]
    assert json.loads(rows[0][9])["source_not_seen"] is False
    assert [row[5] for row in rows] == [s.source for s in document.segments]


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_machines_get_places_in_the_file(name: str) -> None:
    told = json.loads(render(name, page()))
    if name == "json":
        places = [PAGE[f["start"] : f["end"]] for f in told["documents"][0]["findings"]]
    else:
        found = [
            r["locations"][0]["physicalLocation"]["region"] for r in told["runs"][0]["results"]
        ]
        places = [PAGE[r["charOffset"] : r["charOffset"] + r["charLength"]] for r in found]
    assert places == ["&amp; line", "foreign</b> Minister\nsaid", "old picture", "end"]
