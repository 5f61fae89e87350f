"""What a file format is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from mtcheck.document import Document
from mtcheck.formats.decoding import decode
from mtcheck.formats.edits import Edit, apply_edits, encode_like


class Format(Protocol):
    """A kind of file: bytes to ``Document``, and an edited ``Document`` to bytes.

    Made by the factory its ``mtcheck.formats`` entry point names, called without
    arguments; it must import no heavy library before ``read`` or ``parse``.
    """

    name: str
    suffixes: tuple[str, ...]

    def read(self, raw: bytes, path: str, encoding: str | None = None) -> Document:
        """The document a file holds; ``path`` is for messages and the report.

        ``encoding`` overrides what the bytes say. Raises ``MtcheckError`` when they are not
        of this format.
        """
        ...

    def parse(self, text: str, path: str) -> Document:
        """The document of text that is decoded already."""
        ...

    def write(self, document: Document, edits: Iterable[Edit]) -> bytes:
        """The file with edits applied, every byte outside them as it was.

        Raises ``ValueError`` for edits that overlap or lie outside the text,
        ``MtcheckError`` when a replacement does not exist in the file's encoding.
        """
        ...


class TextFormat:
    """Base of formats whose file is decoded text from end to end; adds ``parse``."""

    name: str
    suffixes: tuple[str, ...]

    def parse(self, text: str, path: str) -> Document:
        raise NotImplementedError

    def read(self, raw: bytes, path: str, encoding: str | None = None) -> Document:
        text, used = decode(raw, path, encoding)
        return replace(self.parse(text, path), raw=raw, encoding=used)

    def write(self, document: Document, edits: Iterable[Edit]) -> bytes:
        return encode_like(document, apply_edits(document.text, edits))
