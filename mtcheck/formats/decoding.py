"""Bytes to text: by byte order mark, by name, as UTF-8, or by the look of the letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

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

_BEYOND_ASCII = re.compile(rb"[^\r\n]{0,60}[\x80-\xff][^\r\n]{0,60}")
_WEB_NAMES = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "cp866": "ibm866",
}


def byte_order_mark(raw: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that ``raw`` begins with and its encoding; ``(b"", None)`` if none."""
    return next(((m, name) for m, name in _MARKS if raw.startswith(m)), (b"", None))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without byte order mark, the Python name of its encoding, and what
    a reader should know of how that was found."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, path: str, encoding: str | None = None, declared: str = "") -> Decoded:
    """Bytes to text; line ends stay as they are.

    A byte order mark says the encoding; without one it is ``encoding``, else the one the
    file itself has ``declared``, else UTF-8. What is not valid then is read as one of the
    single-byte encodings of Russian and English texts if it looks like one, with a note.
    Raises ``MtcheckError`` for what is no text: binary files, bytes that are invalid in the
    encoding that was named (with their offset), encodings nobody knows.
    """
    mark, marked = byte_order_mark(raw)
    if marked is None:
        _refuse_binary(raw, path)
    codec = marked or _codec_name(encoding or _known(declared), path)
    notes: tuple[str, ...] = ()
    try:
        text = raw[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        if marked is None and b"\0" in raw:
            raise MtcheckError(_binary(path, "binary (it holds NUL bytes)")) from None
        guess = None if marked or encoding else _guessed(raw)
        if guess is None:
            raise _undecodable(error, path, codec, len(mark)) from None
        notes = (
            f"not valid {codec.upper()}; read as {_WEB_NAMES[guess]} by the look of its "
            "letters (--encoding names another)",
        )
        text, codec = raw.decode(guess), guess
    if "\0" in text:
        raise MtcheckError(_binary(path, "binary (it holds NUL characters)"))
    return Decoded(text, codec, notes)


def _known(declared: str) -> str | None:
    """A name that a file declares as Python has it, as browsers read it (WHATWG Encoding)."""
    try:
        name = codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
    if name in ("utf-16", "utf-16-le", "utf-16-be"):  # no bytes that spell a name are UTF-16
        return "utf-8"
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    beyond_ascii = b"\n".join(_BEYOND_ASCII.findall(raw))
    found = {m.encoding: m.chaos for m in from_bytes(beyond_ascii, cp_isolation=list(_WEB_NAMES))}
    return min((name for name in _WEB_NAMES if name in found), key=found.__getitem__, default=None)


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
