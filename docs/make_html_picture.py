"""Draws the HTML report for the README: `python docs/make_html_picture.py ARTICLE OUT.png`.

Needs Chromium and playwright; `--dark` for the dark picture.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from mtcheck import Checker
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.html import Html
from mtcheck.verdict import Gate

VIEWPORT = {"width": 1400, "height": 1000}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    checker = Checker()
    report = checker.report([checker.check_file(given.article)])
    outcome = Gate.of(checker.config).judge(report)
    options = RenderOptions(verdict=outcome.reason, passed=outcome.passed)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        path.write_text(Html().render(report, options), "utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        scheme = "dark" if given.dark else "light"
        page = browser.new_page(viewport=VIEWPORT, color_scheme=scheme)
        page.goto(path.as_uri())
        page.screenshot(path=given.out)
        browser.close()


if __name__ == "__main__":
    main()
