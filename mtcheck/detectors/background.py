"""Work on threads that do not keep the program from ending."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")


class Background:
    """A few daemon threads, made when first needed.

    Unlike ``ThreadPoolExecutor`` it does not wait at the end of the program for an answer
    nobody wants any more, as after an interrupt.
    """

    def __init__(self, threads: int, name: str) -> None:
        self._wanted = threads
        self._name = name
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = Lock()
        self._threads = 0

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run ``work`` on one of the threads; what it raises comes out of the future."""
        future: Future[T] = Future()
        self._queue.put(lambda: _run(work, future))
        with self._lock:
            if self._threads < self._wanted:
                self._threads += 1
                Thread(target=self._work, name=self._name, daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            self._queue.get()()


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:
        future.set_exception(error)
