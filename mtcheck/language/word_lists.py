"""Sets of words: the lists of ``rules/lists`` and short ones in code."""

from __future__ import annotations

from functools import cache

from mtcheck.resources import rules_dir


@cache
def listed_words(name: str) -> frozenset[str]:
    """The words of ``rules/lists/<name>.txt``; ``#`` begins a comment."""
    lines = (rules_dir() / "lists" / f"{name}.txt").read_text("utf-8").splitlines()
    return words(" ".join(line.partition("#")[0] for line in lines))


def words(text: str) -> frozenset[str]:
    """The words of a text, set apart by white space."""
    return frozenset(text.split())
