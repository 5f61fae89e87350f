"""Text that cannot break the format it is put into."""

from __future__ import annotations

import json
import re
from typing import Any

from mtcheck.reports.plain_text import printable

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def json_text(data: Any, indent: int | None = None) -> str:
    """``data`` as JSON that is safe to print and has no line break but those of ``indent``.

    Control and direction-changing characters are escaped, so nothing is lost; half a
    surrogate pair, which JSON readers refuse, becomes U+FFFD.

    >>> json_text({"a": "\\x9b \\u2028 й"})
    '{"a": "\\\\u009b \\\\u2028 й"}'
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def one_line(text: str, most: int | None = None) -> str:
    """``text`` printable and in one line, cut with an ellipsis behind ``most`` characters.

    >>> one_line("two\\nlines"), one_line("abcdef", 4)
    ('two lines', 'abc…')
    """
    shown = printable(text if most is None else text[: most + 1])
    return shown if most is None or len(shown) <= most else shown[: most - 1] + "…"
