"""MLQE-PE: words of machine translations tagged OK or BAD from their post-edits.

Fomicheva et al. 2020, "MLQE-PE: A Multilingual Quality Estimation and Post-Editing Dataset";
the measures are those of WMT's word-level task (Specia et al. 2020). Files: ``NAME.src``,
``NAME.mt`` (tokenised) and ``NAME.tags`` with n tags for n words, or 2n+1 with one for each
gap; as published also ``NAME.mt_tags``, or ``NAME.tags`` in a folder ``word_level``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.document import Document
from mtcheck.evaluation.correlation import Confusion
from mtcheck.evaluation.paired import paired_document
from mtcheck.evaluation.parallel import read_lines, require_parallel
from mtcheck.model import Finding, MtcheckError, Severity, Span

if TYPE_CHECKING:
    from mtcheck.checker import Checker

BAD = "BAD"
QUOTES = ('"', "'")
OPENING = ("(", "[", "{", "«", "“", "$", "#")
CLOSING = ".,:;!?%)]}»”…"
TAG_SUFFIXES = (".tags", ".mt_tags", ".mt-tags")


@dataclass(frozen=True, slots=True)
class TaggedSegment:
    """A source, its translation with the spans of its words, and whether each is bad."""

    source: str
    text: str
    words: tuple[Span, ...]
    bad: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TagFigures:
    """Words we mark against words people changed, for findings of at least a severity."""

    severity: Severity
    confusion: Confusion


def read_tagged(path: Path, split: str) -> list[TaggedSegment]:
    """The segments of one split (``train``, ``dev``, ``test20``) in a folder.

    Raises ``MtcheckError`` when a file is missing, not parallel, or its tags do not fit.
    """
    mt = read_lines(_file(path, split, (".mt",)))
    source = read_lines(_file(path, split, (".src",)))
    tags_file = _file(path, split, TAG_SUFFIXES)
    tags = read_lines(tags_file)
    require_parallel(str(path / f"{split}.mt"), mt, source, "source")
    require_parallel(str(path / f"{split}.mt"), mt, tags, "file of tags")
    return [
        _segment(russian, words.split(), row.split(), tags_file, number)
        for number, (russian, words, row) in enumerate(zip(source, mt, tags, strict=True), 1)
    ]


def held_against(segments: Sequence[TaggedSegment], checker: Checker) -> list[TagFigures]:
    """Our findings as tags of words, beside those of people, by least severity."""
    reports = checker.check_documents(_documents(segments))
    totals = {severity: Confusion() for severity in Severity}
    for segment, report in zip(segments, reports, strict=True):
        for severity in Severity:
            found = [f for f in report.findings if f.severity.at_least(severity)]
            totals[severity] += confusion_of(segment, found)
    return [TagFigures(severity, confusion) for severity, confusion in totals.items()]


def confusion_of(segment: TaggedSegment, findings: Iterable[Finding]) -> Confusion:
    """A word is marked when a finding shares a character with it."""
    spans = [finding.span for finding in findings]
    counts = [0, 0, 0, 0]
    for word, bad in zip(segment.words, segment.bad, strict=True):
        marked = any(span.overlaps(word) for span in spans)
        counts[(0 if bad else 1) if marked else (2 if bad else 3)] += 1
    return Confusion(*counts)


def _documents(segments: Iterable[TaggedSegment]) -> Iterator[Document]:
    for number, segment in enumerate(segments, 1):
        yield paired_document(f"segment {number}", segment.text, segment.source)


def _segment(
    source: str, words: Sequence[str], tags: Sequence[str], file: Path, number: int
) -> TaggedSegment:
    if len(tags) == 2 * len(words) + 1:
        tags = tags[1::2]
    if len(tags) != len(words):
        raise MtcheckError(f"{file}:{number}: {len(tags)} tags for {len(words)} words")
    text, spans = detokenised(words)
    return TaggedSegment(
        detokenised(source.split())[0], text, tuple(spans), tuple(tag == BAD for tag in tags)
    )


def detokenised(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Tokens as one would write them, and where each stands.

    >>> detokenised(["He", "didn", "'t", "say", "so", "(", "yet", ")", "."])[0]
    "He didn't say so (yet)."
    """
    text, spans = "", []
    quoted, glued = False, True
    for word in words:
        mark = word in QUOTES
        if not (glued or word[0] in CLOSING or _is_suffix(word) or (mark and quoted)):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        glued = word in OPENING or (mark and not quoted)
        quoted = quoted != mark
    return text, spans


def _is_suffix(word: str) -> bool:
    """True for ``'s``, ``'t`` and their like."""
    return len(word) > 1 and word[0] in "'’"


def _file(folder: Path, split: str, suffixes: Sequence[str]) -> Path:
    for suffix in suffixes:
        for place in (folder, folder / "word_level", folder / "post-editing"):
            if (place / f"{split}{suffix}").is_file():
                return place / f"{split}{suffix}"
    raise MtcheckError(f"{folder}: there is no {split}{suffixes[0]} of MLQE-PE in this folder")
