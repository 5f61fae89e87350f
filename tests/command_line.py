"""Runs the command line as its user does, within the test's process."""

from __future__ import annotations

RULES_ONLY = ("--detector", "patterns", "--detector", "transliteration")


class Ran:
    """What a run left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def assert_one_line(ran: Ran, *parts: str) -> None:
    """Exit code 2 and one line on stderr that holds all of ``parts``."""
    assert ran.code == 2, ran.out + ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert ran.err.startswith("mtcheck: ")
    for part in parts:
        assert part in ran.err
