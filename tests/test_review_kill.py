"""kill -9 at any moment loses no decision that the server has acknowledged."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from mtcheck.review.store import Store
from tests.review_desks import article

KILLS = 200
ROOT = Path(__file__).parent.parent
WORDS = "The Americans otrulivaet aside and the foreign Minister spoke. So it was.\n\n"


class Reader(threading.Thread):
    """Decides on one finding after the other until the server is gone."""

    def __init__(
        self, client: httpx.Client, url: str, name: str, acknowledged: dict[str, str]
    ) -> None:
        super().__init__()
        self.client, self.url, self.name, self.acknowledged = client, url, name, acknowledged

    def run(self) -> None:
        seen: dict[int, int] = {}
        with contextlib.suppress(httpx.HTTPError):
            for number in range(10**6):
                self.decide(number, seen)

    def decide(self, number: int, seen: dict[int, int]) -> None:
        item = 1 + random.randrange(30)
        request = f"{self.url}-{self.name}-{number}"
        text = f"words {request}"
        fields = {
            "item": item, "seen": seen.get(item, 0), "snapshot": 1, "request": request,
            "choice": "reject", "reason": text,
        }  # fmt: skip
        headers = {"accept": "application/json"}
        answer = self.client.post(f"{self.url}/d/1/decide", data=fields, headers=headers)
        if answer.status_code == 200:
            self.acknowledged[request] = text
        seen[item] = answer.json()["seen"]


def decisions(path: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return dict(connection.execute("SELECT request, reason FROM decisions"))


def test_killed_200_times_it_loses_nothing(tmp_path: Path) -> None:
    article(tmp_path, WORDS * 10)
    store = tmp_path / "store.sqlite3"
    acknowledged: dict[str, str] = {}
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.review_victim", str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert parent.stdin
    assert parent.stdout
    deadly = random.Random(200)
    client = httpx.Client()
    served = 0
    for kill in range(KILLS):
        parent.stdin.write("go\n")
        parent.stdin.flush()
        pid, url, checked = parent.stdout.readline().split()
        assert checked == ("1" if kill == 0 else "0"), "a known file is checked again"
        readers = [Reader(client, url, name, acknowledged) for name in ("Anna", "Boris")]
        before = len(acknowledged)
        for reader in readers:
            reader.start()
        wanted, late = before + deadly.randrange(6), time.monotonic() + 10
        while len(acknowledged) < wanted and time.monotonic() < late:
            time.sleep(0.001)
        time.sleep(deadly.uniform(0, 0.03))
        os.kill(int(pid), signal.SIGKILL)
        for reader in readers:
            reader.join()
        served += len(acknowledged) > before
        if kill % 20 == 0:
            kept = decisions(store)
            assert acknowledged.items() <= kept.items()
    client.close()
    parent.stdin.close()
    parent.wait(20)
    kept = decisions(store)
    assert acknowledged.items() <= kept.items()
    assert served > KILLS / 3
    assert len(acknowledged) > KILLS
    again = Store(store)
    assert sum(len(item.history) for item in again.items(1)) == len(kept)
    again.close()
