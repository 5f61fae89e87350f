"""ASGI middleware between the network and a server of ours.

It answers for everything that is not the application's business: who may ask (``access``),
how much may be sent, how long it may take, how many at once; and it sees to it that no
text of an article reaches a log.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mtcheck.review.access import (
    Access,
    Headers,
    Refusal,
    Wording,
    in_json,
    into_cookie,
    is_page,
    token_in_query,
)

log = logging.getLogger("mtcheck.server")

DRAINED_BYTES = 64 * 1024 * 1024
DRAINED_SECONDS = 5.0
ORIGINS_TOLD = 20
ORIGIN_SHOWN = 200
SAFE_HEADERS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one server takes on.

    ``body`` in bytes; ``seconds`` for one request from its first byte to the whole answer;
    at most ``running`` requests at once and ``waiting`` behind them; who comes later is told
    to come again in ``retry_after`` seconds. ``unqueued`` paths are answered at any time.
    """

    body: int = 2 * 1024 * 1024
    seconds: float = 60.0
    running: int = 8
    waiting: int = 32
    retry_after: int = 2
    unqueued: frozenset[str] = field(default_factory=frozenset)


class Guard:
    """Wraps an application: ``Guard(app, Access(token=…), Limits(…))``.

    Refusals: 401 token, 403 foreign page, 413 body, 421 host name, 503 with ``Retry-After``
    when the queue is full, 504 when the time is over, 500 for an error of the application,
    of which kind and place are logged but never its words. Work that outlives its time
    keeps its place in the queue until it ends, so that threads cannot pile up.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        limits: Limits | None = None,
        wording: Wording = in_json,
    ) -> None:
        self.app = app
        self.access = access
        self.limits = limits or Limits()
        self._wording = wording
        self._slots = asyncio.Semaphore(self.limits.running)
        self._queued = 0
        self._late: set[asyncio.Task[None]] = set()
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await _refuse_socket(receive, send)
            return
        answer = Answer(send, self._cors(scope), partial(self._wording, scope))
        refusal = self._refusal(scope)
        if refusal:
            self._tell(scope, refusal)
            await _drain(receive)
            await answer.refuse(refusal)
        elif self._is_preflight(scope):
            await answer.plain(204, b"", _PREFLIGHT)
        elif self.access.token is not None and token_in_query(scope) and is_page(scope):
            await answer.plain(303, b"", into_cookie(scope, self.access.token))
        else:
            await self._queue(scope, receive, answer)

    def _tell(self, scope: Scope, refusal: Refusal) -> None:
        """Name a refused origin once on the log: its owner may want to allow it."""
        origin = ascii(Headers(scope).one(b"origin"))[1:-1][:ORIGIN_SHOWN]
        if refusal.status == 403 and origin and len(self._told) < ORIGINS_TOLD:
            if origin not in self._told:
                log.warning("refused a request of %s; --allow-origin %s allows it", origin, origin)
            self._told.add(origin)

    def _refusal(self, scope: Scope) -> Refusal | None:
        if self._is_preflight(scope):  # browsers send it without token
            return Access(self.access.hosts, self.access.any_address, self.access.origins).refusal(
                scope
            )
        refusal = self.access.refusal(scope)
        if refusal:
            return refusal
        length = Headers(scope).one(b"content-length")
        if length and (not length.isdecimal() or int(length) > self.limits.body):
            return self._too_large()
        return None

    def _is_preflight(self, scope: Scope) -> bool:
        return scope["method"] == "OPTIONS" and self.access.foreign_origin(scope) is not None

    def _too_large(self) -> Refusal:
        return Refusal(413, f"the body is larger than {self.limits.body} bytes")

    def _cors(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        origin = self.access.foreign_origin(scope)
        if origin is None:
            return []
        return [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"Origin")]

    async def _queue(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        if scope["path"] in self.limits.unqueued:
            await self._timed(scope, receive, answer, None)
            return
        if self._queued >= self.limits.running + self.limits.waiting:
            await _drain(receive)
            busy = Refusal(503, "too many requests at once; try again shortly")
            await answer.refuse(busy, [(b"retry-after", str(self.limits.retry_after).encode())])
            return
        self._queued += 1
        await self._timed(scope, receive, answer, self._slots)

    async def _timed(
        self, scope: Scope, receive: Receive, answer: Answer, slots: asyncio.Semaphore | None
    ) -> None:
        task = asyncio.create_task(self._run(scope, receive, answer, slots))
        if slots:
            task.add_done_callback(self._leave)
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        try:
            done, _ = await asyncio.wait({task}, timeout=self.limits.seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            await answer.refuse(Refusal(504, f"not done within {self.limits.seconds:g} seconds"))
            answer.close()
            task.cancel()

    def _leave(self, _: asyncio.Task[None]) -> None:
        self._queued -= 1

    async def _run(
        self, scope: Scope, receive: Receive, answer: Answer, slots: asyncio.Semaphore | None
    ) -> None:
        body = Body(receive, self.limits.body, lambda: answer.refuse(self._too_large()))
        try:
            if slots is None:
                await self.app(scope, body, answer)
            else:
                async with slots:
                    await self.app(scope, body, answer)
        except BodyTooLarge:
            return
        except Exception as error:
            log.error("%s %s: %s", scope["method"], type(error).__name__, _place(error))
            await answer.refuse(Refusal(500, "an error of the server"))


class BodyTooLarge(Exception):
    """Raised where the application reads, once more than the limit has come."""


class Body:
    """The ``receive`` of an application that stops when more comes than allowed.

    ``refuse`` answers then, before the application hears of it.
    """

    def __init__(self, receive: Receive, limit: int, refuse: Callable[[], Awaitable[None]]) -> None:
        self._receive = receive
        self._left = limit
        self._refuse = refuse

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                if message.get("more_body"):
                    await _drain(self._receive)
                await self._refuse()
                raise BodyTooLarge
        return message


class Answer:
    """The ``send`` of an application, with safe headers; can be answered only once."""

    def __init__(
        self,
        send: Send,
        extra: Iterable[tuple[bytes, bytes]],
        wording: Callable[[Refusal], tuple[str, bytes]],
    ) -> None:
        self._send = send
        self._wording = wording
        self._extra = list(extra)
        self._started = False
        self._closed = False

    async def __call__(self, message: Message) -> None:
        if self._closed:
            return
        if message["type"] == "http.response.start":
            self._started = True
            headers = [*message.get("headers", ()), *self._extra]
            given = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, value in SAFE_HEADERS if name not in given]
            message = {**message, "headers": headers}
        await self._send(message)

    def close(self) -> None:
        """Send nothing more."""
        self._closed = True

    async def refuse(self, refusal: Refusal, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        """Answer in the application's place; nothing when it has begun to answer."""
        kind, body = self._wording(refusal)
        more = [(b"content-type", kind.encode()), (b"connection", b"close"), *headers]
        if refusal.status == 401:
            more.append((b"www-authenticate", b'Bearer realm="mtcheck"'))
        await self.plain(refusal.status, body, more)

    async def plain(
        self, status: int, body: bytes, headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        if self._started or self._closed:
            self.close()
            return
        length = (b"content-length", str(len(body)).encode())
        start = {"type": "http.response.start", "status": status, "headers": [length, *headers]}
        await self(start)
        await self({"type": "http.response.body", "body": body})
        self.close()


_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"authorization, content-type"),
    (b"access-control-max-age", b"600"),
)


async def _drain(receive: Receive) -> None:
    """Read and drop what is being sent, so that the sender hears the answer."""
    dropped = 0
    try:
        async with asyncio.timeout(DRAINED_SECONDS):
            while dropped < DRAINED_BYTES:
                message = await receive()
                dropped += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        return


async def _refuse_socket(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _place(error: Exception) -> str:
    """Where an error came from, without its message: that may quote the article."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
