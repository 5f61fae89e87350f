"""The review in a real browser: by keyboard alone, two windows, accessibility, hostile text."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mtcheck.config import Config
from mtcheck.formats import source_text
from mtcheck.model import Span
from mtcheck.review.access import Access
from mtcheck.review.app import make_app
from mtcheck.review.desk import Desk
from mtcheck.review.desk import Inspector as RealInspector
from mtcheck.review.guard import Guard
from mtcheck.review.store import Store
from tests import hostile
from tests.review_desks import ARTICLE, RULES, RUSSIAN, Inspector, article, desk
from tests.servers import running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip(
        "THE BROWSER TESTS DID NOT RUN: there is no chromium; apt-get install chromium",
        allow_module_level=True,
    )

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

SEED = Path(__file__).parent.parent / "seeds" / "lavrov-aleppo.txt"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI needs chromium: apt-get install -y chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def served() -> Iterator[Callable[[Desk], str]]:
    with ExitStack() as stack:
        yield lambda here: stack.enter_context(running(Guard(make_app(here, "Anna"), Access())))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    contexts = []

    def open_page(url: str, width: int = 1400, **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def told(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_contain_text(words)


def test_the_seed_is_walked_by_keyboard_alone(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / SEED.name
    path.write_bytes(SEED.read_bytes())
    detectors = frozenset({"patterns", "transliteration", "quotes", "names"})
    here = Desk(Store(tmp_path / "s.sqlite3"), RealInspector(Config(detectors=detectors)))
    number = here.open(path).id
    total = len(here.store.items(number))
    assert total > 25
    page = opened(served(here))
    keys = page.keyboard

    def status() -> str | None:
        return page.locator(".card.current").get_attribute("data-status")

    keys.press("n")
    seen = []
    while True:
        identifier = page.evaluate("document.activeElement.id")
        if seen and seen[-1] == identifier:
            break
        seen.append(identifier)
        keys.press("n")
    assert len(seen) == len(set(seen)) == total  # all of them, each once
    expect(page.locator("#said")).to_have_text("That was the last finding.")

    page.reload()
    with_suggestion = page.locator(".card:has([data-key='1'], [data-first] .suggestion)").first
    with_suggestion.evaluate("e => e.focus()")
    wanted = with_suggestion.locator(".suggestion").first.inner_text()
    old = with_suggestion.locator("q").first.inner_text()
    keys.press("a")
    told(page, f"1 of {total} decided: 1 accepted")
    assert status() == "open"  # on to the next open one

    keys.press("r")
    keys.press("3")
    told(page, "1 rejected")
    keys.press("r")
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    keys.type("said on the record")
    keys.press("Enter")
    told(page, "2 rejected")

    edited = page.locator(".card.current q").first.inner_text()
    keys.press("e")
    keys.type("[edited by hand]")
    keys.press("Control+Enter")
    told(page, "1 edited")

    keys.press("m")
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    marked = page.evaluate("getSelection().toString()")
    assert len(marked.split()) == 2
    keys.press("Enter")
    expect(page.locator("#marking")).to_be_visible()
    keys.type("accuracy/omission")
    for _ in range(2):
        keys.press("Tab")
    keys.press("Control+a")
    keys.type("[missed]")
    keys.press("Tab")
    keys.type("seen by a reader")
    keys.press("Enter")
    told(page, "1 marked")

    keys.press("n")
    keys.press("a")
    told(page, "2 accepted")
    keys.press("u")
    told(page, "1 accepted")

    page.reload()
    told(page, f"4 of {total} decided: 1 accepted, 2 rejected, 1 edited, 1 marked")
    with page.expect_download() as download:
        page.get_by_role("link", name="Corrected file").focus()
        keys.press("Enter")
    written = {old: wanted, edited: "[edited by hand]", marked: "[missed]"}
    changed = [i for i in here.store.items(number) if i.replacement is not None]
    assert {i.finding.text: i.replacement for i in changed} == written
    expected = SEED.read_text("utf-8")
    for item in reversed(changed):
        start, end = item.finding.span.start, item.finding.span.end
        assert expected[start:end] == item.finding.text
        expected = expected[:start] + written[item.finding.text] + expected[end:]
    assert Path(download.value.path()).read_bytes() == expected.encode()
    assert path.read_bytes() == SEED.read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 800, 1400])
def test_axe_finds_no_violation(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path, width: int, scheme: str
) -> None:
    source = "\n\n".join(RUSSIAN)
    held = ("Talks", {"rule": "a/held", "source_span": Span(0, len("Переговоры"))})
    here = desk(tmp_path, Inspector((*RULES, held)))
    path = article(tmp_path)
    here.open(path, source=source_text(source))
    here.open(article(tmp_path, name="second.txt"))
    url = served(here)
    page = opened(url, width, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    clean(page)
    page.goto(f"{url}/d/1")
    clean(page)
    for keys in ("na", "r3", "a", "u", "r"):
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(150)
        clean(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    clean(page)
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    clean(page)
    page.keyboard.press("Escape")
    path.write_text(ARTICLE.replace("otrulivaet", "go"), "utf-8")
    page.reload()
    expect(page.locator(".lost")).to_be_visible()
    clean(page)


def clean(page: Page) -> None:
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_windows_hear_of_each_other(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    url = served(here)
    anna, boris = opened(url), opened(url)
    boris.get_by_label("Reader").fill("Boris")
    boris.get_by_role("button", name="Change").click()
    expect(anna.locator("#others")).to_contain_text("Boris", timeout=15_000)
    anna.keyboard.press("n")
    anna.keyboard.press("r")
    boris.keyboard.press("n")
    boris.keyboard.press("a")
    told(boris, "1 accepted")
    anna.keyboard.press("1")  # decides on what she no longer sees as it is
    expect(anna.locator("#i1 .decided, #alert")).not_to_have_count(0)
    told(anna, "1 accepted")
    expect(anna.locator("#i1 .decided")).to_contain_text("Accepted by Boris")
    assert here.store.items(1)[0].decision.reader == "Boris"  # type: ignore[union-attr]
    anna.get_by_label("Show").select_option("to-confirm")
    assert anna.locator(".card:visible").count() == 1
    anna.locator(".card:visible").evaluate("e => e.focus()")
    anna.keyboard.press("c")
    expect(anna.locator("#i1 .decided")).to_contain_text("Boris and Anna")


def test_a_server_that_is_gone_is_told_and_the_wish_kept(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here))
    page.context.set_offline(True)
    page.keyboard.press("n")
    page.keyboard.press("a")
    expect(page.locator("#alert")).to_contain_text("Not saved")
    told(page, "0 of 6 decided")
    page.context.set_offline(False)
    told(page, "1 of 6 decided")
    expect(page.locator("#alert")).to_be_hidden()


def test_a_changed_file_is_told(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    path = article(tmp_path)
    here.open(path)
    page = opened(served(here))
    page.keyboard.press("n")
    page.keyboard.press("a")
    told(page, "1 of 6")
    path.write_text("A new lead.\n\n" + ARTICLE, "utf-8")
    expect(page.locator("#stale")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Load it").click()
    told(page, "1 of 6")
    expect(page.locator(".target").first).to_have_text("A new lead.")


def test_words_selected_with_the_mouse_are_marked(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    number = here.open(article(tmp_path, ARTICLE.replace("\n", "\r\n"))).id
    page = opened(served(here), 375)
    page.locator(".target .t").first.evaluate(
        "e => getSelection().setBaseAndExtent(e.firstChild, 6, e.firstChild, 15)"
    )
    page.get_by_role("button", name="Mark the selection").click()
    assert page.locator("#marking-words").inner_text() == "😀 on Syr"
    page.get_by_role("radio", name="critical").check()
    page.get_by_role("button", name="Mark it").click()
    told(page, "1 marked")
    marked = next(i for i in here.store.items(number) if i.marked)
    assert marked.finding.text == "😀 on Syr"
    assert marked.finding.severity.value == "critical"


def test_one_key_decides_on_all_alike(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here))
    keys = page.keyboard
    for key in ("n", "n", "a"):
        keys.press(key)
    expect(page.get_by_role("button", name="Same for the other “foreign Minister”")).to_be_visible()
    keys.press("s")
    told(page, "2 of 6 decided: 2 accepted")
    expect(page.locator("#same")).to_be_hidden()
    keys.press("u")
    told(page, "1 of 6 decided")


def test_single_keys_can_be_switched_off(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here))
    page.get_by_label("single keys").uncheck()
    page.reload()
    page.locator(".card").first.focus()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    told(page, "0 of 6")


def test_nothing_of_a_hostile_article_executes(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    text = "\n\n".join(hostile.FRAGMENTS).encode("utf-8", "replace").decode().replace("\x00", "")
    rules = tuple(
        (re.escape(part), {"rule": f"a/{n}", "message": part, "suggestions": (part[:80],)})
        for n, part in enumerate(hostile.FRAGMENTS[:12])
    )
    here = desk(tmp_path, Inspector(rules))
    here.open(article(tmp_path, text))
    page = opened(served(here))
    heard: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: heard.append(message.text))
    for _ in range(8):
        page.keyboard.press("o")
        page.keyboard.press("a")
        page.wait_for_timeout(120)
    assert page.evaluate("window.hit") is None
    assert page.locator("script").count() == 1
    assert page.locator("main img, main iframe, main svg, main style").count() == 0
    assert heard == []


def test_on_a_phone_what_is_opened_is_seen_above_the_buttons(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here), 375, has_touch=True, is_mobile=True)
    for number, opener, field in ((1, "edit", "textarea"), (3, "reject", "[data-reason]")):
        card = page.locator(".card").nth(number)
        card.locator(f"details.{opener} summary").tap()
        words = card.locator(field).first
        expect(words).to_be_focused()
        page.wait_for_timeout(600)  # the page scrolls smoothly
        box, bar = words.bounding_box(), page.locator(".walk").bounding_box()
        assert box
        assert bar
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar["y"]


def test_letters_twice_as_large_need_no_scrolling_sideways(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here), 375)
    page.keyboard.press("n")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_screen_reader_hears_what_stands_where_and_what_a_button_does(
    served: Callable[[Desk], str], opened: Open, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    here.open(article(tmp_path))
    page = opened(served(here))
    card = page.get_by_role("group", name="open, critical otrulivaet")
    expect(card.get_by_role("button", name="write steer away", exact=True)).to_be_visible()
    expect(card.get_by_role("button", name="Mend by hand", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="open critical finding 1")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="0 of 6 decided")).to_be_visible()
    page.keyboard.press("n")
    expect(card).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("Accepted by Anna: otrulivaet")
    expect(page.get_by_role("group", name="accepted, critical otrulivaet")).to_be_visible()
