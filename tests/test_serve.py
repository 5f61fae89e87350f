"""``mtcheck serve`` as a whole: who may ask, how much, what a stop and a full queue do."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.review.access import Access
from mtcheck.review.check_server import BYTES_A_UNIT, make_app
from mtcheck.serve_settings import ServeSettings
from tests.check_servers import RUSSIAN_WORD, WITHOUT_SERVER, checking
from tests.command_line import Ran

FORM = {"language": "en-US", "text": RUSSIAN_WORD}
FAST = [part for name in sorted(WITHOUT_SERVER) for part in ("--detector", name)]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with checking() as address:
        yield address


def post(url: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{url}/v2/check", data=FORM, headers=named, timeout=60)


def test_foreign_hosts_and_origins_are_refused_in_languagetools_way(url: str) -> None:
    for headers, status in (
        ({"host": "evil.example"}, 421),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "moz-extension://0a1b2c3d"}, 403),
    ):
        answer = post(url, **headers)
        assert answer.status_code == status
        assert answer.text.startswith("Error: ")
        assert "access-control-allow-origin" not in answer.headers
        own = httpx.post(f"{url}/api/check", json={"text": "a"}, headers=headers, timeout=60)
        assert own.status_code == status
        assert own.json()["error"]


def test_an_add_on_may_ask_where_its_origin_is_allowed() -> None:
    addon = "moz-extension://0a1b2c3d-0000-4000-8000-123456789abc"
    access = Access(origins=frozenset({addon, "app://obsidian.md"}))
    with checking(access=access) as url:
        answer = post(url, origin=addon)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == addon
        assert post(url, origin="moz-extension://other").status_code == 403
        asked = {"origin": "app://obsidian.md", "access-control-request-method": "POST"}
        preflight = httpx.options(f"{url}/v2/check", headers=asked, timeout=60)
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == "app://obsidian.md"


def test_a_refused_origin_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), checking() as url:
        for origin in ("app://obsidian.md", "app://obsidian.md", "https://x\u009b"):
            headers = [(b"origin", origin.encode("latin-1"))]
            httpx.post(f"{url}/v2/check", data=FORM, headers=headers, timeout=60)
    told = [record.getMessage() for record in caplog.records if record.name == "mtcheck.server"]
    assert len(told) == 2
    assert "--allow-origin app://obsidian.md" in told[0]
    assert "\u009b" not in told[1]


def test_a_token_may_come_with_the_address() -> None:
    with checking(access=Access(token="pass/wörd")) as url:
        assert post(url).status_code == 401
        assert post(url).text.startswith("Error: ")
        assert post(url, authorization="Bearer wrong").status_code == 401
        assert httpx.get(f"{url}/token/pass%2Fw%C3%B6rd/v2/info").status_code == 200
        assert post(f"{url}/token/pass%2Fw%C3%B6rd").json()["matches"]
        for wrong in ("wrong", "", "pass/w%C3%B6rd", "pass%2Fw%C3%B6rd%0d%0aX: y"):
            assert httpx.get(f"{url}/token/{wrong}/v2/info").status_code == 401, wrong


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/v2/../../../../etc/passwd",
        "/v2/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/v2/..%2f..%2f..%2fetc%2fpasswd",
        "/api/..%5c..%5cetc%5cpasswd",
        "/token/x/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/rules/..%2f..%2f..%2fetc/passwd",
        "/v2/check/",
        "/v2/check/..%00",
    ],
)
def test_paths_lead_nowhere_else(url: str, path: str) -> None:
    """Sent as written: clients fold ``..`` themselves."""
    host = url.removeprefix("http://")
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), 20) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert re.match(rb"HTTP/1.1 40[04] ", answer), answer[:200]
    assert b"root:" not in answer


def test_large_bodies_are_refused_without_memory_growing(tmp_path: Path) -> None:
    """Looked at from outside, once everything is loaded, after each body of 10 MB."""
    body = b"language=en-US&text=" + b"a" * (10 * 1024 * 1024)

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    with started(tmp_path) as (process, url):
        assert post(url).status_code == 200
        memory = psutil.Process(process.pid).memory_info
        before = 0
        for number in range(10):
            for content in (body, chunks()):
                answer = httpx.post(f"{url}/v2/check", content=content, timeout=60)
                assert answer.status_code == 413
                assert answer.text.startswith("Error: ")
                before = before or memory().rss
                assert memory().rss - before < 4 * 1024 * 1024, number


def test_the_longest_text_that_is_allowed_fits_into_the_body() -> None:
    longest = "ж" * 2_000
    with checking(max_text=2_000) as url:
        answer = httpx.post(
            f"{url}/v2/check", data={"language": "auto", "text": longest}, timeout=60
        )
        assert answer.status_code == 200
        longer = {"language": "en", "text": longest + "ж"}
        answer = httpx.post(f"{url}/v2/check", data=longer, timeout=60)
    assert answer.status_code == 413
    assert "limit of 2000 characters (it's 2001 characters)" in answer.text
    for char in ("a", "%", "ж", "한", "😀"):
        coded = str(httpx.QueryParams({"t": char})).removeprefix("t=")
        assert len(coded) <= BYTES_A_UNIT * len(char.encode("utf-16-le")) // 2


def with_gate(
    monkeypatch: pytest.MonkeyPatch, cases: Callable[[httpx.AsyncClient, threading.Event], object]
) -> None:
    """Runs ``cases`` against a server of one thread whose checks wait for an event."""
    gate = threading.Event()
    from mtcheck.review.languagetool_api import endpoints

    real = endpoints.answer

    def waiting(*arguments: object) -> object:
        gate.wait(30)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(endpoints, "answer", waiting)
    serve = ServeSettings(threads=1, queue=1)
    app = make_app(Config(detectors=WITHOUT_SERVER, serve=serve), Access())

    async def run() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost", timeout=60
        ) as client:
            await cases(client, gate)  # type: ignore[misc]

    try:
        asyncio.run(run())
    finally:
        gate.set()


def test_a_full_queue_turns_away_and_stays_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def cases(client: httpx.AsyncClient, gate: threading.Event) -> None:
        taken = [asyncio.create_task(client.post("/v2/check", data=FORM)) for _ in range(2)]
        await asyncio.sleep(0.2)
        turned_away = await client.post("/v2/check", data=FORM)
        assert turned_away.status_code == 503
        assert int(turned_away.headers["retry-after"]) > 0
        assert turned_away.text.startswith("Error: ")
        for path in ("/v2/healthcheck", "/v2/languages", "/v2/info", "/api/openapi.json"):
            assert (await client.get(path)).status_code == 200
        gate.set()
        assert [(await task).status_code for task in taken] == [200, 200]
        assert (await client.post("/v2/check", data=FORM)).status_code == 200

    with_gate(monkeypatch, cases)


def test_nothing_of_a_text_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ValueError(RUSSIAN_WORD)

    monkeypatch.setattr("mtcheck.review.languagetool_api.endpoints.answer", broken)
    with caplog.at_level(logging.DEBUG), checking() as url:
        answer = httpx.get(f"{url}/v2/check", params=FORM, timeout=60)
    assert answer.status_code == 500
    assert answer.text == "Error: an error of the server"
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert any("ValueError" in message for message in ours)
    assert not any("otrulivaet" in message for message in ours)


@contextmanager
def started(tmp_path: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the address it prints."""
    command = [sys.executable, "-c", "from mtcheck.cli import main; main()", "serve"]
    process = subprocess.Popen(
        [*command, "--port", "0", *FAST, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        assert process.stderr
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        yield process, found[0]
    finally:
        process.kill()
        process.wait(20)
        assert process.stderr
        process.stderr.close()


def test_a_stop_finishes_what_is_under_way(tmp_path: Path) -> None:
    with started(tmp_path) as (process, url):
        text = f"{RUSSIAN_WORD}\n\n" * 800
        answers: list[httpx.Response] = []

        def asking() -> None:
            form = {"language": "en-US", "text": text}
            answers.append(httpx.post(f"{url}/v2/check", data=form, timeout=120))

        assert post(url).status_code == 200
        thread = threading.Thread(target=asking)
        thread.start()
        time.sleep(0.3)
        assert not answers
        process.send_signal(signal.SIGTERM)
        thread.join(120)
        assert process.wait(60) in (0, -signal.SIGTERM)
    assert len(answers[0].json()["matches"]) == 800


def test_the_command_speaks_and_stops(tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text(
        '[serve]\nallow-origins = ["https://cms.example.org"]\nmax-text = 60\n', "utf-8"
    )
    with started(tmp_path) as (process, url):
        assert post(url, origin="https://cms.example.org").json()["matches"]
        assert httpx.get(f"{url}/v2/maxtextlength").text == "60"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) in (0, 130, -signal.SIGINT)


def test_any_other_address_needs_a_token(tmp_path: Path) -> None:
    with started(tmp_path, "--host", "0.0.0.0") as (_, url):
        assert "/token/" in url
        bare = url.partition("/token/")[0]
        assert httpx.get(f"{bare}/v2/healthcheck").status_code == 401
        assert post(url).json()["matches"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("port = 70000", "“serve.port” has to be 65535 at the most"),
        ("threads = 0", "“serve.threads” has to be above 0"),
        ("hots = 'x'", "unknown key “serve.hots”; did you mean “host”?"),
        ("allow-origins = 'x'", "“serve.allow-origins” has to be a list"),
    ],
)
def test_settings_that_do_not_fit(
    run: Callable[..., Ran], tmp_path: Path, table: str, reason: str
) -> None:
    (tmp_path / "mtcheck.toml").write_text(f"[serve]\n{table}\n", "utf-8")
    ran = run("serve")
    assert ran.code == 2
    assert reason in ran.err


def test_what_cannot_run_is_said_at_once(run: Callable[..., Ran]) -> None:
    ran = run("serve", "--port", "0", "--detector", "telepathy")
    assert ran.code == 2
    assert "no “telepathy” among the detectors" in ran.err


def test_it_does_not_ask_itself(run: Callable[..., Ran]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    ran = run("serve", "--port", port, "--languagetool", f"http://LOCALHOST:{port}/v2")
    assert ran.code == 2
    assert "it would ask itself" in ran.err


def test_a_short_text_does_not_wait_for_a_long_one() -> None:
    ended: list[str] = []

    def asking(url: str, name: str, text: str) -> None:
        form = {"language": "en-US", "text": text}
        assert httpx.post(f"{url}/v2/check", data=form, timeout=120).status_code == 200
        ended.append(name)

    with checking(threads=2) as url:
        asking(url, "first", RUSSIAN_WORD)
        long = threading.Thread(target=asking, args=(url, "long", f"{RUSSIAN_WORD}\n\n" * 1500))
        long.start()
        time.sleep(0.5)
        asking(url, "short", RUSSIAN_WORD)
        assert httpx.get(f"{url}/v2/healthcheck", timeout=60).text == "OK"
        assert ended == ["first", "short"]
        long.join()


NAMES = st.sampled_from(
    ["text", "data", "language", "level", "mode", "enabledRules", "disabledRules", "enabledOnly",
     "enabledCategories", "disabledCategories", "preferredVariants", "motherTongue", "x"]
)  # fmt: skip
VALUES = st.text(max_size=8) | st.sampled_from(
    ["auto", "en", "en-GB", "picky", "true", "*", "/", ",", "TYPOS", "untranslated", RUSSIAN_WORD,
     '{"annotation":[{"text":"a"},{"markup":"\\ud83d","interpretAs":"b"}]}', '{"text":null}', "[]"]
)  # fmt: skip


@given(st.dictionaries(NAMES, VALUES, max_size=6), st.binary(max_size=40), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_sent_is_answered_in_order(
    url: str, fields: dict[str, str], raw: bytes, as_form: bool
) -> None:
    coded = httpx.QueryParams({k: v.encode("utf-8", "replace") for k, v in fields.items()})
    content = str(coded).encode() if as_form else raw
    answer = httpx.post(f"{url}/v2/check?language=en", content=content, timeout=60)
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 400:
        assert re.fullmatch(r"Error: [^\n]+", answer.text)
    for path, kind in (("check", "application/json"), ("documents", "multipart/form-data")):
        headers = {"content-type": f"{kind}; boundary=b"}
        own = httpx.post(f"{url}/api/{path}", content=content, headers=headers, timeout=60)
        assert own.status_code == 400
        assert set(own.json()) == {"error"}
