"""What the server cannot do for a client, in the words of LanguageTool."""

from __future__ import annotations


class BadRequest(Exception):
    """A request that cannot be answered: one line for the client and an HTTP status."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class TextTooLong(BadRequest):
    """More text than one request may hold, both in UTF-16 code units."""

    def __init__(self, most: int, given: int) -> None:
        super().__init__(
            f"Your text exceeds the limit of {most} characters (it's {given} characters). "
            "Please submit a shorter text.",
            413,
        )
