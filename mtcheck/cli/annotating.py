"""``--annotate``: findings written into the files that can carry them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from mtcheck.model import DocumentReport, MtcheckError

if TYPE_CHECKING:
    from mtcheck.document import Document

ANNOTATE = click.option(
    "--annotate",
    is_flag=True,
    help="Write the findings into the XLIFF files, as notes and ITS marks, in place of older ones.",
)


def assert_annotatable(documents: Sequence[Document]) -> None:
    """Raises ``MtcheckError`` for standard input, and when no file can carry findings."""
    if any(document.path == "<stdin>" for document in documents):
        raise MtcheckError("standard input cannot be annotated in place; name a file")
    if documents and not any(map(_can_carry, documents)):
        raise MtcheckError(
            f"{documents[0].path}: --annotate is for XLIFF files; for others there is --format"
        )


def annotate_in_place(
    documents: Sequence[Document], reports: Sequence[DocumentReport], quiet: bool
) -> None:
    """Write each file that can carry findings, whole or not at all, where that changes it."""
    from mtcheck.formats import Annotating, format_named
    from mtcheck.formats.edits import apply_edits, encode_like
    from mtcheck.whole_files import write_whole

    changed: list[tuple[Path, bytes]] = []
    count = 0
    for document, report in zip(documents, reports, strict=True):
        kind = format_named(document.format)
        if not isinstance(kind, Annotating):
            continue
        edits = kind.annotations(document, report.findings)
        data = encode_like(document, apply_edits(document.text, edits))
        after = format_named(document.format).read(data, document.path, document.encoding)
        if [s.text for s in after.segments] != [s.text for s in document.segments]:
            raise MtcheckError(
                f"{document.path}: its structure leaves no place for notes; the report says what "
                "is wrong with it"
            )
        count += len(report.findings)
        if data != document.raw:
            changed.append((Path(document.path), data))
    for path, data in changed:
        write_whole(path, data)
    if not quiet:
        able = sum(map(_can_carry, documents))
        others = len(documents) - able
        left = f"; {others} files of other formats left as they are" if others else ""
        click.echo(f"annotated {count} findings in {able} files{left}", err=True)


def _can_carry(document: Document) -> bool:
    from mtcheck.formats import Annotating, format_named

    return isinstance(format_named(document.format), Annotating)
