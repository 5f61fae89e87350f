"""File formats: bytes to documents with exact offsets, and edited documents back to bytes."""

from mtcheck.formats.base import Annotating, Format, TextFormat
from mtcheck.formats.edits import Edit
from mtcheck.formats.files import (
    LARGEST_FILE,
    collect,
    decode_document,
    format_named,
    known_suffixes,
    read_document,
    read_text,
)
from mtcheck.formats.source import (
    read_source,
    source_path,
    source_text,
    with_reference,
    with_source,
)

__all__ = [
    "LARGEST_FILE",
    "Annotating",
    "Edit",
    "Format",
    "TextFormat",
    "collect",
    "decode_document",
    "format_named",
    "known_suffixes",
    "read_document",
    "read_source",
    "read_text",
    "source_path",
    "source_text",
    "with_reference",
    "with_source",
]
