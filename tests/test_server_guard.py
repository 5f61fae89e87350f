"""The guard of our HTTP servers: who may ask, how much, how long, how many."""

from __future__ import annotations

import asyncio
import hmac
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mtcheck.model import MtcheckError
from mtcheck.review import access
from mtcheck.review.access import Access, into_cookie
from mtcheck.review.guard import Guard, Limits
from mtcheck.review.serving import access_for, bind
from tests.servers import running

MEGABYTE = 1024 * 1024


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def fail(request: Request) -> Response:
    raise ValueError((await request.body()).decode())


async def slow(request: Request) -> Response:  # noqa: ARG001
    await asyncio.sleep(30)
    return Response()


def app(policy: Access | None = None, limits: Limits | None = None) -> Guard:
    routes = [
        Route(path, handler, methods=["GET", "POST"])
        for path, handler in (("/", echo), ("/fail", fail), ("/slow", slow))
    ]
    return Guard(Starlette(routes=routes), policy or Access(), limits)


def ask(
    guard: Guard, method: str = "GET", path: str = "/", content: Any = None, **headers: str
) -> httpx.Response:
    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:1") as client:
            named = [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()]
            return await client.request(method, path, headers=named, content=content)

    return asyncio.run(one())


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8080", "127.0.0.1:9", "[::1]:80", "localhost."]
)
def test_own_names_are_answered(host: str) -> None:
    assert ask(app(), host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8080",
        "localhost@evil.example", "evil.example#localhost", "192.168.0.7", "", "localhost/..",
        "localhost:x", "[::1", "127.1", "0.0.0.0", "2130706433",
    ],
)  # fmt: skip
def test_foreign_host_names_are_refused(host: str) -> None:
    assert ask(app(), host=host).status_code == 421


def test_requests_without_or_with_two_hosts_are_refused() -> None:
    for hosts in ([], [(b"host", b"localhost"), (b"host", b"evil.example")]):
        scope = {"type": "http", "headers": hosts, "query_string": b""}
        refusal = Access().refusal(scope)
        assert refusal
        assert refusal.status == 421


def test_other_addresses_are_allowed_only_where_asked_for() -> None:
    wide = Access(frozenset({"news.example"}), any_address=True, token="t")
    for host in ("192.168.0.7:80", "[fe80::1]", "news.example"):
        assert ask(app(wide), host=host, authorization="Bearer t").status_code == 200
    assert ask(app(wide), host="evil.example", authorization="Bearer t").status_code == 421


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost:1", 200),
        ("https://localhost:1", 200),
        ("http://localhost:2", 403),
        ("http://localhost", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
        ("file://", 403),
        ("chrome-extension://abc", 403),
    ],
)
def test_only_its_own_pages_may_ask(origin: str, status: int) -> None:
    assert ask(app(), "POST", origin=origin).status_code == status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_foreign_pages_may_not_embed_but_may_link(site: str) -> None:
    assert ask(app(), sec_fetch_site=site, sec_fetch_mode="no-cors").status_code == 403
    linked = {"sec_fetch_site": site, "sec_fetch_mode": "navigate"}
    assert ask(app(), **linked, sec_fetch_dest="document").status_code == 200
    assert ask(app(), **linked, sec_fetch_dest="iframe").status_code == 403


