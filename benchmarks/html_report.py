"""Opens HTML reports of 10,000 findings in Chromium: `python benchmarks/html_report.py`.

Prints for each shape of run the time to render, the size of the file, and from navigation on
the time to the first text on the screen, to the load event and to the second frame behind
it, and the processor time of the page's main thread, each in a new browser profile.
Goal: under 2 s and under 15 MB. Measure on a machine that does nothing else.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from mtcheck.model import (
    Category,
    DocumentReport,
    Finding,
    Origin,
    Report,
    Score,
    Severity,
    Span,
    ToolInfo,
)
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.html import Html

FINDINGS = 10_000
WORDS = ("the", "minister", "said", "that", "talks", "on", "corridors", "in", "city", "days")
PAINTED = """() => new Promise((done) => {
  const told = () => done([performance.getEntriesByName("first-contentful-paint")[0].startTime,
                           performance.getEntriesByType("navigation")[0].loadEventEnd,
                           performance.now()]);
  requestAnimationFrame(() => requestAnimationFrame(told));
})"""


def article(words: int, findings: int, paragraph: int, path: str) -> DocumentReport:
    """An article of so many words and findings, with a paragraph break every so many words."""
    source = random.Random(path)
    text, places = "", []
    for i in range(words):
        word = source.choice(WORDS)
        places.append(Span(len(text), len(text) + len(word)))
        text += word + ("\n\n" if i % paragraph == paragraph - 1 else " ")
    marked = sorted(source.sample(places, findings))
    found = tuple(_finding(source, text, span, i) for i, span in enumerate(marked))
    return DocumentReport(path, text, words, found, Score(float(findings), 1000.0))


def _finding(source: random.Random, text: str, span: Span, number: int) -> Finding:
    span = replace(span, end=min(len(text), span.end + source.choice((0, 0, 0, 12))))
    return Finding(
        rule=f"family-{number % 7}/rule-{number % 150}",
        category=source.choice(list(Category)),
        severity=source.choice((Severity.MINOR, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)),
        span=span,
        message=f"“{text[span.start : span.end]}” is a calque of the Russian; write it otherwise.",
        detector="patterns",
        origin=Origin(form="говорит", lemma="говорить", part_of_speech="verb", gloss="says"),
        suggestions=("says", "said"),
        text=text[span.start : span.end],
        line=1,
        column=span.start + 1,
        fingerprint=f"{number:016x}",
    )


def shapes() -> Iterator[tuple[str, list[DocumentReport]]]:
    yield "one long article", [article(120_000, FINDINGS, 80, "long.txt")]
    yield "one paragraph", [article(40_000, FINDINGS, 1_000_000, "paragraph.txt")]
    yield "400 articles", [article(300, FINDINGS // 400, 60, f"{i}.txt") for i in range(400)]


def measure(browser: Browser, path: Path) -> tuple[float, float, float, float]:
    """Seconds to first text, load event, second frame; processor seconds of the main thread."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    first, loaded, painted = (milliseconds / 1000 for milliseconds in page.evaluate(PAINTED))
    metrics = session.send("Performance.getMetrics")["metrics"]
    busy = next(m["value"] for m in metrics if m["name"] == "TaskDuration")
    context.close()
    return first, loaded, painted, busy


def main() -> None:
    tool = ToolInfo("mtcheck", "0", "benchmark")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, documents in shapes():
            start = time.perf_counter()
            page = Html().render(Report(tool, tuple(documents)), RenderOptions())
            rendered = time.perf_counter() - start
            path = Path(folder, "report.html")
            path.write_text(page, "utf-8")
            measured = zip(*(measure(browser, path) for _ in range(3)), strict=True)
            first, loaded, painted, busy = (sorted(values)[1] for values in measured)
            print(
                f"{name}: rendered in {rendered:.2f} s, {path.stat().st_size / 1e6:.1f} MB; first "
                f"text {first:.2f} s, loaded {loaded:.2f} s, painted {painted:.2f} s, "
                f"{busy:.2f} s of processor (medians of 3)"
            )
        browser.close()


if __name__ == "__main__":
    main()
