"""The addresses of mtcheck's own API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mtcheck.checker import Checker
from mtcheck.model import MtcheckError, Report
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.json import report_data, verdict_data
from mtcheck.reports.machine_text import json_text
from mtcheck.review.check_api.openapi import openapi
from mtcheck.review.check_api.requests import (
    Unacceptable,
    Upload,
    Wanted,
    files_wanted,
    text_wanted,
)
from mtcheck.review.languagetool_api.utf16 import length
from mtcheck.review.warm_checkers import WarmCheckers
from mtcheck.verdict import Gate

ANYTIME = frozenset({"/api/openapi.json"})
JSON = "application/json"
FORM = "multipart/form-data"
MOST_FILES = 100
MOST_FIELDS = 200


def routes(checkers: WarmCheckers, most: int) -> list[Route]:
    """The routes; the texts of a request may have ``most`` UTF-16 code units together."""
    return [
        Route("/api/check", partial(_check, checkers, most), methods=["POST"]),
        Route("/api/documents", partial(_documents, checkers, most), methods=["POST"]),
        Route("/api/openapi.json", _openapi, methods=["GET"]),
    ]


async def _check(checkers: WarmCheckers, most: int, request: Request) -> Response:
    if _media_type(request) != JSON:
        return _error(f"the body has to be {JSON}", 415)
    body = await request.body()
    return await run_in_threadpool(_answered, checkers, most, partial(text_wanted, body))


async def _documents(checkers: WarmCheckers, most: int, request: Request) -> Response:
    if _media_type(request) != FORM:
        return _error(f"the body has to be {FORM}, each file a part “file”", 415)
    uploads: list[Upload] = []
    fields: defaultdict[str, list[str]] = defaultdict(list)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            for key, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    fields[key].append(value)
                elif key == "file":
                    uploads.append(Upload(value.filename or "<file>", await value.read()))
                else:
                    return _error(f"files have to come as parts “file”, not “{key[:40]}”", 400)
    except HTTPException as error:
        return _error(error.detail, 400)
    wanted = partial(files_wanted, uploads, fields)
    return await run_in_threadpool(_answered, checkers, most, wanted)


async def _openapi(_: Request) -> Response:
    return Response(json_text(openapi()), media_type=JSON)


def _answered(checkers: WarmCheckers, most: int, read: Callable[[], Wanted]) -> Response:
    try:
        wanted = read()
        written = sum(length(document.text) for document in wanted.documents)
        if written > most:
            return _error(f"{written} characters of text, more than the limit of {most}", 413)
        return _report(*_checked(checkers, wanted))
    except Unacceptable as bad:
        return _error(bad.reason, bad.status)
    except MtcheckError as error:
        return _error(str(error), 500)


def _checked(checkers: WarmCheckers, wanted: Wanted) -> tuple[Checker, Report]:
    checker = checkers.get(wanted.pedantic, wanted.enable - wanted.disable)
    config = replace(checker.config, disable=checker.config.disable | wanted.disable)
    documents = [
        checker.check_analysed(document, config) for document in checker.analysed(wanted.documents)
    ]
    return checker, checker.report(documents)


def _report(checker: Checker, report: Report) -> Response:
    outcome = Gate.of(checker.config).judge(report)
    options = RenderOptions(
        verdict=outcome.reason, passed=outcome.passed, breaches=outcome.breaches
    )
    data = report_data(report) | {"verdict": verdict_data(options)}
    return Response(json_text(data), media_type=JSON)


def _error(reason: str, status: int) -> Response:
    return Response(json_text({"error": reason}), status, media_type=JSON)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
