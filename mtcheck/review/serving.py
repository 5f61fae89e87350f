"""Binding an address and running an application on it until told to stop."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from mtcheck.model import MtcheckError
from mtcheck.review.access import LOOPBACK, Access

SHUTDOWN_SECONDS = 10
HEADER_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Bound:
    """A listening socket and the address at which a browser on this machine finds it."""

    listener: socket.socket
    url: str
    loopback: bool


def bind(host: str, port: int) -> Bound:
    """Listen on ``host``; port 0 takes a free one. Raises ``MtcheckError``."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise MtcheckError(
            f"cannot listen on {host}, port {port}: {reason}; choose another --host or --port"
        ) from None
    real, number = listener.getsockname()[:2]
    shown = _shown(str(real))
    return Bound(listener, f"http://{shown}:{number}", ipaddress.ip_address(real).is_loopback)


def refuse_circle(languagetool: str | None, bound: Bound) -> None:
    """Raises ``MtcheckError`` when the LanguageTool server to be asked is this very server."""
    if languagetool is None:
        return
    asked = urlsplit(languagetool)
    port = asked.port or {"http": 80, "https": 443}.get(asked.scheme)
    own = bound.listener.getsockname()
    if port == own[1] and (asked.hostname or "").lower() in {*LOOPBACK, "::1", str(own[0])}:
        raise MtcheckError(
            f"{languagetool} is where mtcheck would listen, so it would ask itself; "
            "choose another --port, or another --languagetool"
        )


def access_for(
    bound: Bound, hosts: Iterable[str] = (), origins: Iterable[str] = (), token: str | None = None
) -> Access:
    """The rules for a server there: on any other address than loopback a token is a must.

    ``hosts`` are further names under which it is addressed, for instance behind a proxy.
    Without ``token`` one is made where it is needed.
    """
    if not bound.loopback and token is None:
        token = secrets.token_urlsafe(32)
    return Access(
        hosts=frozenset((*LOOPBACK, *(name.lower().rstrip(".") for name in hosts))),
        any_address=not bound.loopback,
        origins=frozenset(origins),
        token=token,
    )


def serve(app: ASGIApp, bound: Bound, ready: Callable[[], None] = lambda: None) -> None:
    """Run until SIGINT or SIGTERM: then take no more, finish what runs, stop.

    ``ready`` is called once requests are answered. Nothing of a request is logged.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    Server(config).run(sockets=[bound.listener])


def _shown(address: str) -> str:
    if ipaddress.ip_address(address).is_unspecified:
        return "127.0.0.1" if "." in address else "[::1]"
    return f"[{address}]" if ":" in address else address
