"""The Russian beside the article under review, and its words that findings are held against."""

from __future__ import annotations

import re
from pathlib import Path

import httpx

from mtcheck.formats import source_text
from mtcheck.model import Span
from mtcheck.review.access import Access
from mtcheck.review.app import make_app
from mtcheck.review.guard import Guard
from tests.review_desks import Inspector, article, desk
from tests.servers import running

RUSSIAN = "Встреча была.\n\nПришло 50 <b>человек</b>, сказал он."


def test_the_words_of_the_source_are_marked_and_named(tmp_path: Path) -> None:
    start = RUSSIAN.index("50")
    held = {"rule": "a/number", "source_span": Span(start, start + 2)}
    here = desk(tmp_path, Inspector(((r"\b15\b", held),)))
    path = article(tmp_path, "The meeting was held.\n\nOf them 15 <b>came</b>, he said.\n")
    here.open(path, source=source_text(RUSSIAN))
    with running(Guard(make_app(here, "Anna"), Access())) as url:
        page = httpx.get(f"{url}/d/1").text
    marked = r'Пришло <span class="u s0 open l0" data-card="i1">50</span> &lt;b&gt;человек'
    assert re.search(marked, page)
    assert '<span>Source <q lang="ru">50</q></span>' in page
    assert page.count('data-card="i1"') == 3  # the words, their sign, and those of the source


def test_a_finding_that_the_source_has_nothing_to_do_with_marks_nothing_there(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    here.open(
        article(tmp_path, "The meeting.\n\nHe otrulivaet aside.\n"), source=source_text(RUSSIAN)
    )
    with running(Guard(make_app(here, "Anna"), Access())) as url:
        page = httpx.get(f"{url}/d/1").text
    (first, second) = re.findall(r'<p class="source"[^>]*>(.*?)</p>', page)
    assert first == "Встреча была."
    assert second == "Пришло 50 &lt;b&gt;человек&lt;/b&gt;, сказал он."
    assert "<span>Source" not in page
