"""The checking behind a language server: newest text first, stale answers dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TypeAlias

from mtcheck.config import Config
from mtcheck.model import MtcheckError
from mtcheck.review.lsp.buffers import Buffer, Found, OpenBuffer
from mtcheck.review.lsp.examiner import Examiner
from mtcheck.review.lsp.options import Options

Publish: TypeAlias = Callable[[OpenBuffer], None]
Fail: TypeAlias = Callable[[Buffer, BaseException], None]


class Session:
    """Open buffers and their checks. All methods are for the event loop's thread.

    One thread checks, a buffer at a time; nothing is checked before ``configure``.
    ``publish`` is called whenever something new is known of a buffer, ``fail`` with what
    nobody expected.
    """

    def __init__(self, publish: Publish, fail: Fail) -> None:
        self.options = Options()
        self._configured = False
        self.root: Path | None = None
        self.open: dict[str, OpenBuffer] = {}
        self._publish, self._fail = publish, fail
        self._worker = ThreadPoolExecutor(1, "mtcheck-lsp")
        self._examiners: list[Examiner] = []
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._answers = count(1)

    def update(self, buffer: Buffer, delay: float = 0.0) -> None:
        """Take a new text and check it after ``delay`` seconds, unless another comes first."""
        held = self.open.setdefault(buffer.uri, OpenBuffer(buffer))
        held.buffer = buffer
        held.tell()
        self._schedule(buffer.uri, delay)

    def close(self, uri: str) -> None:
        """Forget a buffer; what is under way for it is dropped."""
        held = self.open.pop(uri, None)
        task = self._checks.pop(uri, None)
        if task:
            task.cancel()
        if held:
            held.tell()

    def configure(self, options: Options | None = None) -> None:
        """Check everything anew, with the settings as they are now."""
        self.options = options or self.options
        self._configured = True
        self._examiners.clear()
        for uri, held in self.open.items():
            held.forget()
            self._schedule(uri, 0.0)

    async def current(self, uri: str, complete: bool = False) -> OpenBuffer | None:
        """A buffer once its newest text has been looked at; ``None`` when it is not open.

        With ``complete`` it waits for the slow detectors as well.
        """
        while (held := self.open.get(uri)) is not None:
            done = held.current is None or held.current.complete or not complete
            if held.settled and done:
                return held
            news = asyncio.get_running_loop().create_future()
            held.news.append(news)
            await news
        return None

    def stop(self) -> None:
        """End: nothing more is checked."""
        for uri in list(self.open):
            self.close(uri)
        self._worker.shutdown(wait=False, cancel_futures=True)

    def config_of(self, buffer: Buffer) -> Config:
        """The settings a buffer is checked with. Raises ``MtcheckError``."""
        return self.options.config_for(Path(buffer.path).parent, self.root)

    def _schedule(self, uri: str, delay: float) -> None:
        if not self._configured:
            return
        before = self._checks.pop(uri, None)
        if before:
            before.cancel()
        self._checks[uri] = asyncio.get_running_loop().create_task(self._check(uri, delay))

    async def _check(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        held = self.open.get(uri)
        if held is None:
            return
        buffer, loop = held.buffer, asyncio.get_running_loop()

        def take(found: Found | None, trouble: str = "") -> None:
            loop.call_soon_threadsafe(self._take, held, buffer, found, trouble)

        try:
            await loop.run_in_executor(self._worker, self._examine, held, buffer, take)
        except MtcheckError as error:
            self._take(held, buffer, None, str(error))
        except Exception as error:
            self._take(held, buffer, None, "this text could not be checked; see the log")
            self._fail(buffer, error)

    def _examine(
        self, held: OpenBuffer, buffer: Buffer, take: Callable[[Found | None], None]
    ) -> None:
        """In the worker's thread: hand over what each step finds."""
        if held.buffer is not buffer:
            return
        examiner = self._examiner(self.config_of(buffer))
        for found in examiner.steps(buffer, lambda: held.buffer is buffer, held.complete):
            take(found)

    def _take(self, held: OpenBuffer, buffer: Buffer, found: Found | None, trouble: str) -> None:
        if held.buffer is not buffer or self.open.get(buffer.uri) is not held:
            return
        held.take(found, trouble, next(self._answers))
        self._publish(held)

    def _examiner(self, config: Config) -> Examiner:
        for known in list(self._examiners):
            if known.config == config:
                return known
        made = Examiner(config)
        self._examiners.append(made)
        return made
