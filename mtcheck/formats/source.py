"""The Russian of an article, from a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mtcheck.document import BETWEEN_SOURCES, Document, OffsetMap, Segment, SourceFile
from mtcheck.formats.files import read_document, read_text
from mtcheck.model import MtcheckError

LEAST_CYRILLIC = 0.5
"""Share of the letters of a Russian text that are Cyrillic, brands and addresses allowed."""

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LANGUAGE = re.compile(r"[._-]en$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def read_source(path: Path, encoding: str | None = None) -> SourceFile:
    """Read a Russian text of any format.

    Raises ``MtcheckError`` when it cannot be read, is empty or is no Russian.
    """
    return source_of(read_document(path, encoding))


def source_path(article: Path, pattern: str) -> Path:
    """The file with the Russian of ``article`` by a pattern, relative to the article's folder.

    ``{stem}`` is the article's name without suffix and language (``.en``, ``-en``, ``_en``),
    ``{name}`` the whole name, ``{suffix}`` the suffix with its dot. Raises ``MtcheckError`` for
    a pattern with other braces.

    >>> source_path(Path("news/fire.en.md"), "{stem}.ru{suffix}").as_posix()
    'news/fire.ru.md'
    """
    stem = _LANGUAGE.sub("", article.stem)
    try:
        name = pattern.format(stem=stem, name=article.name, suffix=article.suffix)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise MtcheckError(
            f"source pattern “{pattern}”: may hold {{stem}}, {{name}} and {{suffix}}, no others"
        ) from None
    return article.parent / name


def source_text(text: str, path: str = "<source>") -> SourceFile:
    """A Russian text that is a string already. Raises as ``read_source`` does."""
    return source_of(read_text(text, path))


def source_of(document: Document) -> SourceFile:
    """What a file in Russian holds, read as an article would be. Raises as ``read_source``."""
    blocks = sorted((*document.segments, *document.passed), key=lambda s: s.to_document(0, 0))
    blocks = [block for block in blocks if any(c.isalnum() for c in block.text)]
    text = BETWEEN_SOURCES.join(block.text for block in blocks)
    letters = len(_LETTER.findall(text))
    if not letters:
        raise MtcheckError(f"{document.path}: no text; as a source, give the Russian text")
    share = len(_CYRILLIC.findall(text)) / letters
    if share < LEAST_CYRILLIC:
        raise MtcheckError(
            f"{document.path}: not Russian ({share:.0%} of its letters are Cyrillic); "
            "as a source, give the Russian text"
        )
    offsets = _chained(blocks)
    return SourceFile(document.path, text, document.text, offsets, _read_as(document))


def with_source(document: Document, source: SourceFile) -> Document:
    """The document beside its Russian, not yet aligned.

    Raises ``MtcheckError`` when the document's file holds a source already.
    """
    if document.source is not None:
        raise MtcheckError(
            f"{document.path}: holds the source of its segments already; leave {source.path} out"
        )
    notes = (*document.notes, *source.notes)
    return replace(document, source=source.text, source_file=source, notes=notes)


def _read_as(document: Document) -> tuple[str, ...]:
    """A note where the file is in no Unicode encoding."""
    if document.raw is None or document.encoding.startswith("utf"):
        return ()
    return (f"{document.path}: read as {document.encoding}",)


def _chained(blocks: Iterable[Segment]) -> OffsetMap:
    """The map of the blocks' texts, one behind the other, to their file."""
    pieces: list[tuple[int, int]] = []
    wide: list[tuple[int, int]] = []
    at = end = 0
    for block in blocks:
        offsets = block.offsets
        pieces += [(at + own, written) for own, written in offsets.pieces]
        wide += [(at + own, written) for own, written in offsets.wide]
        end = offsets.document_end
        length = at + offsets.length
        at = length + len(BETWEEN_SOURCES)
    return OffsetMap(tuple(pieces), length, end, tuple(wide))


def with_reference(document: Document, reference: Document) -> Document:
    """The document beside a human translation, read as an article is.

    Raises ``MtcheckError`` when the reference has no English prose.
    """
    text = BETWEEN_SOURCES.join(segment.text for segment in reference.segments)
    if not text:
        raise MtcheckError(f"{reference.path}: no English text; give the human translation")
    metadata = {**document.metadata, "reference": reference.path}
    return replace(document, reference=text, metadata=metadata)
