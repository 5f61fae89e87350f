"""The addresses of LanguageTool's API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mtcheck.model import MtcheckError
from mtcheck.reports.machine_text import json_text
from mtcheck.review.languagetool_api.answers import languages, rule_list, software
from mtcheck.review.languagetool_api.checking import answer
from mtcheck.review.languagetool_api.parameters import check_request, parameters_of
from mtcheck.review.languagetool_api.refusals import BadRequest
from mtcheck.review.warm_checkers import WarmCheckers

Handler = Callable[[Request], Awaitable[Response]]

METHODS = ["GET", "POST"]
ANYTIME = frozenset({"/v2/healthcheck", "/v2/info", "/v2/languages", "/v2/maxtextlength"})
"""What is answered however many checks are waiting."""


def routes(checkers: WarmCheckers, most: int, pages: str = "") -> list[Route]:
    """The routes; texts may have ``most`` UTF-16 code units.

    ``pages`` is the path of the pages about rules, if clients are to be told of them.
    """
    return [
        Route("/v2/check", partial(_check, checkers, most, pages), methods=METHODS),
        Route("/v2/languages", _fixed(languages), methods=METHODS),
        Route("/v2/info", _fixed(_info), methods=METHODS),
        Route("/v2/configinfo", _fixed(partial(_config_info, checkers, most)), methods=METHODS),
        Route("/v2/maxtextlength", _plain(str(most)), methods=METHODS),
        Route("/v2/healthcheck", _plain("OK"), methods=METHODS),
        Route("/v2/{action:path}", _unsupported, methods=[*METHODS, "PUT", "DELETE", "PATCH"]),
    ]


def refusal_text(reason: str) -> str:
    """An error as LanguageTool writes it."""
    return f"Error: {reason}"


async def _check(checkers: WarmCheckers, most: int, pages: str, request: Request) -> Response:
    body = await request.body()
    query = request.scope["query_string"]
    base = f"{request.url.scheme}://{request.url.netloc}{pages}" if pages else ""

    def asked() -> dict[str, Any]:
        return answer(check_request(parameters_of(query, body), most), checkers, base)

    return await run_in_threadpool(_answered, asked)


def _answered(ask: Callable[[], dict[str, Any]]) -> Response:
    try:
        return _json(ask())
    except BadRequest as bad:
        return PlainTextResponse(refusal_text(bad.reason), bad.status)
    except MtcheckError as error:
        return PlainTextResponse(refusal_text(str(error)), 500)


def _fixed(data: Callable[[], Any]) -> Handler:
    async def give(_: Request) -> Response:
        return _json(data())

    return give


def _plain(text: str) -> Handler:
    async def give(_: Request) -> Response:
        return PlainTextResponse(text)

    return give


def _json(data: Any) -> Response:
    return Response(json_text(data), media_type="application/json")


def _info() -> dict[str, Any]:
    shown = ("name", "version", "buildDate", "premium")
    return {"software": {key: software()[key] for key in shown}}


def _config_info(checkers: WarmCheckers, most: int) -> dict[str, Any]:
    return {**_info(), "parameter": {"maxTextLength": most}, "rules": rule_list(checkers.rules)}


async def _unsupported(request: Request) -> Response:
    action = request.path_params["action"][:100]
    known = "check, languages, info, configinfo, maxtextlength, healthcheck"
    return PlainTextResponse(
        refusal_text(f"Unsupported action: '{action}'. Known are: {known}"), 404
    )
