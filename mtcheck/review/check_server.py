"""The application of ``mtcheck serve``: LanguageTool's API and our own behind one guard."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import mtcheck
from mtcheck.config import Config
from mtcheck.detectors.background import Background
from mtcheck.model import MtcheckError
from mtcheck.review import check_api, languagetool_api, rule_pages
from mtcheck.review.access import Access, Refusal, in_json
from mtcheck.review.guard import Guard, Limits
from mtcheck.review.languagetool_api.languages import detect
from mtcheck.review.warm_checkers import WarmCheckers

log = logging.getLogger("mtcheck.server")

BYTES_A_UNIT = 9
"""A UTF-16 code unit is at most three bytes of UTF-8, each written as ``%D0`` in a form."""
BYTES_BESIDE = 256 * 1024
TOKEN_FOLDER = "/token/"
LANGUAGETOOL = "/v2/"


def make_app(config: Config, access: Access) -> ASGIApp:
    """The whole server. Raises ``MtcheckError`` for settings that cannot be followed."""
    checkers = WarmCheckers(config)
    most = config.serve.max_text
    routes = [
        Route("/", _about),
        *languagetool_api.routes(checkers, most, "" if access.token else rule_pages.FOLDER),
        *rule_pages.routes(checkers),
        *check_api.routes(checkers, most),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lambda _: _warmed(checkers),
        exception_handlers={HTTPException: _no_such_thing, Exception: _failed},
    )
    app.router.redirect_slashes = False
    limits = Limits(
        body=most * BYTES_A_UNIT + BYTES_BESIDE,
        seconds=config.serve.timeout,
        running=config.serve.threads,
        waiting=config.serve.queue,
        unqueued=languagetool_api.ANYTIME | check_api.ANYTIME | {"/"},
    )
    return TokenInPath(Guard(app, access, limits, refusal_of))


class TokenInPath:
    """Lets clients that know nothing but an address give the token with it.

    ``/token/TOKEN/v2/check`` is ``/v2/check`` with ``Authorization: Bearer TOKEN``; whether
    the token is right is for the guard to say.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(TOKEN_FOLDER):
            scope = _without_token(scope)
        await self.app(scope, receive, send)


def refusal_of(scope: Scope, refusal: Refusal) -> tuple[str, bytes]:
    """A refusal as those who ask at that address read it."""
    if not scope["path"].startswith(LANGUAGETOOL):
        return in_json(scope, refusal)
    text = languagetool_api.refusal_text(refusal.reason)
    return "text/plain; charset=utf-8", text.encode()


def _without_token(scope: Scope) -> Scope:
    raw = scope.get("raw_path") or scope["path"].encode()
    token, _, rest = raw.decode("latin-1").removeprefix(TOKEN_FOLDER).partition("/")
    headers = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
    headers.append((b"authorization", f"Bearer {unquote(token)}".encode("latin-1", "replace")))
    path = f"/{rest}"
    return {**scope, "path": unquote(path), "raw_path": path.encode("latin-1"), "headers": headers}


@asynccontextmanager
async def _warmed(checkers: WarmCheckers) -> AsyncIterator[None]:
    """Loads the checker in a thread while the server already answers that it is there."""
    Background(1, "warming").submit(partial(_warm, checkers))
    yield


def _warm(checkers: WarmCheckers) -> None:
    try:
        checkers.get()
        detect("It is warm.")
    except MtcheckError as error:
        log.error("%s", error)


async def _about(_: Request) -> Response:
    return PlainTextResponse(
        f"mtcheck {mtcheck.__version__}\n"
        "LanguageTool's API for its clients: /v2/check\n"
        "mtcheck's own: /api/check, /api/documents, described in /api/openapi.json\n"
    )


async def _no_such_thing(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason = {404: "there is nothing at this address", 405: "not with this method"}
    return JSONResponse(
        {"error": reason.get(error.status_code, error.detail)}, error.status_code, error.headers
    )


async def _failed(request: Request, _: Exception) -> Response:
    """The answer to an error of ours; the guard logs its kind and place."""
    kind, body = refusal_of(request.scope, Refusal(500, "an error of the server"))
    return Response(body, 500, media_type=kind)
