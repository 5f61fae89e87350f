"""Bytes to text: Unicode by byte order mark, else UTF-8; anything else is an error."""

from __future__ import annotations

import codecs

from mtcheck.model import MtcheckError

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)


def byte_order_mark(raw: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that ``raw`` begins with and its encoding; ``(b"", None)`` if none."""
    return next(((m, name) for m, name in _MARKS if raw.startswith(m)), (b"", None))


def decode(raw: bytes, path: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file, without byte order mark, and the name of its encoding.

    A byte order mark says the encoding; without one it is ``encoding`` or UTF-8. Line ends
    stay as they are. Raises ``MtcheckError`` for what is no text: binary files, bytes that
    are invalid in the encoding (with their offset), encodings nobody knows.
    """
    mark, marked = byte_order_mark(raw)
    if marked is None:
        _refuse_binary(raw, path)
    codec = marked or _codec_name(encoding, path)
    try:
        text = raw[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        if marked is None and b"\0" in raw:
            raise MtcheckError(_binary(path, "binary (it holds NUL bytes)")) from None
        raise _undecodable(error, path, codec, len(mark)) from None
    if "\0" in text:
        raise MtcheckError(_binary(path, "binary (it holds NUL characters)"))
    return text, codec


def _codec_name(encoding: str | None, path: str) -> str:
    if encoding is None:
        return "utf-8"
    try:
        info = codecs.lookup(encoding)
        "a".encode(encoding)  # some codecs, such as hex, are not for text
    except LookupError:
        raise MtcheckError(
            f"{path}: no text encoding is called “{encoding}”; try utf-8, windows-1251, "
            "windows-1252 or koi8-r"
        ) from None
    return info.name.removesuffix("-sig")


def _refuse_binary(raw: bytes, path: str) -> None:
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise MtcheckError(_binary(path, what))


def _binary(path: str, what: str) -> str:
    return f"{path}: not text but {what}; save the article as .txt or .md in UTF-8"


def _undecodable(error: UnicodeDecodeError, path: str, codec: str, shift: int) -> MtcheckError:
    offset = error.start + shift
    byte = error.object[error.start]
    return MtcheckError(
        f"{path}: not valid {codec.upper()} at byte {offset} (0x{byte:02X}); convert it to UTF-8 "
        "or name its encoding, for instance --encoding windows-1251"
    )
