"""Tells text that nobody has edited, such as web chat, whose slips are its writers' own."""

from __future__ import annotations

import re
from collections.abc import Iterable

CHAT = re.compile(
    r"(?:^|(?<=[\s,.(“\"]))"
    r"(?:i|im|ive|u|ur|dont|didnt|doesnt|cant|wont|thats|alot|lol|thx|pls|plz|idk|btw|gonna|wanna)"
    r"(?=[\s,.!?']|$)(?!\. ?[A-Z])|[!?]{3,}"
)
FEWEST = 2


def is_unedited(texts: Iterable[str]) -> bool:
    """True where at least two words of the texts are written as in chat (“i dont”, “!!!”)."""
    return sum(len(CHAT.findall(text)) for text in texts) >= FEWEST
