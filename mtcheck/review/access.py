"""Who may speak to the server: Host against DNS rebinding, Origin against foreign pages, token.

A page of another site can send requests to a server on the editor's own machine, and a
name the site owns can be made to point at 127.0.0.1 ("DNS rebinding"). Both show in
headers that a page cannot forge: ``Host`` and ``Origin`` (Fetch standard, section 3.2).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from starlette.types import Scope

COOKIE = "mtcheck-token"
QUERY = "token"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that ends a request: HTTP status and one line for whoever asks."""

    status: int
    reason: str


Wording = Callable[[Scope, Refusal], tuple[str, bytes]]
"""Media type and body of a refusal, as those who ask at that address expect it."""


def in_json(_: Scope, refusal: Refusal) -> tuple[str, bytes]:
    """A refusal as ``{"error": "…"}``."""
    return "application/json", json.dumps({"error": refusal.reason}).encode()


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one server.

    ``hosts`` are the names, without port, under which it may be addressed.
    ``any_address`` allows every literal IP address too: no site can have such a name.
    ``origins`` are foreign origins (``https://cms.example.org``) whose pages may ask.
    ``token``, when given, has to come with every request.
    """

    hosts: frozenset[str] = frozenset(LOOPBACK)
    any_address: bool = False
    origins: frozenset[str] = frozenset()
    token: str | None = None

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why the request is refused; ``None`` when it may pass."""
        headers = Headers(scope)
        hosts = headers.all(b"host")
        if len(hosts) != 1 or not self._known_host(hosts[0]):
            return Refusal(421, "this server does not answer under that host name")
        if not self._known_origin(headers, hosts[0]):
            return Refusal(403, "requests of pages of other sites are refused")
        if self.token is not None and not _same(self.token, _tokens(scope, headers)):
            return Refusal(401, "a token is needed: Authorization: Bearer TOKEN")
        return None

    def foreign_origin(self, scope: Scope) -> str | None:
        """The ``Origin`` of a request, when it is one of the foreign ones allowed."""
        origin = Headers(scope).one(b"origin")
        return origin if origin in self.origins else None

    def _known_host(self, host: str) -> bool:
        name = _name_of(host)
        return name in self.hosts or (self.any_address and _is_address(name))

    def _known_origin(self, headers: Headers, host: str) -> bool:
        origins = headers.all(b"origin")
        if not origins:
            foreign = headers.one(b"sec-fetch-site") in ("cross-site", "same-site")
            return not foreign or _is_navigation(headers)
        if len(origins) > 1:
            return False
        own = origins[0].lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
        return own or origins[0] in self.origins


class Headers:
    """The headers of a request, as text."""

    def __init__(self, scope: Scope) -> None:
        self._pairs: list[tuple[bytes, bytes]] = list(scope["headers"])

    def all(self, name: bytes) -> list[str]:
        return [value.decode("latin-1").strip() for key, value in self._pairs if key == name]

    def one(self, name: bytes) -> str:
        """The first header of that name, or the empty string."""
        return next(iter(self.all(name)), "")


def token_in_query(scope: Scope) -> str | None:
    """The token of an address such as ``http://host/?token=…``."""
    query = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=50)
    return next(iter(query.get(QUERY, ())), None)


def _name_of(host: str) -> str:
    """The host name of a ``Host`` header, lower case, without port and final dot.

    >>> _name_of("LocalHost:8080"), _name_of("[::1]:80"), _name_of("a:b@c")
    ('localhost', '[::1]', '')
    """
    try:
        parts = urlsplit(f"//{host}")
        if parts.netloc != host or "@" in host or parts.path:
            return ""
        _ = parts.port
        name = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_navigation(headers: Headers) -> bool:
    """True for a link that a person followed, for instance from a mail in the browser."""
    return (
        headers.one(b"sec-fetch-mode") == "navigate"
        and headers.one(b"sec-fetch-dest") == "document"
    )


def _same(token: str, given: list[str]) -> bool:
    """Compared in constant time, whatever was given."""
    expected = token.encode()
    matches = [hmac.compare_digest(expected, candidate.encode()) for candidate in given]
    return any(matches)


def _tokens(scope: Scope, headers: Headers) -> list[str]:
    """Every token the request carries: bearer, basic password, cookie, query."""
    found = [token_in_query(scope) or ""]
    scheme, _, value = headers.one(b"authorization").partition(" ")
    if scheme.lower() == "bearer":
        found.append(value.strip())
    elif scheme.lower() == "basic":
        found.append(_password(value))
    return [*found, *(_cookie(line) for line in headers.all(b"cookie"))]


def _password(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _cookie(line: str) -> str:
    try:
        morsel = SimpleCookie(line).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def is_page(scope: Scope) -> bool:
    """True for a page that a browser is to show."""
    accepted = Headers(scope).one(b"accept")
    return scope["method"] == "GET" and "text/html" in accepted


def into_cookie(scope: Scope, token: str) -> list[tuple[bytes, bytes]]:
    """Headers that move the token from the address, where it would be seen, to a cookie."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=50)
    rest = urlencode([(key, value) for key, value in query if key != QUERY])
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    place = b"/" + path.lstrip(b"/\\") + (f"?{rest}".encode() if rest else b"")
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
    return [(b"location", place), (b"set-cookie", cookie.encode())]
