"""The routes of the browser review."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from mtcheck.model import MtcheckError
from mtcheck.review import pages
from mtcheck.review.desk import Article, Desk
from mtcheck.review.exports import NAMES, corrected, export, written
from mtcheck.review.forms import BadForm, Form, choice_of, mark_of, reader_name
from mtcheck.review.records import Choice, Kind, alike
from mtcheck.review.tables import Conflict
from mtcheck.review.view import PageView, names

READER_COOKIE = "mtcheck-reader"
YEAR = 365 * 24 * 3600

Handler = Callable[[Request], Awaitable[Response]]


class Review:
    """The handlers; every one works in a thread, for it waits for the disk."""

    def __init__(self, desk: Desk, reader: str) -> None:
        self.desk = desk
        self.reader = reader

    def index(self, request: Request) -> Response:
        articles = [self.desk.article(article.id) for article in self.desk.articles]
        if len(articles) == 1:
            return RedirectResponse(f"/d/{articles[0].id}", 303)
        reader = self._reader(request)
        views = [self._view(article, reader) for article in articles]
        return _html(pages.index(views, reader))

    def page(self, request: Request) -> Response:
        article = self._article(request)
        view = self._view(article, self._reader(request))
        second = request.query_params.get("view") == "second"
        notice = "Written into the file." if request.query_params.get("saved") else ""
        return _html(pages.page(view, uuid.uuid4().hex, second, notice))

    def decide(self, request: Request, form: Form) -> Response:
        article = self._article(request)
        items = self.desk.store.items(article.id)
        choice = choice_of(form, items, self._reader(request))
        if choice.replacement is not None:
            span = next(i.finding.span for i in items if i.id == choice.item)
            written(article, [(span, choice.replacement)])
        store = self.desk.store
        return self._done(request, form, article, lambda: store.decide(article.id, choice))

    def mark(self, request: Request, form: Form) -> Response:
        article = self._article(request)
        finding, choice = mark_of(form, article, self._reader(request))
        if choice.replacement is not None:
            written(article, [(finding.span, choice.replacement)])
        store = self.desk.store
        return self._done(request, form, article, lambda: store.mark(article.id, finding, choice))

    def undo(self, request: Request, form: Form) -> Response:
        article = self._article(request)
        snapshot, wish = form.number("snapshot"), form.request()
        reader, store = self._reader(request), self.desk.store
        return self._done(
            request, form, article, lambda: store.undo(article.id, reader, snapshot, wish) or 0
        )

    def same(self, request: Request, form: Form) -> Response:
        """Decide on all open findings alike as on the one named."""
        article = self._article(request)
        number = form.number("item")
        choice = Choice(
            number, Kind.CLEAR, self._reader(request), 0, form.number("snapshot"), form.request()
        )
        store = self.desk.store
        return self._done(
            request, form, article, lambda: store.repeat(article.id, number, choice) and number
        )

    def changes(self, request: Request) -> Response:
        """What has happened since the version a page has seen, and who else looks on."""
        form = Form(dict(request.query_params))
        article = self._article(request)
        reader = self._reader(request)
        tab = form.text("tab", 64)
        others = self.desk.store.see(article.id, tab, reader) if tab else []
        after = form.number("after")
        told = {"others": names(dict.fromkeys(others)) if others else "", "tabs": len(others)}
        if after == self.desk.store.version(article.id):
            quiet = {"version": after, "snapshot": article.snapshot, "problem": article.problem}
            return JSONResponse({**quiet, "rows": [], **told})
        return JSONResponse({**self._state(self._view(article, reader), after), **told})

    def leave(self, request: Request, form: Form) -> Response:  # noqa: ARG002
        self.desk.store.leave(form.text("tab", 64))
        return Response(status_code=204)

    def save(self, request: Request, form: Form) -> Response:
        """Write the corrections into the file, if it is still the one that was checked."""
        article = self._article(request)
        if form.number("snapshot") != article.snapshot:
            raise Conflict("the file has changed on disk; load the page again")
        items = self.desk.store.items(article.id)
        if form.number("version") != self.desk.store.version(article.id):
            raise Conflict("somebody has decided meanwhile; look at it and save again")
        self.desk.save(article, corrected(article, items))
        return RedirectResponse(f"/d/{article.id}?saved=1", 303)

    def export(self, request: Request) -> Response:
        article = self._article(request)
        if request.path_params["name"] not in NAMES:
            raise KeyError(request.path_params["name"])
        made = export(request.path_params["name"], article, self.desk.store.items(article.id))
        disposition = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
        headers = {"content-disposition": disposition}
        return Response(made.data, media_type=made.media_type, headers=headers)

    def set_reader(self, request: Request, form: Form) -> Response:  # noqa: ARG002
        name = reader_name(form.text("reader", 300))
        if not name:
            raise BadForm("a reader needs a name")
        back = f"/d/{form.number('back')}" if form.fields.get("back") else "/"
        response = RedirectResponse(back, 303)
        response.set_cookie(
            READER_COOKIE, quote(name), max_age=YEAR, httponly=True, samesite="strict"
        )
        return response

    def static(self, request: Request) -> Response:
        data, media_type = pages.static(request.path_params["name"])
        return Response(data, media_type=media_type)

    def _article(self, request: Request) -> Article:
        return self.desk.article(request.path_params["number"])

    def _reader(self, request: Request) -> str:
        try:
            morsel = SimpleCookie(request.headers.get("cookie", "")).get(READER_COOKIE)
        except CookieError:
            morsel = None
        return (reader_name(unquote(morsel.value)) if morsel else "") or self.reader

    def _done(
        self, request: Request, form: Form, article: Article, work: Callable[[], int | None]
    ) -> Response:
        """Do what was asked, then answer with what has changed on the page."""
        refused = ""
        item: int | None = None
        try:
            item = work()
        except Conflict as conflict:
            refused = str(conflict)
        if not _wants_json(request):
            back = f"/d/{article.id}"
            if refused:
                return _html(pages.message("Not recorded", refused, back), 409)
            return RedirectResponse(f"{back}#i{item or form.fields.get('item', '')}", 303)
        after = form.number("after") if "after" in form.fields else 0
        view = self._view(article, self._reader(request))
        number = str(item or form.fields.get("item", ""))
        found = next((i for i in view.items if str(i.id) == number), None)
        state = self._state(view, after)
        state |= {"refused": refused, "request": uuid.uuid4().hex}
        state["item"] = found.id if found else None
        state["seen"] = found.seen if found else 0
        state["alike"] = len(alike(view.items, found)) if found and found.decision else 0
        return JSONResponse(state, 409 if refused else 200)

    def _view(self, article: Article, reader: str) -> PageView:
        version = self.desk.store.version(article.id)
        return PageView(article, self.desk.store.items(article.id), reader, version)

    def _state(self, view: PageView, after: int) -> dict[str, Any]:
        changed = view.rows_since(after)
        return {
            "version": view.version,
            "snapshot": view.article.snapshot,
            "problem": view.article.problem,
            "rows": [{"id": f"r{r.number}", "html": pages.row(view, r)} for r in changed],
            "total": view.progress.total,
            "decided": view.progress.decided,
            "told": view.progress.told,
        }


def make_app(desk: Desk, reader: str) -> Starlette:
    """The review of a desk's articles, without its guard; ``reader`` is who has no name yet."""
    review = Review(desk, reader)
    get, post = ["GET"], ["POST"]
    routes = [
        Route("/", _reading(review.index), methods=get),
        Route("/static/{name}", _reading(review.static), methods=get),
        Route("/reader", _writing(review.set_reader), methods=post),
        Route("/d/{number:int}", _reading(review.page), methods=get),
        Route("/d/{number:int}/changes", _reading(review.changes), methods=get),
        Route("/d/{number:int}/export/{name}", _reading(review.export), methods=get),
        *(
            Route(f"/d/{{number:int}}/{name}", _writing(handler), methods=post)
            for name, handler in (
                ("decide", review.decide),
                ("mark", review.mark),
                ("undo", review.undo),
                ("same", review.same),
                ("leave", review.leave),
                ("save", review.save),
            )
        ),
    ]
    return Starlette(routes=routes)


def _reading(handler: Callable[[Request], Response]) -> Handler:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answered, request, lambda: handler(request))

    return endpoint


def _writing(handler: Callable[[Request, Form], Response]) -> Handler:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(
            _answered, request, lambda: handler(request, Form.parse(body))
        )

    return endpoint


def _answered(request: Request, work: Callable[[], Response]) -> Response:
    """What the handler answers, its errors made answers as well."""
    try:
        return work()
    except KeyError:
        return _refused(request, 404, "there is no such page")
    except BadForm as error:
        return _refused(request, 400, str(error))
    except Conflict as error:
        return _refused(request, 409, str(error))
    except MtcheckError as error:
        return _refused(request, 422, str(error))


def _refused(request: Request, status: int, words: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"refused": words}, status)
    number = request.path_params.get("number")
    back = f"/d/{number}" if number is not None and status != 404 else "/"
    return _html(pages.message("Not done", words, back), status)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, {"content-security-policy": pages.POLICY})
