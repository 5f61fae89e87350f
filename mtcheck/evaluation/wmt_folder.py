"""The files of a WMT news task in a folder, as published or as unpacked line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mtcheck.evaluation.direct_assessment import Assessment, read_assessments, system_name
from mtcheck.evaluation.parallel import read_lines, require_parallel
from mtcheck.model import MtcheckError

SOURCES = ("source.ru", "newstest*.ru-en.src.ru", "newstest*-ruen-src.ru")
REFERENCES = ("reference*.en", "newstest*.ru-en.ref*.en", "newstest*-ruen-ref.en")
SYSTEMS = ("system.*.en", "newstest*.ru-en.hyp.*.en")
SCORES = ("direct-assessment.csv", "ad-seg-scores*ru-en.csv")
DOCUMENTS = ("documents.tsv",)


@dataclass(frozen=True, slots=True)
class NewsTask:
    """Lines of the source, the references and the systems, documents, people's scores."""

    source: list[str]
    references: dict[str, list[str]]
    systems: dict[str, list[str]]
    documents: list[tuple[str, int]]
    people: list[Assessment]

    def beginning(self, documents: int | None) -> NewsTask:
        """The same with only so many documents; ``None`` is all of them."""
        if documents is None:
            return self
        kept = self.documents[:documents]
        lines = sum(count for _, count in kept)
        return NewsTask(
            self.source[:lines],
            {name: texts[:lines] for name, texts in self.references.items()},
            {name: texts[:lines] for name, texts in self.systems.items()},
            kept,
            [one for one in self.people if one.line < lines],
        )


def read_task(folder: Path, lines_a_document: int) -> NewsTask:
    """Read the files below ``folder`` that are named as WMT names them.

    ``newstest2021.ru-en.src.ru``, ``….ref.A.en``, ``….hyp.Online-A.en`` and
    ``ad-seg-scores-ru-en.csv``; or ``source.ru``, ``reference.A.en``, ``system.Online-A.en``,
    ``documents.tsv`` and ``direct-assessment.csv``. Without a list of documents they are taken
    to be of ``lines_a_document`` lines. Raises ``MtcheckError`` for what is missing or not
    line-parallel.
    """
    source = read_lines(_one(folder, SOURCES, "source"))
    references = {path.stem: read_lines(path) for path in _all(folder, REFERENCES)}
    systems = {system_name(path.stem): read_lines(path) for path in _all(folder, SYSTEMS)}
    if not systems:
        raise MtcheckError(f"{folder}: there is no {SYSTEMS[0]} or {SYSTEMS[1]} in this folder")
    for name, lines in (references | systems).items():
        require_parallel(name, lines, source, "source")
    listed = _all(folder, DOCUMENTS)
    documents = _documents(listed[0]) if listed else _even(len(source), lines_a_document)
    if sum(count for _, count in documents) != len(source):
        raise MtcheckError(f"{listed[0]}: its documents have not as many lines as the source")
    people = read_assessments(_one(folder, SCORES, "direct assessment"), documents)
    return NewsTask(source, references, systems, documents, people)


def _documents(path: Path) -> list[tuple[str, int]]:
    found = []
    for number, line in enumerate(read_lines(path), 1):
        name, tab, count = line.rpartition("\t")
        if not tab or not count.strip().isdigit():
            raise MtcheckError(f"{path}:{number}: expected a document id, a tab and a number")
        found.append((name, int(count)))
    return found


def _even(lines: int, size: int) -> list[tuple[str, int]]:
    return [(str(at), min(size, lines - at)) for at in range(0, lines, size)]


def _all(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        raise MtcheckError(f"{folder}: not a folder")
    return sorted({path for pattern in patterns for path in folder.rglob(pattern)})


def _one(folder: Path, patterns: tuple[str, ...], what: str) -> Path:
    found = _all(folder, patterns)
    if len(found) != 1:
        many = "no" if not found else "more than one"
        raise MtcheckError(f"{folder}: {many} {what} here (looked for {', '.join(patterns)})")
    return found[0]
