"""Writing a changed text back, byte for byte the same outside the changes."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.document import Document
from mtcheck.formats.decoding import byte_order_mark
from mtcheck.model import MtcheckError, Span

Edit = tuple[Span, str]
"""A span of ``Document.text`` and what replaces it."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with spans replaced; raises ``ValueError`` when they overlap or lie outside."""
    parts, done = [], 0
    for span, replacement in sorted(edits, key=lambda edit: edit[0]):
        if span.start < done or span.end > len(text):
            raise ValueError(f"edit at {span.start}..{span.end} overlaps another or ends outside")
        parts += [text[done : span.start], replacement]
        done = span.end
    return "".join([*parts, text[done:]])


def encode_like(document: Document, text: str) -> bytes:
    """``text`` in the encoding of ``document``, with its byte order mark if it has one.

    Raises ``MtcheckError`` for characters the encoding has not, and when the encoding does
    not give the file's own bytes back, so that writing would change more than the edits.
    """
    mark = byte_order_mark(document.raw or b"")[0]
    if document.raw is not None and mark + _encode(document, document.text) != document.raw:
        raise MtcheckError(
            f"{document.path}: {document.encoding} does not keep every byte of this file; "
            "convert it to UTF-8 first"
        )
    return mark + _encode(document, text)


def _encode(document: Document, text: str) -> bytes:
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError as error:
        raise MtcheckError(
            f"{document.path}: {document.encoding} has no {error.object[error.start]!r}; "
            "convert the file to UTF-8 first"
        ) from None
