"""When a language server checks, and what of it reaches the editor: texts and settings change."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from mtcheck.config import Config
from mtcheck.review.lsp import session as module
from mtcheck.review.lsp.buffers import Buffer, Found, OpenBuffer
from mtcheck.review.lsp.options import Options
from mtcheck.review.lsp.session import Session
from tests.factories import document, judged

pytestmark = pytest.mark.asyncio
URI = "file:///nowhere/a.txt"


class Watched:
    """Stands for a session's examiners: what they were asked, held up while ``gate`` is shut."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.begun = threading.Event()
        self.asked: list[tuple[str, bool]] = []

    def examiner(self, config: Config) -> object:
        watched = self

        class Examiner:
            def __init__(self) -> None:
                self.config = config

            def steps(
                self, buffer: Buffer, wanted: Callable[[], bool], _: Found | None
            ) -> Iterator[Found]:
                watched.asked.append((buffer.text, config.pedantic))
                watched.begun.set()
                assert watched.gate.wait(20)
                yield Found(document(buffer.text), judged(buffer.text), wanted())

        return Examiner()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched()
    monkeypatch.setattr(module, "Examiner", made.examiner)
    return made


class Editor:
    """What a session has published: texts, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.session = Session(self.publish, lambda _, error: pytest.fail(repr(error)))
        self.session.configure()

    def publish(self, held: OpenBuffer) -> None:
        assert held.current
        self.told.append(held.current.report.text)

    def type(self, text: str, version: int, delay: float = 0.0) -> None:
        self.session.update(Buffer(URI, text, version), delay)

    async def settled(self) -> None:
        held = await asyncio.wait_for(self.session.current(URI, complete=True), 20)
        assert held


async def begun(watched: Watched) -> None:
    assert await asyncio.to_thread(watched.begun.wait, 20)


async def test_of_fast_typing_only_the_last_is_checked(watched: Watched) -> None:
    watched.gate.set()
    editor = Editor()
    for version, text in enumerate(["T", "Th", "The", "The end."], 1):
        editor.type(text, version, delay=0.05)
    await editor.settled()
    assert watched.asked == [("The end.", False)]
    assert editor.told == ["The end."]


async def test_the_answer_about_an_older_text_is_dropped(watched: Watched) -> None:
    editor = Editor()
    editor.type("An old text.", 1)
    await begun(watched)
    editor.type("A new text.", 2)
    watched.gate.set()
    await editor.settled()
    assert [text for text, _ in watched.asked] == ["An old text.", "A new text."]
    assert editor.told == ["A new text."]


async def test_the_answer_under_older_settings_is_dropped(watched: Watched) -> None:
    editor = Editor()
    editor.type("A text.", 1)
    await begun(watched)
    editor.session.configure(Options(pedantic=True))
    watched.gate.set()
    await editor.settled()
    assert watched.asked == [("A text.", False), ("A text.", True)]
    assert editor.told == ["A text."]


async def test_nothing_is_told_of_a_text_that_was_closed(watched: Watched) -> None:
    editor = Editor()
    editor.type("A text.", 1)
    await begun(watched)
    editor.session.close(URI)
    watched.gate.set()
    editor.session.update(Buffer("file:///nowhere/b.txt", "Another.", 1))
    await asyncio.wait_for(editor.session.current("file:///nowhere/b.txt", complete=True), 20)
    assert editor.told == ["Another."]
