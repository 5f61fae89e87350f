"""A Maven repository and a LanguageTool server on the loopback interface, both made up."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from mtcheck.languagetool.artifacts import Artifact

Answer = Callable[[dict[str, str]], Any]


def jar(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("META-INF/MANIFEST.MF", *names):
            archive.writestr(name, f"content of {name}\r\n")
    return content.getvalue()


def artifact(name: str, content: bytes, group: str = "org.example") -> Artifact:
    return Artifact(group, name, "1.0", len(content), hashlib.sha256(content).hexdigest())


class Repository:
    """Serves jars by path; ``broken`` paths answer as the given function does."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, list[Callable[[BaseHTTPRequestHandler, bytes], None]]] = {}
        self.asked: Counter[str] = Counter()
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.lstrip("/")
        self.asked[path] += 1
        content = self.files.get(path)
        faults = self.faults.get(path)
        if content is not None and faults:
            faults.pop(0)(handler, content)
        elif content is not None:
            send(handler, 200, content)
        else:
            send(handler, 404, b"")


def send(handler: BaseHTTPRequestHandler, status: int, content: bytes, length: int = -1) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content) if length < 0 else length))
    handler.end_headers()
    handler.wfile.write(content)


def break_off(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    """Promise the whole file, send half of it and hang up."""
    send(handler, 200, content[: len(content) // 2], len(content))
    handler.close_connection = True


def tampered(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    send(handler, 200, bytes([content[0] ^ 1]) + content[1:])


def overloaded(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    del content
    send(handler, 503, b"")


@contextmanager
def repository() -> Iterator[Repository]:
    served = Repository()
    with _listening(served.answer) as served.url:
        yield served


class LanguageToolServer:
    """Answers as LanguageTool does; ``answer`` makes the matches or raises to fail."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.questions: list[dict[str, str]] = []
        self.url = ""

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.path.startswith("/v2/languages"):
            languages = [{"name": "English (US)", "code": "en", "longCode": "en-US"}]
            send(handler, 200, json.dumps(languages).encode())
            return
        body = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
        question = {key: values[0] for key, values in parse_qs(body).items()}
        self.questions.append(question)
        matches = self.answer(question)
        if isinstance(matches, bytes):
            send(handler, 500, matches)
        else:
            send(handler, 200, json.dumps({"matches": matches}).encode())


def utf16_match(text: str, wrong: str, *right: str, rule: str = "HE_VERB_AGR") -> dict[str, Any]:
    """A match of the first ``wrong`` in ``text``, counted as LanguageTool counts."""
    start = text.index(wrong)
    return {
        "message": f"Not “{wrong}”.",
        "replacements": [{"value": value} for value in right],
        "offset": len(text[:start].encode("utf-16-le")) // 2,
        "length": len(wrong.encode("utf-16-le")) // 2,
        "context": {"text": text, "offset": start, "length": len(wrong)},
        "sentence": text,
        "rule": {"id": rule, "issueType": "grammar", "category": {"id": "GRAMMAR"}},
    }


@contextmanager
def languagetool_server(answer: Answer) -> Iterator[LanguageToolServer]:
    served = LanguageToolServer(answer)
    with _listening(served.respond) as served.url:
        yield served


@contextmanager
def _listening(respond: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            respond(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
