"""What a file format is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from mtcheck.document import Document, Segment
from mtcheck.formats import edits as editing
from mtcheck.formats.decoding import decode
from mtcheck.formats.edits import Edit
from mtcheck.model import Finding, Span


class Format(Protocol):
    """A kind of file: bytes to ``Document``, and an edited ``Document`` to bytes.

    With a class attribute ``named_only`` that is true its files are read where they are named,
    not out of folders; with ``takes_columns`` its factory takes the words of ``--columns``.

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

    def text_edits(self, document: Document, edits: Iterable[Edit]) -> list[Edit]:
        """Edits in a reader's words as edits of the file's text, in order, none overlapping.

        An edit is a span of ``Document.text`` (a finding's, a segment's, a selection's) and
        the words a reader shall see there. What comes back replaces text of the file: words
        are escaped as the format wants it at their place, markup inside a span stays, line
        breaks are the file's. This is what an editor is told to change, and what ``write``
        applies. Raises ``ValueError`` for edits that overlap or lie outside the text,
        ``MtcheckError`` for words that cannot stand where they should.
        """
        ...

    def write(self, document: Document, edits: Iterable[Edit]) -> bytes:
        """The file with edits (as ``text_edits`` takes them) applied, every byte outside them
        as it was: encoding, byte order mark, line ends, entities, markup.

        Raises as ``text_edits`` does, and ``MtcheckError`` when the file's encoding has not
        the characters of a replacement.
        """
        ...

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:
        """The edit of the file's text that suppresses a rule at a place.

        What is inserted holds for the block there, or, at the end of a plain text, for the
        file; it can be typed on, to give a reason. ``None`` where the format has no way.
        """
        ...


@runtime_checkable
class Annotating(Protocol):
    """A format whose files can carry findings, for the tools that open them."""

    name: str

    def annotations(self, document: Document, findings: Iterable[Finding]) -> list[Edit]:
        """Edits of the file's text that leave these findings in it, and no older ones.

        Words, markup and notes of others stay. Raises ``MtcheckError``.
        """
        ...


class TextFormat:
    """Base of formats whose file is decoded text from end to end; adds ``parse``.

    A format in which words need escaping overrides ``notation``, one whose files may declare
    their encoding ``declared_encoding``.
    """

    name: str
    suffixes: tuple[str, ...]

    def parse(self, text: str, path: str) -> Document:
        raise NotImplementedError

    def read(self, raw: bytes, path: str, encoding: str | None = None) -> Document:
        decoded = decode(raw, path, encoding, self.declared_encoding(raw))
        document = self.parse(decoded.text, path)
        notes = (*decoded.notes, *document.notes)
        return replace(document, raw=raw, encoding=decoded.encoding, notes=notes)

    def declared_encoding(self, raw: bytes) -> str:  # noqa: ARG002
        """The name of the encoding that the file itself declares; empty where none does."""
        return ""

    def notation(
        self,
        words: str,
        document: Document,  # noqa: ARG002
        segment: Segment | None,  # noqa: ARG002
        place: Span,  # noqa: ARG002
    ) -> str:
        """How the file writes ``words`` where they replace ``place``, which holds no markup.

        ``segment`` is the one the place lies in, ``None`` between segments.
        """
        return words

    def text_edits(self, document: Document, edits: Iterable[Edit]) -> list[Edit]:
        return editing.text_edits(document, edits, self.notation)

    def ignoring(self, document: Document, place: Span, rule: str) -> Edit | None:  # noqa: ARG002
        return None

    def write(self, document: Document, edits: Iterable[Edit]) -> bytes:
        changed = editing.apply_edits(document.text, self.text_edits(document, edits))
        return editing.encode_like(document, changed)
