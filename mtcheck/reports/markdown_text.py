"""Article text inside Markdown: shown as it is, never read as Markdown or HTML."""

from __future__ import annotations

import html
import re

from mtcheck.reports.plain_text import printable

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:^=])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINKED = re.compile(r"(?<=[@#/!%&])(?=\w)|(?<=www)(?=\\?\.)|(?<=\w)(?=@)", re.IGNORECASE)
_INVISIBLE = "\u2060"


def code_span(text: str) -> str:
    """``text`` as a code span in one line (CommonMark 0.31, section 6.1).

    >>> print(code_span("a `b` c"))
    `` a `b` c ``
    """
    shown = " ".join(printable(text).split()) or "\u00a0"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def escaped(text: str) -> str:
    r"""``text`` in one line with all that Markdown and HTML would act on made plain.

    An invisible word joiner keeps GitHub and GitLab from making links of ``@name``,
    ``#123`` and bare addresses.

    >>> print(escaped("<b> *x* | y"))
    &lt;b&gt; \*x\* \| y
    """
    shown = " ".join(_LINKED.sub(_INVISIBLE, printable(text)).split())
    shown = _PUNCTUATION.sub(r"\\\1", shown)
    return re.sub("[&<>]", lambda match: _ENTITIES[match.group()], shown)


def html_escaped(text: str) -> str:
    """``text`` in one line for inside an HTML tag of a Markdown file.

    Such a line is not read as Markdown; links of the forge's own are kept from it all the
    same.
    """
    return html.escape(" ".join(_LINKED.sub(_INVISIBLE, printable(text)).split()))


def cell(text: str) -> str:
    """Inline Markdown made fit for a table cell.

    >>> print(cell("`a | b`"))
    `a \\| b`
    """
    return re.sub(r"(?<!\\)\|", r"\\|", text)
