"""Texts whose errors are marked by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.model import Category, MtcheckError, Severity, Span

TEXT_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Mark:
    """One error an editor marked; offsets are code points into the text."""

    span: Span
    category: Category
    severity: Severity
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text file and the errors in it, in order of the text."""

    path: Path
    marks: tuple[Mark, ...]


def read_marked(paths: Iterable[Path]) -> Iterator[MarkedText]:
    """The marked texts of JSON Lines files, or of folders of them.

    Each line is an object with ``start``, ``end``, ``category``, ``severity`` and perhaps
    ``text`` and ``note``. The text is the file of the same name that ends in ``.txt`` or
    ``.md``. Raises ``MtcheckError`` when a line is not of that shape, lies outside the text
    or quotes other words than stand there, and when the text is missing.
    """
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise MtcheckError(f"{path}: no .jsonl file with marks in this folder")
        for file in files:
            yield _read(file)


def _read(path: Path) -> MarkedText:
    text_path = next((p for s in TEXT_SUFFIXES if (p := path.with_suffix(s)).is_file()), None)
    if text_path is None:
        raise MtcheckError(f"{path}: its text {path.stem}.txt is not beside it")
    try:
        text = text_path.read_bytes().decode("utf-8-sig")
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MtcheckError(f"{path}: cannot be read: {error}") from None
    marks = [_mark(path, n, line, text) for n, line in enumerate(lines, 1) if line.strip()]
    return MarkedText(text_path, tuple(sorted(marks, key=lambda m: m.span)))


def _mark(path: Path, number: int, line: str, text: str) -> Mark:
    try:
        data: dict[str, Any] = json.loads(line)
        mark = Mark(
            Span(data["start"], data["end"]),
            Category(data["category"]),
            Severity(data["severity"]),
            data.get("text", text[data["start"] : data["end"]]),
            data.get("note", ""),
        )
    except KeyError as error:
        raise MtcheckError(f"{path}:{number}: the mark has no {error}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise MtcheckError(f"{path}:{number}: not a mark: {error}") from None
    if text[mark.span.start : mark.span.end] != mark.text:
        raise MtcheckError(
            f"{path}:{number}: marks {mark.text!r} where the text has "
            f"{text[mark.span.start : mark.span.end]!r}; are the offsets code points?"
        )
    return mark
