"""The review's HTML, made from templates with autoescape."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mtcheck.model import Category, Severity
from mtcheck.reports.html_view import LONGEST_QUOTE, file_name, quoted, russian
from mtcheck.reports.machine_text import one_line
from mtcheck.reports.places import web_address
from mtcheck.reports.plain_text import printable, printable_lines
from mtcheck.review.forms import REASONS, reason_words
from mtcheck.review.view import PageView, RowView, names

SCRIPTS = ("deciding.js", "marking.js", "page.js", "review.js", "server.js", "walking.js")
STATIC = {
    "review.css": "text/css; charset=utf-8",
    **dict.fromkeys(SCRIPTS, "text/javascript; charset=utf-8"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KEYS = (
    ("n", "next finding"),
    ("p", "previous finding"),
    ("o", "next open finding"),
    ("a", "accept, with the first suggestion if there is one"),
    ("1 … 9", "accept with that suggestion; when rejecting: that reason"),
    ("A", "accept, but I mend it by hand"),
    ("r", "reject: then a number or another reason"),
    ("e", "edit in place; Ctrl Enter saves"),
    ("c", "confirm another reader's decision"),
    ("m", "mark an error: arrows choose words, Shift widens, Enter marks"),
    ("s", "the same for all others alike, after a decision"),
    ("u", "undo my last decision"),
    ("f", "filter"),
    ("?", "this list"),
    ("Esc", "close, leave"),
)


def static(name: str) -> tuple[bytes, str]:
    """A style sheet or script and its media type. Raises ``KeyError`` for any other name."""
    media_type = STATIC[name]
    return files("mtcheck.review").joinpath("static", name).read_bytes(), media_type


def page(view: PageView, request_id: str, second: bool, notice: str = "") -> str:
    """The page of one article."""
    return _render(
        "page.html",
        view=view,
        title=file_name(view.article.document.path),
        request_id=request_id,
        second=second,
        notice=notice,
    )


def row(view: PageView, shown: RowView) -> str:
    """One row of the page, to take the place of the one that is there."""
    module: Any = _environment().get_template("cards.html").make_module({"view": view})
    return str(module.row(view, shown))


def index(views: list[PageView], reader: str) -> str:
    """The list of articles."""
    titled = [(view, file_name(view.article.document.path)) for view in views]
    return _render("index.html", views=titled, reader=reader)


def message(heading: str, words: str, back: str = "") -> str:
    """A page that says one thing, for browsers without scripts."""
    return _render("message.html", heading=heading, words=words, back=back)


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mtcheck.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        printable=printable,
        printable_lines=printable_lines,
        quoted=quoted,
        shortened=lambda text: one_line(text, LONGEST_QUOTE),
        russian=russian,
        web_address=web_address,
        names=names,
        reason_words=reason_words,
    )
    environment.globals.update(
        severities=tuple(reversed(Severity)),
        mqm_categories=tuple(Category),
        reasons=REASONS,
        keys=KEYS,
    )
    return environment
