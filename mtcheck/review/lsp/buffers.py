"""Open buffers: their text as a document, and the last that was found in it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pygls.uris import to_fs_path

from mtcheck.document import Document
from mtcheck.formats import read_text
from mtcheck.formats.files import FALLBACK, known_suffixes
from mtcheck.model import DocumentReport
from mtcheck.plugins import FORMATS, plugins
from mtcheck.review.lsp.positions import Positions

LANGUAGES = {"plaintext": "text", "xlf": "xliff"}
"""Names of languages in editors that are other names of our formats."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report of a buffer's text; ``complete`` when every detector has spoken.

    ``packs`` are the rule packs of the desk's own that it was checked with.
    """

    document: Document
    report: DocumentReport
    complete: bool
    packs: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Buffer:
    """One version of a text an editor holds; a change makes a new one.

    ``language`` is the editor's name of what kind of text it is, such as ``markdown``.
    """

    uri: str
    text: str
    version: int
    language: str = ""
    encoding: str = "utf-16"

    @property
    def path(self) -> str:
        """The path of its file, or its address when it has none."""
        return to_fs_path(self.uri) or self.uri

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.text, self.encoding)

    @property
    def format(self) -> str:
        """The name of the format it is read in: by its file's suffix, else by its language."""
        by_suffix = known_suffixes().get(Path(self.path).suffix.lower())
        if by_suffix:
            return by_suffix
        name = LANGUAGES.get(self.language, self.language)
        return name if name in plugins(FORMATS) else FALLBACK

    def read(self) -> Document:
        """The buffer as a document. Raises ``MtcheckError`` when it is not of its format."""
        return read_text(self.text, self.path, self.format)


@dataclass
class OpenBuffer:
    """What a server holds of one open file: the newest text, and the newest that was found.

    ``trouble`` says what kept ``found_in`` from being checked. ``complete`` is the last report
    of every detector with the settings as they are; ``answer`` is the number of the latest.
    ``news`` are done when something is found or the text changes.
    """

    buffer: Buffer
    found: Found | None = None
    found_in: Buffer | None = None
    trouble: str = ""
    complete: Found | None = None
    answer: int = 0
    news: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether the text as it stands has been looked at, or cannot be."""
        return self.found_in is self.buffer

    @property
    def current(self) -> Found | None:
        """What was found in the text as it stands; ``None`` when it has changed since."""
        return self.found if self.settled else None

    def take(self, found: Found | None, trouble: str, answer: int) -> None:
        """Hold what was found in the buffer, and wake those who wait for it."""
        self.found, self.found_in, self.trouble = found, self.buffer, trouble
        self.answer = answer
        if found and found.complete:
            self.complete = found
        self.tell()

    def forget(self) -> None:
        """Nothing that was found holds any more, nor what is being found."""
        self.buffer = replace(self.buffer)
        self.found_in = self.complete = None

    def tell(self) -> None:
        """Wake those who wait for news."""
        for waiting in self.news:
            if not waiting.done():
                waiting.set_result(None)
        self.news.clear()
