"""Cutting overlong text where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[.!?…]['\"’”»)\]]*\s+(?=['\"‘“«(\[]*[A-Z0-9А-ЯЁ])")
_WHITE_SPACE = re.compile(r"\s+")


def chunks(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of at most ``limit`` characters that together cover ``text``.

    Each ends after the last sentence end that fits, for want of one after the last white
    space, and for want of that at the limit.
    """
    start = 0
    while len(text) - start > limit:
        end = _last_end(_SENTENCE_END, text, start, limit)
        end = end or _last_end(_WHITE_SPACE, text, start, limit) or start + limit
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _last_end(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int | None:
    """Where the last match ends of those within ``limit`` characters from ``start``.

    A sentence end needs the character behind it to be seen, hence the one more.
    """
    matches = pattern.finditer(text, start + 1, start + limit + 1)
    ends = [m.end() for m in matches if m.end() <= start + limit]
    return ends[-1] if ends else None
