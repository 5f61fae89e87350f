"""Pages about rules, for a client's “more information”."""

from __future__ import annotations

from functools import partial
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from mtcheck.model import MtcheckError
from mtcheck.review.detector_pages import detector_page
from mtcheck.review.warm_checkers import WarmCheckers
from mtcheck.rules.measured import load_measured
from mtcheck.rules.pages import rule_page

FOLDER = "/rules/"
STYLED = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body {{ font: 1.05rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto;
padding: 0 1rem; overflow-wrap: anywhere }} h1 {{ font-size: 1.3rem }}</style>
</head>
<body><main>
{body}</main></body>
</html>
"""


def routes(checkers: WarmCheckers) -> list[Route]:
    """One page for each rule: ``/rules/ID``, ``/rules/ID?of=DETECTOR`` for one of no pack."""
    return [Route(FOLDER + "{rule:path}", partial(_page, checkers), methods=["GET"])]


def _page(checkers: WarmCheckers, request: Request) -> Response:
    from markdown_it import MarkdownIt

    rule, detector = request.path_params["rule"], request.query_params.get("of")
    try:
        page = (
            detector_page(rule, detector)
            if detector
            else rule_page(checkers.rules.get(rule), load_measured())
        )
    except MtcheckError as error:
        page = PAGE.format(title="No such rule", body=f"<p>{escape(str(error))}</p>\n")
        return HTMLResponse(page, 404, STYLED)
    markdown = MarkdownIt("commonmark", {"html": False})
    body = markdown.render(page)
    return HTMLResponse(PAGE.format(title=escape(rule), body=body), headers=STYLED)
