"""What a command that checks texts reads, and the progress it shows meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.cli.progress import with_bar
from mtcheck.config import Config
from mtcheck.model import DocumentReport, MtcheckError

if TYPE_CHECKING:
    from mtcheck.checker import Checker
    from mtcheck.document import Document

STANDARD_INPUT = "-"


def read_documents(
    paths: Sequence[str],
    config: Config,
    encoding: str | None,
    wanted: Callable[[Path | None], bool] = lambda _: True,
) -> list[Document]:
    """The documents that ``paths`` mean and that are ``wanted``; ``-`` is standard input.

    Everything is read before anything is checked: one bad path spoils no half-done run.
    Raises ``MtcheckError`` for what cannot be read, and when there is no path.
    """
    from mtcheck.formats import LARGEST_FILE, collect, decode_document, read_document

    if not paths:
        raise MtcheckError("nothing to check; name a file, a folder, or - for standard input")
    documents = []
    if STANDARD_INPUT in paths and wanted(None):
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        documents.append(decode_document(raw, "<stdin>", encoding=encoding))
    files = [Path(p) for p in paths if p != STANDARD_INPUT]
    documents += [
        read_document(path, encoding=encoding, columns=config.columns)
        for path in collect(files, config.exclude)
        if wanted(path)
    ]
    return documents


def check_with_progress(
    checker: Checker, documents: Sequence[Document], quiet: bool
) -> Iterator[DocumentReport]:
    """Check in order; a bar on a terminal's stderr when it takes more than a moment."""
    reports = checker.check_documents(documents)
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return reports
    return with_bar(reports, len(documents))
