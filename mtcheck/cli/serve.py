"""``mtcheck serve``: findings for LanguageTool's clients and for programs, over HTTP."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.cli.config_options import config_of, config_options

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.review.access import Access
    from mtcheck.review.serving import Bound


@click.command("serve")
@click.option("--host", help="Address to listen on; default: 127.0.0.1.")
@click.option(
    "--port", type=click.IntRange(0, 65535),
    help="Port; default: 8081, as LanguageTool's. 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--token", envvar="MTCHECK_TOKEN", metavar="TOKEN",
    help="Asked of every client; made up where it is needed, on any address but loopback.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="A host name under which others reach this server, such as that of a proxy.",
)  # fmt: skip
@click.option(
    "--allow-origin", "origins", multiple=True, metavar="ORIGIN",
    help="Origin of a page or a browser add-on that may ask, as https://cms.example.org.",
)  # fmt: skip
@click.option(
    "--max-text", type=click.IntRange(min=1), metavar="UNITS",
    help="Longest text of a request in UTF-16 code units; default: 150,000.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
    help="Longest time for a request; default: 60.",
)  # fmt: skip
@click.option("--threads", type=click.IntRange(1, 64), help="Checks at once; default: 2.")
@click.option(
    "--queue", type=click.IntRange(0, 10_000), help="Checks that may wait; default: 32."
)  # fmt: skip
@config_options
def command(
    token: str | None, hosts: tuple[str, ...], origins: tuple[str, ...], **given: Any
) -> None:
    """Serve findings over HTTP, to LanguageTool's clients and to programs.

    LibreOffice, browser add-ons, LTeX, Obsidian, Emacs and others that can ask a LanguageTool
    server show mtcheck's findings when given this server's address. No text is logged or
    kept. Stop it with Ctrl-C.
    """
    config = config_of(given)
    named = ("host", "port", "max_text", "timeout", "threads", "queue")
    told = {name: given[name] for name in named if given[name] is not None}
    serve = replace(
        config.serve,
        **told,
        allow_hosts=(*config.serve.allow_hosts, *hosts),
        allow_origins=(*config.serve.allow_origins, *origins),
    )
    _serve(replace(config, serve=serve), token)


def _serve(config: Config, token: str | None) -> None:
    from mtcheck.review.check_server import make_app
    from mtcheck.review.serving import access_for, bind, refuse_circle, serve

    bound = bind(config.serve.host, config.serve.port)
    refuse_circle(config.languagetool, bound)
    access = access_for(bound, config.serve.allow_hosts, config.serve.allow_origins, token)
    app = make_app(config, access)
    with suppress(KeyboardInterrupt):
        serve(app, bound, lambda: _announce(bound, access))


def _announce(bound: Bound, access: Access) -> None:
    base = f"{bound.url}/token/{access.token}" if access.token else bound.url
    click.echo(
        f"LanguageTool server address: {base}  (some clients want {base}/v2)\n"
        f"Own API: {base}/api/openapi.json\n"
        "Stop: Ctrl-C",
        err=True,
    )
