"""Where a finding stands, as the formats of others want it said."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from mtcheck.model import Finding

_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LINE_END = re.compile(r"\r\n|\n|\r")


def end_of(finding: Finding, text: str) -> tuple[int, int]:
    """Line and column (from 1, in code points) just behind the finding's last character.

    ``text`` is the document's; a finding may end between the two characters of a line end,
    which is still on the line that they end.
    """
    start, end = finding.span.start, finding.span.end
    breaks = [m for m in _LINE_END.finditer(text, start, min(len(text), end + 1)) if m.end() <= end]
    if not breaks:
        return finding.line, finding.column + end - start
    return finding.line + len(breaks), end - breaks[-1].end() + 1


def posix_path(path: str) -> str:
    """``path`` with forward slashes and without a leading ``./``.

    >>> posix_path(".\\\\news\\\\a.txt"), posix_path("./a.txt"), posix_path("<stdin>")
    ('news/a.txt', 'a.txt', '<stdin>')
    """
    return str(PurePosixPath(path.replace("\\", "/")))


def uri_of(path: str) -> str:
    """``path`` as a URI reference: relative stays relative, absolute becomes ``file:``.

    >>> uri_of("новости/a b.txt")
    '%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/a%20b.txt'
    >>> uri_of("/srv/a.txt")
    'file:///srv/a.txt'
    """
    posix = posix_path(path)
    quoted = quote(posix, safe="/", errors="replace")
    return f"file://{quoted}" if posix.startswith("/") else quoted


def web_address(url: str) -> str:
    """``url`` if it is one that a report may lead to, else nothing.

    >>> web_address("https://example.org/rule"), web_address("javascript:alert(1)")
    ('https://example.org/rule', '')
    """
    return url if _WEB_ADDRESS.fullmatch(url) else ""
