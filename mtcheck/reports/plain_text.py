"""Article text made safe to show: nothing in it may steer a terminal."""

from __future__ import annotations

import re
import unicodedata

_SHOWN = {"\t": " ", "\n": " ", "\r": " "}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_HARMLESS = {"\u00ad", "\u200c", "\u200d", "\ufeff"}


def printable(text: str) -> str:
    """``text`` with control and direction-changing characters shown as ``·``.

    So are noncharacters (Unicode 16, section 23.7), which HTML and XML forbid.

    One character stays one character, so that offsets keep their meaning.

    >>> printable("a\\x1b[31mb")
    'a·[31mb'
    """
    if text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def printable_lines(text: str) -> str:
    """``printable`` that keeps line breaks, each as one line feed.

    >>> printable_lines("a\\x00\\r\\nb")
    'a·\\nb'
    """
    return "\n".join(map(printable, re.split(r"\r\n|\n|\r", text)))


def _shown(character: str) -> str:
    if character in _SHOWN:
        return _SHOWN[character]
    if character in _HARMLESS:
        return character
    if unicodedata.category(character) in _HIDDEN or _is_noncharacter(ord(character)):
        return "·"
    return character


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
