"""With the real server: reuse, loopback, races, deaths and idleness."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from mtcheck.languagetool import Client, Question, inspect, jvm, server
from mtcheck.languagetool.java import find_java
from mtcheck.languagetool.places import server_dir
from mtcheck.languagetool.server import Server, ensure_running, replace, running, stop
from mtcheck.model import DetectorUnavailable
from tests.languagetool_real import private_cache

pytestmark = pytest.mark.languagetool

PATIENCE = 60.0
ONE_RULE = Question(only=frozenset({"HE_VERB_AGR"}))
ENSURE = (
    "from mtcheck.languagetool.server import ensure_running as e; s = e(); print(s.pid, s.port)"
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with private_cache(tmp_path_factory.mktemp("languagetool") / "cache") as folder:
        yield folder


@pytest.fixture
def live(cache: Path) -> Server:  # noqa: ARG001
    return ensure_running()


AOT_CACHE = jvm.aot_cache


def until(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_is_started_once(live: Server) -> None:
    assert ensure_running() == live == running()


def test_listens_on_loopback_only(live: Server) -> None:
    listening = [
        c for c in psutil.Process(live.pid).net_connections() if c.status == psutil.CONN_LISTEN
    ]
    assert {c.laddr.port for c in listening} == {live.port}
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} <= {"127.0.0.1", "::1"}


def test_other_addresses_of_this_machine_are_refused(live: Server) -> None:
    addresses = [
        a.address
        for of_interface in psutil.net_if_addrs().values()
        for a in of_interface
        if a.family == socket.AF_INET and not a.address.startswith("127.")
    ]
    for address in addresses:
        with pytest.raises(OSError):
            socket.create_connection((address, live.port), timeout=2).close()
    with socket.create_connection(("127.0.0.1", live.port), timeout=5) as reached:
        assert reached.getpeername() == ("127.0.0.1", live.port)


@pytest.mark.usefixtures("live")
def test_offsets_are_code_points() -> None:
    text = "Привет 😀😀, 👩‍🚀. 😀 It is late, he go home, says Пётр."
    matches = Client(Question(only=frozenset({"HE_VERB_AGR", "EN_A_VS_AN"}))).check(text)
    assert [(text[m.start : m.end], m.rule) for m in matches] == [("go", "HE_VERB_AGR")]
    assert "goes" in matches[0].replacements
    assert matches[0].start == text.index("go home")


@pytest.mark.usefixtures("live")
def test_length_of_a_match_over_an_emoji_is_in_code_points() -> None:
    text = "He said “yes 😀 and left. The the end."
    matches = Client(Question(without_categories=frozenset({"TYPOS"}))).check(text)
    assert "The the" in [text[m.start : m.end] for m in matches]
    assert all(m.end <= len(text) for m in matches)


def test_a_proxy_in_the_environment_is_not_asked(
    live: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert live.is_healthy()
    assert len(Client(ONE_RULE).check("He go home.")) == 1


def test_inspection_names_the_server(live: Server) -> None:
    said = {name: (ok, detail) for name, ok, detail, _ in inspect()}
    assert said["languagetool server"][0] is True
    assert live.url in said["languagetool server"][1]
    assert said["languagetool"][0] is True


def test_a_server_that_died_is_replaced(live: Server) -> None:
    client = Client(ONE_RULE)
    assert len(client.check("He go home.")) == 1
    os.kill(live.pid, signal.SIGKILL)
    assert until(lambda: is_gone(live.pid))
    assert len(client.check("He go home, then she go home.")) == 2
    now = running()
    assert now is not None
    assert now.pid != live.pid


def test_a_server_that_dies_in_the_middle_is_replaced(live: Server) -> None:
    client = Client(Question(without_categories=frozenset({"TYPOS"})))
    sentences = [f"In room {n} he go home with {n + 2} of the boxes." for n in range(400)]
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(len(client.check(" ".join(sentences)))))
    before = psutil.Process(live.pid).cpu_times().user
    asking.start()
    assert until(lambda: psutil.Process(live.pid).cpu_times().user > before + 0.3)
    assert asking.is_alive()
    os.kill(live.pid, signal.SIGKILL)
    asking.join(PATIENCE)
    assert found
    assert found[0] >= len(sentences)


def test_a_server_that_hangs_is_replaced(live: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEALTH_SECONDS", 1.0)
    os.kill(live.pid, signal.SIGSTOP)
    now = ensure_running()
    assert now.pid != live.pid
    assert is_gone(live.pid)
    assert until(lambda: is_gone(live.keeper))


def test_replacing_leaves_a_server_that_is_well(live: Server) -> None:
    assert replace(live) == live


def test_replacing_twice_gives_the_same_server(
    live: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEALTH_SECONDS", 1.0)
    os.kill(live.pid, signal.SIGSTOP)
    first = replace(live)
    assert first.pid != live.pid
    assert replace(live) == first


def test_a_state_file_that_names_a_stranger_is_not_believed(live: Server) -> None:
    state = server_dir() / "state.json"
    said = json.loads(state.read_text("utf-8"))
    assert stop()
    state.write_text(json.dumps({**said, "pid": os.getpid(), "keeper": os.getpid()}), "utf-8")
    assert running() is None
    assert ensure_running().pid not in (os.getpid(), live.pid)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1}'])
def test_a_broken_state_file_is_no_server(live: Server, text: str) -> None:
    state = server_dir() / "state.json"
    said = state.read_text("utf-8")
    state.write_text(text, "utf-8")
    try:
        assert running() is None
    finally:
        state.write_text(said, "utf-8")
    assert until(lambda: running() is not None or is_gone(live.pid))


def test_a_server_without_state_ends(live: Server) -> None:
    (server_dir() / "state.json").unlink()
    assert until(lambda: is_gone(live.pid) and is_gone(live.keeper))


@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's parent-death signal")
def test_a_server_whose_keeper_is_killed_ends(live: Server) -> None:
    os.kill(live.keeper, signal.SIGKILL)
    assert until(lambda: is_gone(live.pid))
    assert running() is None


@pytest.mark.usefixtures("cache")
def test_two_that_start_at_once_share_a_server() -> None:
    stop()
    starters = [
        subprocess.Popen([sys.executable, "-c", ENSURE], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = {starter.communicate(timeout=4 * PATIENCE)[0] for starter in starters}
    assert len(said) == 1
    now = running()
    assert now is not None
    assert said == {f"{now.pid} {now.port}\n"}


@pytest.mark.usefixtures("cache")
def test_an_idle_server_stops_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()
    monkeypatch.setenv("MTCHECK_LANGUAGETOOL_IDLE", "1.5")
    live = ensure_running()
    assert until(lambda: is_gone(live.pid) and is_gone(live.keeper))
    assert running() is None
    left = {path.name for path in server_dir().iterdir()}
    assert "state.json" not in left
    assert not any(name.startswith("orders-") for name in left)


@pytest.mark.usefixtures("cache")
def test_a_used_server_is_not_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()
    monkeypatch.setenv("MTCHECK_LANGUAGETOOL_IDLE", "3")
    live = ensure_running()
    for _ in range(5):
        time.sleep(1)
        live.touch()
    assert live.is_alive()
    assert stop()


def test_stopping_ends_both_processes(live: Server) -> None:
    assert stop() is True
    assert is_gone(live.pid)
    assert is_gone(live.keeper)
    assert stop() is False


@pytest.mark.usefixtures("cache")
def test_a_java_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()
    monkeypatch.setattr("mtcheck.languagetool.jvm.FLAGS", ("-XX:NoSuchFlag",))
    with pytest.raises(DetectorUnavailable) as raised:
        ensure_running()
    assert "could not be started" in raised.value.reason
    assert "server.log" in raised.value.remedy


@pytest.mark.skipif(not find_java().has_aot_cache, reason="this Java writes no cache of classes")
@pytest.mark.usefixtures("cache")
def test_classes_are_kept_for_the_next_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()
    monkeypatch.setattr(jvm, "aot_cache", AOT_CACHE)
    for of_another_test in server_dir().glob("*.aot"):
        of_another_test.unlink()
    ensure_running()
    assert stop()
    (kept,) = server_dir().glob("*.aot*")
    live = ensure_running()
    assert f"-XX:AOTCache={kept}" in psutil.Process(live.pid).cmdline()
    os.kill(live.pid, signal.SIGKILL)
    assert until(lambda: is_gone(live.keeper))
    assert kept.is_file()


@pytest.mark.usefixtures("cache")
def test_a_busy_server_is_not_taken_for_a_hung_one(
    live: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent = iter((1.0, 1.0 + 2 * server.WORKING_SECONDS))
    monkeypatch.setattr(Server, "is_healthy", lambda _: False)
    monkeypatch.setattr(server, "processor_seconds", lambda _: next(spent))
    assert ensure_running() == live
