"""The HTML report as a document: what is marked, noted, linked and allowed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.model import Category, DocumentReport, Origin, Report, Severity, Skipped, Span
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.html import Html
from mtcheck.reports.html_charts import BINS, strip
from mtcheck.reports.marked_text import MOST_LEVELS, marks_of, runs_of
from mtcheck.reports.paragraphs import cut, paragraphs_of
from tests.factories import beside, finding, judged, report
from tests.report_readers import read

TEXT = "Headline here\n\nThe Americans otrulivaet aside from the talks.\n\nThe end."
WORD = finding(29, 39, severity=Severity.CRITICAL, suggestions=("steers away",), rule="a/word")
CLAUSE = finding(19, 45, severity=Severity.MAJOR, rule="a/clause", category=Category.AWKWARD)


def page(*documents: DocumentReport, **options: Any) -> Any:
    text = Html().render(report(*documents), RenderOptions(**options))
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def having(tree: Any, name: str) -> list[Any]:
    return [e for e in tree.iter() if name in e.get("class", "").split()]


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_overlapping_findings_are_both_marked_on_different_levels() -> None:
    crossing = finding(34, 60, rule="a/crossing", category=Category.SPELLING)
    tree = page(judged(TEXT, CLAUSE, crossing))
    marked: dict[str, str] = {}
    levels: dict[str, str] = {}
    for span in having(tree, "u"):
        number = span.get("data-n")
        if number:
            marked[number] = marked.get(number, "") + "".join(span.itertext())
            levels[number] = span.get("class")[-2:]
    assert marked == {"d1n1": TEXT[19:45], "d1n2": TEXT[34:60]}
    assert levels["d1n1"] != levels["d1n2"]


def test_each_note_and_its_number_lead_to_each_other() -> None:
    tree = page(judged(TEXT, WORD, CLAUSE))
    ids = {e.get("id") for e in tree.iter() if e.get("id")}
    assert len(ids) == sum(1 for e in tree.iter() if e.get("id"))
    links = [e.get("href") for e in tree.iter("a") if e.get("href", "").startswith("#")]
    assert {"#d1n1", "#d1m1", "#d1n2", "#d1m2"} <= set(links)
    assert {link[1:] for link in links} <= ids


def test_a_note_tells_all() -> None:
    told = replace(
        WORD,
        origin=Origin("отруливает", "отруливать", gloss="steers away"),
        help_url="https://example.org/a",
        confidence=0.93,
        tentative=False,
        also=("b/other",),
    )
    (note,) = having(page(judged(TEXT, told)), "note")
    assert words(note).startswith("1 critical otrulivaet → steers awaySomething is wrong here.")
    assert "Russian отруливает from отруливать “steers away”" in words(note)
    assert "also b/other right 93% of the time" in words(note)
    assert [a.get("href") for a in note.iter("a")] == ["#d1m1", "https://example.org/a"]


def test_a_finding_without_width_still_has_its_number() -> None:
    (reference,) = having(page(judged(TEXT, finding(19, 19))), "ref")
    assert "gap" in reference.get("class").split()
    assert reference.tail.startswith("Americans")


def test_a_finding_over_two_paragraphs_has_one_number_at_its_end() -> None:
    tree = page(judged(TEXT, finding(50, TEXT.index("end") + 3)))
    assert [r.text for r in having(tree, "ref")] == ["1"]
    assert [words(u) for u in having(tree, "target")][-1] == "The end1."


def test_the_source_stands_beside_its_paragraph() -> None:
    document = beside(judged(TEXT, WORD), "Заголовок", "Американцы.", "Конец.")
    tree = page(document)
    assert [words(p) for p in having(tree, "source")] == ["Заголовок", "Американцы.", "Конец."]
    uneven = page(replace(judged(TEXT, WORD), source_text="Один.\n\nДва."))
    assert having(uneven, "source") == []
    assert words(having(uneven, "whole")[0]) == "Один.Два."


def test_the_words_of_the_source_are_marked_and_linked() -> None:
    both = replace(WORD, source_span=Span(11, 21), source_text="Американцы")
    tree = page(beside(judged(TEXT, both), "Заголовок", "Американцы отруливают.", "Конец."))
    source = having(tree, "source")[1]
    (marked,) = having(source, "u")
    assert (words(marked), marked.get("data-n")) == ("Американцы", "d1n1")
    (number,) = having(source, "ref")
    assert (number.get("id"), number.get("href")) == ("d1s1", "#d1n1")
    links = [a.get("href") for a in having(tree, "note")[0].iter("a")]
    assert "#d1s1" in links


def test_source_without_counterpart_stands_where_it_is_missing() -> None:
    document = beside(judged(TEXT, WORD), "Заголовок", "Американцы.", "Конец.")
    text = (document.source_text or "").replace("Американцы.", "Пропуск.\n\nАмериканцы.")
    first, *rest = document.passages
    moved = [replace(p, source_start=p.source_start + 10) for p in rest]
    document = replace(
        document,
        source_text=text,
        passages=(first, *moved),
        unpaired_source=(Span(11, 19),),
    )
    shown = [words(p) for p in having(page(document), "source")]
    assert shown == ["Заголовок", "Пропуск.", "Американцы.", "Конец."]


def test_what_was_not_checked_and_what_was_suppressed_is_said() -> None:
    document = replace(
        judged(TEXT),
        skipped=(Skipped("grammar", "there is no Java", "run this"),),
        suppressed=judged(TEXT, WORD).findings,
        notes=("read as windows-1251",),
    )
    shown = words(page(document, passed=False, verdict="why"))
    for part in ("Not checked: grammar.", "1 suppressed", "read as windows-1251", "Failed why"):
        assert part in shown


def test_every_filter_has_its_rules_in_the_style_sheet() -> None:
    text = Html().render(report(judged(TEXT, WORD, CLAUSE)), RenderOptions())
    boxes = set(re.findall(r'id="f-(\w+)"', text))
    assert boxes == {"s0", "s1", "s2", "c0", "c1", "r0", "r1"}
    assert set(re.findall(r"\.filters:has\(#f-(\w+):not\(:checked\)\)", text)) == boxes


def test_many_documents_have_an_index() -> None:
    tree = page(*(replace(judged(TEXT, WORD), path=f"{i}.txt") for i in range(3)))
    assert [a.get("href") for a in tree.iter("a") if a.text and a.text.endswith(".txt")] == [
        "#d1",
        "#d2",
        "#d3",
    ]


def test_an_article_of_many_findings_has_a_strip_of_few_parts() -> None:
    text = "word " * 1000
    document = judged(text, *(finding(5 * i, 5 * i + 4) for i in range(1000)))
    assert len(strip(document)) == BINS
    assert sum(tick.height > 0 for tick in strip(document)) == BINS


def test_a_very_long_paragraph_is_cut_at_sentences() -> None:
    text = "A sentence of some words. " * 500
    (paragraph,) = paragraphs_of(judged(text, *(finding(26 * i, 26 * i + 1) for i in range(500))))
    parts = cut(text, paragraph, 1000)
    assert "".join(text[p.span.start : p.span.end] for p in parts) == text
    assert all(text[p.span.start : p.span.end].endswith("words. ") for p in parts)
    assert sum(len(p.findings) for p in parts) == 500
    assert max(len(p.span) for p in parts) <= 1000
    whole = report(judged(text, *paragraph.findings))
    assert read("html", Html().render(whole, RenderOptions()), whole) == 500


spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(0, 30)
)


@given(st.lists(spans, max_size=12), st.integers(0, 30), st.integers(0, 40))
def test_runs_are_the_text_and_cover_each_mark(found: list[Span], start: int, length: int) -> None:
    area = Span(start, start + length)
    marks = marks_of(found)
    runs = list(runs_of(area, marks))
    position = area.start
    for run in runs:
        assert run.span.start == position
        position = run.span.end
        levels = [m.level for m in run.covering]
        assert len(set(levels)) == len(levels) <= MOST_LEVELS
        for mark in marks:
            inside = len(run.span) > 0 and mark.span.overlaps(run.span)
            assert (mark in run.covering) == (inside and mark.level is not None)
    assert position == area.end


@given(st.lists(spans, max_size=12))
def test_every_mark_ends_once(found: list[Span]) -> None:
    runs = runs_of(Span(0, 80), marks_of(found))
    numbers = sorted(m.number for run in runs for m in run.ending)
    assert numbers == list(range(1, len(found) + 1))


def test_reports_are_the_same_for_the_same_findings() -> None:
    whole: Report = report(judged(TEXT, WORD))
    assert Html().render(whole, RenderOptions()) == Html().render(whole, RenderOptions())
