"""Runs beside the LanguageTool server and stops it when nobody has used it for a while.

A program of its own, started detached with the path of its orders, a JSON file:
``command`` and ``folder`` start the server, ``log`` takes its output, ``state`` is where
to say that it runs (the orders themselves, with both process ids), ``used`` the file whose
time of change is the last use, ``idle`` the seconds allowed without one, ``aot`` the pair
of a cache file the server writes when it ends and where that belongs.

It needs the standard library only and imports nothing of mtcheck, so that it is small and
starts at once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

POLL_SECONDS = 0.5
GRACE_SECONDS = 20.0
PR_SET_PDEATHSIG = 1


def main(orders_path: Path) -> None:
    orders = json.loads(orders_path.read_text("utf-8"))
    state = Path(orders["state"])
    with Path(orders["log"]).open("wb") as log:
        server = subprocess.Popen(
            orders["command"],
            cwd=orders["folder"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
    try:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        ours = {**orders, "pid": server.pid, "keeper": os.getpid()}
        _write(state, json.dumps(ours))
        _wait(server, state, Path(orders["used"]), float(orders["idle"]))
    finally:
        _forget(state, server.pid)
        _end(server)
        orders_path.unlink(missing_ok=True)
        _keep_aot_cache(orders["aot"], server.returncode)


def _die_with_parent() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _write(path: Path, text: str) -> None:
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    scratch.write_text(text, "utf-8")
    scratch.replace(path)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _wait(server: "subprocess.Popen[bytes]", state: Path, used: Path, idle: float) -> None:
    """Return when the server has ended, is no longer wanted or has been idle for too long."""
    while True:
        try:
            server.wait(POLL_SECONDS)
            return
        except subprocess.TimeoutExpired:
            pass
        if not _is_ours(state, server.pid) or _age(used) > idle:
            return


def _is_ours(state: Path, pid: int) -> bool:
    said = _read(state)
    return isinstance(said, dict) and said.get("pid") == pid


def _age(used: Path) -> float:
    try:
        return time.time() - used.stat().st_mtime
    except OSError:
        return float("inf")


def _forget(state: Path, pid: int) -> None:
    if _is_ours(state, pid):
        state.unlink(missing_ok=True)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _keep_aot_cache(pair: list[str] | None, code: int | None) -> None:
    """Put a cache file in place if the server ended in good order, else drop it."""
    if pair is None:
        return
    written, final = map(Path, pair)
    if code in (0, 143, -signal.SIGTERM) and written.is_file():
        written.replace(final)
    written.unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