def test_cors_is_closed_unless_configured() -> None:
    open_to = Access(origins=frozenset({"https://cms.example"}), token="secret")
    preflight = {"origin": "https://cms.example", "access_control_request_method": "POST"}
    answer = ask(app(open_to), "OPTIONS", **preflight)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://cms.example"
    assert ask(app(open_to), "POST", origin="https://cms.example").status_code == 401
    allowed = ask(app(open_to), "POST", origin="https://cms.example", authorization="Bearer secret")
    assert allowed.headers["access-control-allow-origin"] == "https://cms.example"
    assert allowed.headers["vary"] == "Origin"
    closed = ask(app(), "OPTIONS", **preflight)
    assert closed.status_code == 403
    assert "access-control-allow-origin" not in closed.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer secret"}, 200),
        ({"authorization": "bearer  secret"}, 200),
        ({"authorization": "Bearer secre"}, 401),
        ({"authorization": "Bearer secrets"}, 401),
        ({"authorization": "Bearer "}, 401),
        ({"authorization": "Basic YTpzZWNyZXQ="}, 200),
        ({"authorization": "Basic !"}, 401),
        ({"cookie": "a=b; mtcheck-token=secret"}, 200),
        ({"cookie": "mtcheck-token=other"}, 401),
        ({"authorization": "Bearer s\u00e9cret"}, 401),
    ],
)
def test_a_token_has_to_come_with_the_request(headers: dict[str, str], status: int) -> None:
    guard = app(Access(token="secret"))
    assert ask(guard, **headers).status_code == status


def test_the_token_of_an_address_goes_into_a_cookie() -> None:
    guard = app(Access(token="secret"))
    answer = ask(guard, path="/?token=secret&page=2", accept="text/html")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?page=2"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=Strict" in answer.headers["set-cookie"]
    assert ask(guard, path="/?token=wrong", accept="text/html").status_code == 401


@pytest.mark.parametrize("path", [b"//evil.example/", b"/\\evil.example/", b"///evil.example/"])
def test_that_redirect_stays_on_the_server(path: bytes) -> None:
    scope = {"path": path.decode(), "raw_path": path, "query_string": b"token=secret"}
    assert dict(into_cookie(scope, "secret"))[b"location"] == b"/evil.example/"


