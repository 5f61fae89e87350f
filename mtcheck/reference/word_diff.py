"""The words in which two texts differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from mtcheck.comparison import DiffKind, DiffPart

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")


def word_diff(text: str, reference: str) -> Iterator[DiffPart]:
    """Runs of words and marks in the order of reading, those of ``text`` first.

    >>> [(p.kind.value, p.text) for p in word_diff("He said yes.", "He said no.")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('same', 'He said '), ('only here', 'yes'), ('only in the reference', 'no'), ('same', '.')]
    """
    ours, theirs = _tokens(text), _tokens(reference)
    matcher = SequenceMatcher(None, [w for w, _ in ours], [w for w, _ in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield DiffPart(DiffKind.SAME, "".join(part for _, part in ours[a:b]))
            continue
        if b > a:
            yield DiffPart(DiffKind.ONLY_HERE, "".join(part for _, part in ours[a:b]))
        if d > c:
            yield DiffPart(DiffKind.ONLY_IN_REFERENCE, "".join(part for _, part in theirs[c:d]))


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each token, and itself with the white space behind it."""
    found = list(_TOKEN.finditer(text))
    starts = [match.start() for match in found] + [len(text)]
    return [(m[0], text[m.start() : end]) for m, end in zip(found, starts[1:], strict=True)]
