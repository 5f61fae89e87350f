"""The HTML report in real Chromium: accessible, filtered, steered by keys, safe, quick.

Runs where Debian's Chromium is installed; in continuous integration (CI=true) its absence
is an error.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.comparison import (
    ComparedSegment,
    Comparison,
    Estimate,
    MetricScore,
    SegmentEstimate,
)
from mtcheck.model import Category, Origin, Report, Severity, Skipped, Span
from mtcheck.reference.word_diff import word_diff
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.html import Html
from tests import hostile
from tests.factories import beside, finding, judged, report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip(
        "THE BROWSER TESTS DID NOT RUN: there is no chromium; apt-get install chromium",
        allow_module_level=True,
    )

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

TEXT = (
    "Talks “futile gathering”\n\n"
    "The Americans otrulivaet aside from the talks, the foreign Minister said on Monday.\n\n"
    + "It was said again. " * 300
    + "\n\nThe end of the story."
)
SOURCES = ("Заголовок", "Американцы отруливают от переговоров.", "Ещё раз.", "Конец.")
Open = Callable[..., Page]


def example() -> Report:
    def at(words: str, **settings: object) -> object:
        start = TEXT.index(words)
        return finding(start, start + len(words), **settings)

    found = [
        at(
            "otrulivaet",
            severity=Severity.CRITICAL,
            category=Category.UNTRANSLATED,
            rule="untranslated/word",
            origin=Origin("отруливает", "отруливать", gloss="steers away"),
            suggestions=("steers away",),
            help_url="https://example.org/rule",
            source_span=Span(22, 32),
            source_text="отруливают",
        ),
        at("Americans otrulivaet aside from", severity=Severity.MAJOR, rule="syntax/order"),
        at("foreign Minister", category=Category.SPELLING, rule="a/title", suggestions=("x", "")),
        at("end", category=Category.AWKWARD, rule="a/end"),
    ]
    document = replace(
        judged(TEXT, *found),  # type: ignore[arg-type]
        skipped=(Skipped("grammar", "there is no Java", "run mtcheck languagetool install"),),
        notes=("read as windows-1251",),
    )
    comparison = Comparison(
        "human.txt",
        (MetricScore("BLEU", 34.5, "nrefs:1|version:2.6.0", 30.1, 38.9),),
        (
            ComparedSegment(
                Span(0, 5), 1, "Talk", {"BLEU": 12.0}, 2.0, tuple(word_diff("Talks", "Talk"))
            ),
        ),
        unpaired=2,
    )
    estimate = Estimate(
        "comet:2.2|XCOMETMetric|x.ckpt", 0.5, (SegmentEstimate(Span(0, 5), 1, 0.5),)
    )
    document = replace(document, comparison=comparison, estimate=estimate)
    paired = beside(document, *SOURCES)
    return report(paired, replace(document, path="second.txt"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI needs chromium: apt-get install -y chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(whole: Report, width: int = 1400, **settings: object) -> Page:
        path = tmp_path / "report.html"
        options = RenderOptions(verdict="4 findings", passed=False)
        path.write_text(Html().render(whole, options), "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 800, 1400])
def test_axe_finds_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(example(), width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_would_find_a_violation(opened: Open) -> None:
    page = opened(example(), bypass_csp=True)
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    assert Axe().run(page).violations_count == 1


def test_notes_stand_beside_the_line_or_below_it(opened: Open) -> None:
    for width, aside in ((1400, True), (800, False), (375, False)):
        page = opened(example(), width)
        text = page.locator("#d2 .row:has(.note) .target").first.bounding_box()
        note = page.locator("#d2 .note").first.bounding_box()
        assert text
        assert note
        assert (note["x"] >= text["x"] + text["width"]) is aside
        assert (note["y"] >= text["y"] + text["height"]) is not aside


def test_the_source_stands_beside_the_target(opened: Open) -> None:
    page = opened(example())
    source = page.locator("#d1 .source").first.bounding_box()
    target = page.locator("#d1 .target").first.bounding_box()
    assert source
    assert target
    assert source["y"] == pytest.approx(target["y"], abs=1)
    assert source["x"] + source["width"] <= target["x"]


def test_pointing_at_one_side_marks_both(opened: Open) -> None:
    page = opened(example())
    page.locator("#d1 .source .u").first.hover()
    assert page.locator("#d1 .source .u.over").all_text_contents() == ["отруливают"]
    assert page.locator("#d1 .target .u.over").all_text_contents() == ["otrulivaet"]
    assert page.locator(".note.over q").first.text_content() == "otrulivaet"
    page.locator("h1").hover()
    assert page.locator(".over").count() == 0


def test_the_source_is_above_the_target_on_a_narrow_screen(opened: Open) -> None:
    page = opened(example(), 375)
    source = page.locator("#d1 .source").first.bounding_box()
    target = page.locator("#d1 .target").first.bounding_box()
    assert source
    assert target
    assert source["y"] + source["height"] <= target["y"] + 1


def test_without_scripts_the_number_in_the_source_leads_to_the_note(opened: Open) -> None:
    page = opened(example(), java_script_enabled=False)
    page.locator("#d1 .source .ref").first.click()
    note = page.locator(".note:target")
    assert note.locator("q").first.text_content() == "otrulivaet"
    note.get_by_role("link", name="in the source").click()
    assert page.locator(".source .ref:target").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_work_with_and_without_scripts(opened: Open, scripts: bool) -> None:
    page = opened(example(), java_script_enabled=scripts)
    visible = page.locator("#d1 .note:visible")
    assert visible.count() == 4
    page.get_by_role("checkbox", name=re.compile("^critical")).uncheck()
    assert visible.count() == 3
    page.get_by_role("checkbox", name="fluency/spelling").uncheck()
    assert visible.count() == 2
    page.locator("summary", has_text="By rule").click()
    page.get_by_role("checkbox", name="a/end").uncheck()
    assert visible.count() == 1
    assert page.locator("#shown").inner_text() == ("2 of 8 shown" if scripts else "")
    page.get_by_role("button", name="Show all").click()
    assert visible.count() == 4


def test_the_colour_scheme_can_be_chosen_without_scripts(opened: Open) -> None:
    page = opened(example(), java_script_enabled=False, color_scheme="light")
    paper = page.locator("body")
    light = paper.evaluate("e => getComputedStyle(e).backgroundColor")
    page.get_by_role("radio", name="Dark").check(force=True)
    assert paper.evaluate("e => getComputedStyle(e).backgroundColor") != light


def test_keys_go_from_note_to_note(opened: Open) -> None:
    page = opened(example())
    focused = "document.activeElement.id"
    seen = []
    for key in ("n", "n", "n", "p"):
        page.keyboard.press(key)
        seen.append(page.evaluate(focused))
    assert seen == ["d1n1", "d1n2", "d1n3", "d1n2"]
    page.locator("#f-s2").uncheck()
    page.keyboard.press("p")
    assert page.evaluate(focused) == "d1n1"
    page.get_by_role("checkbox", name="next, previous").uncheck()
    page.keyboard.press("n")
    assert page.locator(".note.current").get_attribute("id") == "d1n1"


def test_a_mark_leads_to_its_note(opened: Open) -> None:
    page = opened(example())
    page.locator(".u", has_text="foreign Minister").first.click()
    assert page.evaluate("document.activeElement.id") == "d1n3"
    page.locator("#d1m4").click()
    assert page.evaluate("location.hash") == "#d1n4"


def test_print_shows_all_notes_below_and_no_filters(opened: Open) -> None:
    page = opened(example())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".note:visible").count() == 8
    assert not page.get_by_role("button", name="Show all").is_visible()
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == (
        "rgb(255, 255, 255)"
    )


def test_nothing_of_hostile_articles_executes(opened: Open) -> None:
    texts = list(hostile.texts(2000))
    page = opened(report(judged("ok")))
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("dialog", lambda dialog: (messages.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: messages.append(request.url))
    path = Path(page.url.removeprefix("file://"))
    for first in range(0, len(texts), 500):
        batch = hostile.report(texts[first : first + 500], first)
        path.write_text(Html().render(batch, RenderOptions(verdict=texts[first])), "utf-8")
        page.goto(path.as_uri())
        assert page.evaluate("window.hit") is None
        assert page.locator("script").count() == 1
        assert page.locator("main img, main iframe, main script, main style").count() == 0
        assert page.locator("main section").count() == len(batch.documents)
        assert page.locator(".note").count() == len(batch.findings)
    assert set(messages) == {path.as_uri()}


def test_the_policy_stops_a_script_that_is_not_ours(opened: Open) -> None:
    page = opened(example())
    path = Path(page.url.removeprefix("file://"))
    path.write_text(
        path.read_text("utf-8").replace("</main>", "<script>window.hit = 1</script></main>"),
        "utf-8",
    )
    page.goto(path.as_uri())
    assert page.locator("script").count() == 2
    assert page.evaluate("window.hit") is None
