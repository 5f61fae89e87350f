"""Draws the browser review: `python docs/make_review_picture.py ARTICLE OUT.png`.

Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from mtcheck.config import Config
from mtcheck.review.app import make_app
from mtcheck.review.desk import Desk, Inspector
from mtcheck.review.serving import bind
from mtcheck.review.store import Store

VIEWPORT = {"width": 1400, "height": 900}
KEYS = "oaoooar3aa"
PAUSE = 400  # milliseconds, until a decision has arrived


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(Path(folder, "store.sqlite3")), Inspector(Config()))
        desk.open(given.article)
        bound = bind("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(make_app(desk, "Anna"), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound.listener]})
        thread.start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=VIEWPORT, reduced_motion="reduce")
        page.goto(bound.url)
        for key in KEYS:
            page.keyboard.press(key)
            page.wait_for_timeout(PAUSE)
        page.screenshot(path=given.out)
        browser.close()
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
