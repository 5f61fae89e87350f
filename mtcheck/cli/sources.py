"""``--source`` and ``--reference``: what lies beside the articles that are checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from mtcheck.document import Document


def with_sources(
    documents: Sequence[Document], given: str | None, config: Config
) -> list[Document]:
    """The documents beside their Russian, by ``--source`` or else the pattern of the settings.

    ``given`` is a file, for one document, or a pattern. What is the source of another document
    is left out. Raises ``MtcheckError`` for a file given for several documents or none, and
    for one that cannot be read or is no Russian.
    """
    if given and "{" not in given:
        return [_beside_file(documents, Path(given))]
    pattern = given or config.source
    return _by_pattern(documents, pattern) if pattern else list(documents)


def with_reference(documents: Sequence[Document], path: Path | None) -> list[Document]:
    """The one document beside its human translation, if one is given.

    Raises ``MtcheckError`` for several documents, and for a file without English.
    """
    if path is None:
        return list(documents)
    from mtcheck.formats import read_document
    from mtcheck.formats import with_reference as beside

    if len(documents) != 1:
        raise MtcheckError(
            f"{path}: a reference belongs to one article, not to {len(documents)}; "
            "for many systems see mtcheck score"
        )
    return [beside(documents[0], read_document(path))]


def _beside_file(documents: Sequence[Document], path: Path) -> Document:
    from mtcheck.formats import read_source, with_source

    if len(documents) != 1:
        raise MtcheckError(
            f"{path}: a source belongs to one article, not to {len(documents)}; for several, "
            'give a pattern such as --source "{stem}.ru.txt"'
        )
    return with_source(documents[0], read_source(path))


def _by_pattern(documents: Sequence[Document], pattern: str) -> list[Document]:
    from mtcheck.formats import source_path

    paths = [source_path(Path(document.path), pattern) for document in documents]
    sources = {p.resolve() for p, d in zip(paths, documents, strict=True) if _is_source(p, d)}
    return [
        _beside(document, path)
        for document, path in zip(documents, paths, strict=True)
        if Path(document.path).resolve() not in sources
    ]


def _is_source(path: Path, document: Document) -> bool:
    return path.is_file() and path.resolve() != Path(document.path).resolve()


def _beside(document: Document, path: Path) -> Document:
    from mtcheck.formats import read_source, with_source

    if document.source is not None:
        return document
    if not _is_source(path, document):
        note = f"checked without its source: there is no {path}"
        return replace(document, notes=(*document.notes, note))
    return with_source(document, read_source(path))
