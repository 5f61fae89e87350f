"""What the room needs to know of processes."""

from __future__ import annotations

import os
import signal
from contextlib import suppress


def carries(pid: int, mark: str) -> bool:
    """True when process ``pid`` lives and has ``mark`` on its command line."""
    import psutil

    try:
        process = psutil.Process(pid)
        line = process.cmdline()
        return process.status() != psutil.STATUS_ZOMBIE and any(mark in part for part in line)
    except psutil.Error:
        return False


def processor_seconds(pid: int) -> float:
    """Processor time that ``pid`` has used; 0.0 when there is no such process."""
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def ask_to_end(pid: int) -> None:
    """Send the signal to end in good order; no process is no error."""
    with suppress(OSError):
        os.kill(pid, signal.SIGTERM)


def end_at_once(pid: int) -> None:
    """End a process that need not be willing; no process is no error."""
    with suppress(OSError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
