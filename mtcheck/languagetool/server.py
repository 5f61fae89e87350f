"""The LanguageTool server on this machine: started once, used by all runs, stopped when idle."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.languagetool.installation import INSTALL, OWN_SERVER, is_installed
from mtcheck.languagetool.java import find_java
from mtcheck.languagetool.jvm import aot_output, server_command
from mtcheck.languagetool.locking import locked
from mtcheck.languagetool.places import idle_seconds, server_dir
from mtcheck.languagetool.processes import (
    ask_to_end,
    carries,
    end_at_once,
    processor_seconds,
)
from mtcheck.model import DetectorUnavailable

HOST = "127.0.0.1"
START_SECONDS = 60.0
HEALTH_SECONDS = 10.0
WORKING_SECONDS = 0.5
STOP_SECONDS = 30.0
START_ATTEMPTS = 3
POLL_SECONDS = 0.03
KEEPER = Path(__file__).with_name("keeper.py")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: process ids of Java and of the keeper beside it, port, its mark."""

    pid: int
    keeper: int
    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def is_alive(self) -> bool:
        """True when both processes are there and carry our mark."""
        return carries(self.pid, self.token) and carries(self.keeper, self.token)

    def is_healthy(self) -> bool:
        """True when it answers; asked directly, whatever proxy the environment names."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=HEALTH_SECONDS)
        try:
            connection.request("GET", "/v2/healthcheck")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def touch(self) -> None:
        """Say that it is in use, so that its keeper lets it run."""
        with suppress(OSError):
            _used().touch()


def running() -> Server | None:
    """The server the state file names, if it is still that process; it may be hung."""
    try:
        said: dict[str, Any] = json.loads(_state().read_text("utf-8"))
        server = Server(said["pid"], said["keeper"], said["port"], said["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server if server.is_alive() else None


def ensure_running() -> Server:
    """The server, started if there is none that answers; LanguageTool has to be installed.

    Of several processes that ask at once one starts it, the others get the same.
    Raises ``DetectorUnavailable`` when it cannot be started.
    """
    server = _usable()
    if server:
        return server
    try:
        with locked(_folder() / "lock", START_SECONDS * START_ATTEMPTS):
            server = _usable()
            if server is None:
                _clear_away()
                server = _start()
            return server
    except TimeoutError:
        raise _failed("another process is starting it and does not get done") from None
    except OSError as error:
        raise _failed(error.strerror or str(error)) from None


def replace(failed: Server) -> Server:
    """A server to ask again after ``failed`` did not answer a question as it should.

    That is the same one if it is well otherwise, since others may be using it, and the
    same new one for all threads and processes if it is dead or hangs. Raises
    ``DetectorUnavailable`` when none can be started.
    """
    if failed.is_alive() and _hangs(failed):
        _kill(failed)
    return ensure_running()


def stop() -> bool:
    """Stop the server; False when none was running."""
    server = running()
    if server is None:
        _clear_away()
        return False
    if sys.platform != "win32":  # there a signal only kills, and leaves the server behind
        ask_to_end(server.keeper)
    if sys.platform == "win32" or not _gone(server, STOP_SECONDS):
        _kill(server)
    _forget()
    return True


def _folder() -> Path:
    folder = server_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _state() -> Path:
    return server_dir() / "state.json"


def _used() -> Path:
    return server_dir() / "used"


def _log() -> Path:
    return server_dir() / "server.log"


def _usable() -> Server | None:
    server = running()
    if server is None or _hangs(server):
        return None
    server.touch()
    return server


def _hangs(server: Server) -> bool:
    """True when it neither answers nor works: one that others keep busy answers late."""
    before = processor_seconds(server.pid)
    return not server.is_healthy() and processor_seconds(server.pid) - before < WORKING_SECONDS


def _start() -> Server:
    if not is_installed():
        raise DetectorUnavailable(
            "LanguageTool is not installed", f"run: {INSTALL}, or {OWN_SERVER}"
        )
    for _ in range(START_ATTEMPTS):
        token = secrets.token_hex(16)
        keeper = _launch(_free_port(), token)
        server = _wait_until_healthy(keeper, token)
        if server:
            return server
    raise _failed(_last_words())


def _launch(port: int, token: str) -> subprocess.Popen[bytes]:
    folder = _folder()
    java = find_java()
    aot = aot_output(java, folder, token)
    orders = {
        "command": server_command(java, port, token, folder),
        "folder": str(folder),
        "log": str(_log()),
        "state": str(_state()),
        "used": str(_used()),
        "idle": idle_seconds(),
        "aot": [str(path) for path in aot] if aot else None,
        "port": port,
        "token": token,
    }
    _used().touch()
    paper = folder / f"orders-{token}.json"
    paper.write_text(json.dumps(orders), "utf-8")
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(KEEPER), str(paper)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_detached(),
    )


def _detached() -> dict[str, Any]:
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": flags}
    return {"start_new_session": True}


def _wait_until_healthy(keeper: subprocess.Popen[bytes], token: str) -> Server | None:
    """The server once it answers; ``None`` when it has ended, as when its port was taken."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and keeper.poll() is None:
        _used().touch()
        server = running()
        if server and server.token == token and server.is_healthy():
            return server
        time.sleep(POLL_SECONDS)
    ask_to_end(keeper.pid)
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _clear_away() -> None:
    """End what is left of a server: one that hangs, or one of its two processes alone."""
    try:
        said = json.loads(_state().read_text("utf-8"))
        left = Server(said["pid"], said["keeper"], said["port"], said["token"])
    except (OSError, ValueError, KeyError, TypeError):
        left = None
    if left:
        _kill(left)
    _forget()


def _kill(server: Server) -> None:
    for pid in (server.keeper, server.pid):
        if carries(pid, server.token):
            end_at_once(pid)
    _gone(server, STOP_SECONDS)
    for path in (*_folder().glob(f"{server.token}.*"), *_folder().glob(f"*-{server.token}.json")):
        path.unlink(missing_ok=True)


def _gone(server: Server, timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not any(carries(pid, server.token) for pid in (server.keeper, server.pid)):
            return True
        time.sleep(POLL_SECONDS)
    return False


def _forget() -> None:
    with suppress(OSError):
        _state().unlink(missing_ok=True)


def _last_words() -> str:
    """The last line of the server's log, for a message."""
    try:
        lines = _log().read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return "it left no log"
    said = [line.strip() for line in lines if line.strip()]
    return said[-1][:200] if said else "it ended without a word"


def _failed(reason: str) -> DetectorUnavailable:
    return DetectorUnavailable(
        f"the LanguageTool server could not be started ({reason})",
        f"see {_log()}, run: {INSTALL}, or {OWN_SERVER}",
    )