def test_tokens_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    compare = hmac.compare_digest

    def watched(a: bytes, b: bytes) -> bool:
        compared.append((a, b))
        return compare(a, b)

    monkeypatch.setattr(access.hmac, "compare_digest", watched)

    class Opaque(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            raise AssertionError("compared with ==")

    guard = app(Access(token=Opaque("secret")))
    assert ask(guard, authorization="Bearer wrong").status_code == 401
    assert (b"secret", b"wrong") in compared


def test_a_declared_body_too_large_is_refused_before_the_application() -> None:
    guard = app(limits=Limits(body=10))
    assert ask(guard, "POST", content=b"x" * 10).text == "10"
    assert ask(guard, "POST", content=b"x" * 11).status_code == 413
    assert ask(guard, "POST", content_length="-1").status_code == 413


def test_a_body_without_length_is_stopped_at_the_limit() -> None:
    async def chunks() -> Any:
        for _ in range(100):
            yield b"x"

    assert ask(app(limits=Limits(body=99)), "POST", content=chunks()).status_code == 413
    assert ask(app(limits=Limits(body=100)), "POST", content=chunks()).text == "100"


def send_large(url: str, megabytes: int, chunked: bool) -> int:
    """Status of a POST of so many megabytes, none of which is held here at once."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    chunk = b"x" * MEGABYTE

    def body() -> Iterator[bytes]:
        for _ in range(megabytes):
            yield chunk

    headers = {} if chunked else {"Content-Length": str(megabytes * MEGABYTE)}
    try:
        connection.request("POST", "/", body(), headers, encode_chunked=chunked)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("chunked", [False, True])
def test_large_bodies_are_refused_without_memory_growing(chunked: bool) -> None:
    with running(app()) as url:
        send_large(url, 10, chunked)
        process = psutil.Process()
        before = process.memory_info().rss
        statuses = {send_large(url, 10, chunked) for _ in range(20)}
        grown = process.memory_info().rss - before
    assert statuses == {413}
    assert grown < 8 * MEGABYTE


def test_time_is_limited() -> None:
    started = time.monotonic()
    answer = ask(app(limits=Limits(seconds=0.1)), path="/slow")
    assert answer.status_code == 504
    assert time.monotonic() - started < 20


def gated(
    limits: Limits, cases: Callable[[httpx.AsyncClient, asyncio.Event], Awaitable[None]]
) -> None:
    async def run() -> None:
        gate = asyncio.Event()

        async def wait(request: Request) -> Response:  # noqa: ARG001
            await gate.wait()
            return PlainTextResponse("done")

        async def healthy(request: Request) -> Response:  # noqa: ARG001
            return PlainTextResponse("well")

        routes = [Route("/wait", wait), Route("/health", healthy)]
        guard = Guard(Starlette(routes=routes), Access(), limits)
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await cases(client, gate)

    asyncio.run(run())


def test_the_queue_is_bounded_and_says_when_to_come_again() -> None:
    async def cases(client: httpx.AsyncClient, gate: asyncio.Event) -> None:
        taken = [asyncio.create_task(client.get("/wait")) for _ in range(3)]
        await asyncio.sleep(0.05)
        turned_away = await client.get("/wait")
        assert turned_away.status_code == 503
        assert turned_away.headers["retry-after"] == "7"
        assert (await client.get("/health")).text == "well"
        gate.set()
        assert [(await task).text for task in taken] == ["done"] * 3
        assert (await client.get("/wait")).text == "done"

    unqueued = frozenset({"/health"})
    gated(Limits(running=1, waiting=2, retry_after=7, unqueued=unqueued), cases)


def test_work_that_outlives_its_time_keeps_its_place() -> None:
    release = threading.Event()

    def stubborn(request: Request) -> Response:  # noqa: ARG001
        release.wait(20)
        return PlainTextResponse("late")

    async def run() -> None:
        limits = Limits(seconds=0.2, running=1, waiting=0)
        guard = Guard(Starlette(routes=[Route("/", stubborn)]), Access(), limits)
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            assert (await client.get("/")).status_code == 504
            assert (await client.get("/")).status_code == 503
            release.set()
            for _ in range(100):
                await asyncio.sleep(0.02)
                if (await client.get("/")).status_code == 200:
                    return
            raise AssertionError("the place was never given back")

    asyncio.run(run())


def test_errors_are_logged_without_the_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = ask(app(), "POST", "/fail?q=Lavrov", content=b"Lavrov said")
    assert answer.status_code == 500
    assert "Lavrov" not in answer.text
    assert "ValueError" in caplog.text
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert not any("Lavrov" in record.getMessage() for record in ours)


def test_every_answer_carries_safe_headers() -> None:
    for answer in (ask(app()), ask(app(), host="evil.example")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


def test_other_addresses_than_loopback_need_a_token() -> None:
    outside = bind("0.0.0.0", 0)
    inside = bind("127.0.0.1", 0)
    try:
        assert access_for(inside).token is None
        made = access_for(outside).token
        assert made
        assert len(made) > 40
        assert made != access_for(outside).token
        assert access_for(outside, token="own").token == "own"
    finally:
        outside.listener.close()
        inside.listener.close()


def test_an_address_that_is_taken_is_a_clear_error() -> None:
    taken = bind("127.0.0.1", 0)
    port = taken.listener.getsockname()[1]
    try:
        with pytest.raises(MtcheckError, match=f"port {port}.*--port"):
            bind("127.0.0.1", port)
    finally:
        taken.listener.close()


SERVER = """
import sys, time
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from mtcheck.review.access import Access
from mtcheck.review.guard import Guard
from mtcheck.review.serving import bind, serve

def work(request):
    print("working", flush=True)
    time.sleep(1)
    return PlainTextResponse("finished")

bound = bind("127.0.0.1", 0)
serve(Guard(Starlette(routes=[Route("/", work)]), Access()), bound,
      lambda: print(bound.url, flush=True))
"""


def test_told_to_stop_it_finishes_what_runs(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stdout
    url = process.stdout.readline().strip()
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(httpx.get(url, timeout=20).text))
    asking.start()
    assert process.stdout.readline().strip() == "working"
    process.send_signal(signal.SIGTERM)
    asking.join()
    process.wait(20)
    assert answers == ["finished"]
    parts = urlsplit(url)
    with pytest.raises(OSError), socket.create_connection((parts.hostname, parts.port), 1):
        pass
