"""``mtcheck review``: open articles with their findings in the browser and decide."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from mtcheck.cli.config_options import config_of, config_options
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.review.desk import Article, Desk
    from mtcheck.review.serving import Bound

EXPORTS = ("corrected", "changes", "mqm-tsv", "json")


@click.command("review")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--source", type=click.Path(path_type=Path, dir_okay=False),
    help="The Russian text of the one FILE, to be shown beside it.",
)  # fmt: skip
@click.option("--reader", metavar="NAME", help="Who decides; default: your user name.")
@click.option(
    "--store", type=click.Path(path_type=Path, dir_okay=False),
    help="The database of decisions; default: review.sqlite3 among the user's data.",
)  # fmt: skip
@click.option(
    "--export", "what", type=click.Choice(EXPORTS),
    help="Print what was decided so far, and do not open a browser.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
    help="File for --export; default: stdout.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; default: a free one.")
@click.option(
    "--token", envvar="MTCHECK_TOKEN", metavar="TOKEN",
    help="Asked of every visitor; made up where it is needed, on any address but loopback.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="A host name under which others reach this server, such as that of a proxy.",
)  # fmt: skip
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@config_options
@click.option("--encoding", metavar="NAME", help="Encoding of the files, if it is not Unicode.")
def command(
    files: tuple[Path, ...],
    source: Path | None,
    reader: str | None,
    store: Path | None,
    what: str | None,
    output: Path | None,
    host: str,
    port: int,
    token: str | None,
    hosts: tuple[str, ...],
    browser: bool,
    encoding: str | None,
    **given: Any,
) -> None:
    """Walk the findings of articles in the browser: accept, reject, edit, mark what was missed.

    Every decision is on disk before the page shows it. Stop the server with Ctrl-C; the
    next time the review goes on where it was.
    """
    if output and not what:
        raise MtcheckError("--output needs --export: corrected, changes, mqm-tsv or json")
    config = config_of(given)
    desk, articles = _open(files, config, store, encoding, source)
    if what:
        _export(desk, articles, what, output)
    else:
        from mtcheck.review.serving import bind

        _serve(desk, reader or _user(), bind(host, port), token, hosts, browser)


def _open(
    files: tuple[Path, ...],
    config: Config,
    store: Path | None,
    encoding: str | None,
    source: Path | None,
) -> tuple[Desk, list[Article]]:
    from mtcheck.formats import collect
    from mtcheck.reports.wording import count
    from mtcheck.review.database import store_path
    from mtcheck.review.desk import Desk, Inspector, open_all
    from mtcheck.review.store import Store

    paths = list(collect(files, config.exclude))
    if not paths:
        raise MtcheckError("nothing to review; every file named is excluded")
    desk = Desk(Store(store_path(store, config)), Inspector(config), config.columns)
    if sys.stderr.isatty():
        click.echo(f"Checking {count(len(paths), 'article')} …", err=True)
    return desk, open_all(desk, paths, encoding, source)


def _serve(
    desk: Desk,
    reader: str,
    bound: Bound,
    token: str | None,
    hosts: tuple[str, ...],
    browser: bool,
) -> None:
    from mtcheck.review.app import make_app
    from mtcheck.review.guard import Guard
    from mtcheck.review.serving import access_for, serve

    access = access_for(bound, hosts, token=token)
    url = f"{bound.url}/?token={access.token}" if access.token else f"{bound.url}/"

    def ready() -> None:
        click.echo(f"Review: {url}\nDecisions: {desk.store.database.path}\nStop: Ctrl-C", err=True)
        if browser:
            click.launch(url)

    try:
        serve(Guard(make_app(desk, reader), access), bound, ready)
    except KeyboardInterrupt:
        pass
    finally:
        desk.store.close()


def _export(desk: Desk, articles: list[Article], what: str, output: Path | None) -> None:
    from mtcheck.review.exports import export
    from mtcheck.whole_files import write_whole

    if len(articles) > 1:
        raise MtcheckError("--export takes one file at a time")
    made = export(what, articles[0], desk.store.items(articles[0].id))
    desk.store.close()
    if output:
        write_whole(output, made.data)
    else:
        sys.stdout.buffer.write(made.data)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"
