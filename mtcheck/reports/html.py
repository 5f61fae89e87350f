"""One self-contained HTML file that a desk editor can open, print and mail.

Templates are Jinja2's with autoescape; the Content-Security-Policy lets nothing run but
the one script and the one style sheet of this page, named by their hashes. Filters and
the colour scheme are CSS (``:has``), so that they work without JavaScript.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mtcheck.model import Report, Severity
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.html_charts import STRIP_HEIGHT, STRIP_WIDTH, TICK_WIDTH
from mtcheck.reports.html_view import ReportView, quoted, russian, short
from mtcheck.reports.places import web_address
from mtcheck.reports.plain_text import printable, printable_lines


class Html:
    """``--format html``."""

    name = "html"

    def render(self, report: Report, options: RenderOptions) -> str:
        view = ReportView(report)
        environment = _environment()
        style = environment.get_template("report.css").render(view=view)
        script = environment.get_template("report.js").render()
        policy = _policy(style, script)
        page = environment.get_template("report.html").render(
            view=view,
            options=options,
            style=Markup(style),
            script=Markup(script),
            policy=policy,
        )
        return page.rstrip("\n") + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mtcheck.reports", "templates"),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    environment.filters["printable_lines"] = printable_lines
    environment.filters["quoted"] = quoted
    environment.filters["russian"] = russian
    environment.filters["short"] = short
    environment.filters["web_address"] = web_address
    environment.globals["severities"] = tuple(reversed(Severity))
    environment.globals["strip_size"] = (STRIP_WIDTH, STRIP_HEIGHT, TICK_WIDTH)
    return environment


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy (CSP level 3) under which the page works, and no more."""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; "
        f"script-src 'sha256-{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
