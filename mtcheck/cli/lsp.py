"""``mtcheck lsp``: the language server for editors."""

from __future__ import annotations

import rich_click as click

LOOPBACK = "127.0.0.1"


@click.command("lsp")
@click.option("--tcp", "port", type=click.IntRange(1, 65535), metavar="PORT",
              help="Listen on this port of the loopback interface instead.")  # fmt: skip
@click.option("--stdio", is_flag=True, help="Talk over standard input and output (the default).")
def command(port: int | None, stdio: bool) -> None:  # noqa: ARG001
    """Serve an editor: findings as you type, hover, quick fixes.

    Started by the editor; how, stands in docs/editors.md.
    """
    from mtcheck.review.lsp.features import make_server

    server = make_server()
    if port:
        server.start_tcp(LOOPBACK, port)
    else:
        server.start_io()
