"""Line-parallel files: translations whose lines stand beside those of a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtcheck.document import BETWEEN_SOURCES, Document, Segment
from mtcheck.model import MtcheckError

BETWEEN_LINES = "\n\n"


def read_lines(path: Path) -> list[str]:
    """The segments of a line-parallel file. Raises ``MtcheckError`` when it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise MtcheckError(f"{path}: not valid UTF-8 at byte {error.start}") from None
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def documents_of(
    name: str, lines: Sequence[str], counts: Sequence[int], source: Sequence[str] | None = None
) -> Iterator[Document]:
    """Lines as articles of ``counts`` lines each, every line a paragraph of its own.

    With ``source``, each paragraph has its line's Russian. Raises ``MtcheckError`` when the
    numbers of lines do not agree.
    """
    from mtcheck.formats import read_text

    if sum(counts) != len(lines):
        raise MtcheckError(f"{name}: {len(lines)} lines, but the documents have {sum(counts)}")
    if source is not None:
        require_parallel(name, lines, source, "source")
    start = 0
    for number, count in enumerate(counts, 1):
        held = lines[start : start + count]
        document = read_text(BETWEEN_LINES.join(held), path=f"{name}#{number}")
        if source is not None:
            document = _with_lines(document, held, source[start : start + count])
        start += count
        yield document


def require_parallel(name: str, lines: Sequence[str], other: Sequence[str], what: str) -> None:
    """Raises ``MtcheckError`` when ``other``, the ``what``, has not as many lines."""
    if len(other) != len(lines):
        raise MtcheckError(
            f"{name}: {len(lines)} lines where the {what} has {len(other)}; "
            "the files have to be line-parallel"
        )


def line_of(offset: int, lines: Sequence[str]) -> int:
    """The number, from 0, of the line that an offset of an article's text stands in."""
    end = 0
    for number, line in enumerate(lines):
        end += len(line) + len(BETWEEN_LINES)
        if offset < end:
            return number
    return len(lines) - 1


def _with_lines(document: Document, lines: Sequence[str], source: Sequence[str]) -> Document:
    starts, at = [], 0
    for line in source:
        starts.append(at)
        at += len(line) + len(BETWEEN_SOURCES)

    def beside(segment: Segment) -> Segment:
        number = line_of(segment.to_document(0, 0).start, lines)
        return replace(segment, source=source[number], source_start=starts[number])

    segments = tuple(map(beside, document.segments))
    return replace(document, segments=segments, source=BETWEEN_SOURCES.join(source))
