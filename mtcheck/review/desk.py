"""The files under review: read, checked, watched for changes on disk."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.document import Document, SourceFile
from mtcheck.formats import decode_document, read_source, with_source
from mtcheck.model import DocumentReport, MtcheckError, Span
from mtcheck.plugins import DETECTORS, plugins
from mtcheck.reports.paragraphs import cut, paragraphs_of, sources_of
from mtcheck.review.carrying import Carried, carry
from mtcheck.review.records import Row, Stored, Taken
from mtcheck.review.shown import PROSE
from mtcheck.review.store import Store
from mtcheck.review.tables import Conflict
from mtcheck.signature import signature_of
from mtcheck.whole_files import write_whole

if TYPE_CHECKING:
    from mtcheck.checker import Checker

LONGEST_ROW = 2400
TRIES = 20


class Inspector:
    """Checks documents with one ``Checker``, made at first need; one document at a time.

    ``signature`` also changes with the detectors that are installed.
    """

    def __init__(self, config: Config) -> None:
        self.signature = f"{signature_of(config)}|detectors:{_installed_detectors()}"
        self._config = config
        self._lock = threading.Lock()
        self._checker: Checker | None = None

    def check(self, document: Document) -> DocumentReport:
        """The report on a document. Raises ``MtcheckError`` as the checker does."""
        from mtcheck.checker import Checker

        with self._lock:
            self._checker = self._checker or Checker(self._config)
            return next(self._checker.check_documents([document]))


@dataclass(frozen=True, slots=True)
class Article:
    """One file under review, as last checked.

    ``problem`` says why the file as it is on disk now could not be taken; empty if it was.
    """

    id: int
    path: Path
    document: Document
    stored: Stored
    problem: str = ""

    @property
    def snapshot(self) -> int:
        return self.stored.id

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.stored.taken.rows


class Desk:
    """The articles of one review, by their numbers in the store.

    ``columns`` are those of tables and records, as ``Config.columns``.
    """

    def __init__(self, store: Store, inspector: Inspector, columns: str = "") -> None:
        self.store = store
        self._columns = columns
        self._inspector = inspector
        self._articles: dict[int, Article] = {}
        self._stamps: dict[int, object] = {}
        self._locks: dict[int, threading.Lock] = {}

    @property
    def articles(self) -> list[Article]:
        """In the order in which they were opened."""
        return list(self._articles.values())

    def open(
        self, path: Path, encoding: str | None = None, source: SourceFile | None = None
    ) -> Article:
        """Read a file, and check it unless it was checked before as it is now.

        ``source`` is the Russian, if it is not in the file. Raises ``MtcheckError`` when
        the file cannot be read or checked.
        """
        real = path.resolve()
        number = self.store.document(str(real))
        stamp = _stamp(real)
        raw = _read(path)
        stored = self.store.snapshot(number)
        document = self._decoded(raw, str(path), encoding, stored)
        document = with_source(document, source) if source else document
        if stored is None or not self._is_current(stored, document):
            stored = self._check(number, document, stored)
        self._locks[number] = threading.Lock()
        self._stamps[number] = stamp
        self._articles[number] = Article(number, real, document, stored)
        return self._articles[number]

    def article(self, number: int) -> Article:
        """The article as it is on disk now, checked again when it has changed.

        While one caller has it checked again, the others get it as it was. Raises
        ``KeyError`` for a number that is not open here.
        """
        if not self._locks[number].acquire(blocking=False):
            return self._articles[number]
        try:
            article = self._articles[number]
            stamp = _stamp(article.path)
            elsewhere = self.store.snapshot_id(number) != article.snapshot
            if stamp != self._stamps[number] or elsewhere:
                article = self._again(article)
                self._articles[number] = article
                self._stamps[number] = stamp
            return article
        finally:
            self._locks[number].release()

    def save(self, article: Article, data: bytes) -> None:
        """Write ``data`` into the article's file, if that is still as it was checked.

        Raises ``Conflict`` when it is not, ``MtcheckError`` when it cannot be written.
        """
        with self._locks[article.id]:
            if article.problem or _digest(_read(article.path)) != article.stored.taken.digest:
                raise Conflict("the file has changed on disk; load the page again")
            write_whole(article.path, data)
            self._stamps[article.id] = None

    def _again(self, article: Article) -> Article:
        try:
            raw = _read(article.path)
            stored = self.store.snapshot(article.id) or article.stored
            document = self._decoded(raw, article.document.path, None, stored)
            if article.document.source_file:
                document = with_source(document, article.document.source_file)
            if stored.taken.digest != _digest(raw):
                stored = self._check(article.id, document, stored)
        except MtcheckError as error:
            return replace(article, problem=str(error))
        return Article(article.id, article.path, document, stored)

    def _is_current(self, stored: Stored, document: Document) -> bool:
        taken = stored.taken
        return (
            taken.complete
            and taken.digest == _digest(document.raw or b"")
            and taken.encoding == document.encoding
            and taken.signature == self._signature(document)
        )

    def _check(self, number: int, document: Document, before: Stored | None) -> Stored:
        report = self._inspector.check(document)
        taken = _taken(document, report, self._signature(document))
        for _ in range(TRIES):
            version = self.store.version(number)
            carried = self._carried(number, report, before)
            known = before.id if before else 0
            done = self.store.put_snapshot(
                number, (known, version), taken, carried.placed, carried.new
            )
            before = self.store.snapshot(number)
            if before and (done or before.taken.digest == taken.digest):
                return before
        raise MtcheckError(f"{document.path}: it changes while it is checked; try again")

    def _signature(self, document: Document) -> str:
        if document.source is None:
            return self._inspector.signature
        return f"{self._inspector.signature}|source:{_digest(document.source.encode())[:8]}"

    def decoded(self, raw: bytes, path: str, encoding: str | None) -> Document:
        """The document that a file holds, by the settings of this desk."""
        return decode_document(raw, path, encoding, columns=self._columns)

    def _decoded(
        self, raw: bytes, path: str, encoding: str | None, known: Stored | None
    ) -> Document:
        """The document; one that is no UTF-8 is in the encoding it was read in before."""
        if encoding is None and known is not None and not _is_utf_8(raw):
            encoding = known.taken.encoding
        return self.decoded(raw, path, encoding)

    def _carried(self, number: int, report: DocumentReport, before: Stored | None) -> Carried:
        """What becomes of the known items, worked out from the store as it is now."""
        if before is None:
            return Carried([], list(report.findings))
        taken = before.taken
        old = self.decoded(taken.raw, report.path, taken.encoding)
        return carry(self.store.items(number), old, report.text, report.findings)


def rows_of(document: Document, report: DocumentReport) -> tuple[Row, ...]:
    """The article cut as it is shown.

    Prose by paragraphs, files with markup by segments, each with the source where known.
    """
    if document.format not in PROSE and document.segments:
        sources = {p.span: (p.source, p.source_start) for p in report.passages}
        spans = [s.to_document(0, len(s.text)) for s in document.segments]
        return tuple(Row(span, *sources.get(span, ())) for span in sorted(spans))
    whole = paragraphs_of(replace(report, passages=()))
    rows: list[Row] = []
    for paragraph, source in zip(whole, sources_of(report, whole), strict=True):
        first, *rest = cut(report.text, paragraph, LONGEST_ROW)
        beside = (source.text, source.start) if source else ()
        rows += [Row(first.span, *beside), *(Row(piece.span) for piece in rest)]
    return tuple(rows) or (Row(Span(0, len(report.text))),)


def _taken(document: Document, report: DocumentReport, signature: str) -> Taken:
    raw = document.raw or b""
    lacks = [f"Not checked: {s.detector}: {s.reason}; {s.remedy}" for s in report.skipped]
    return Taken(
        digest=_digest(raw),
        signature=signature,
        encoding=document.encoding,
        raw=raw,
        words=report.words,
        rows=rows_of(document, report),
        notes=(*lacks, *report.notes),
        complete=not report.skipped,
    )


def _installed_detectors() -> str:
    found = (f"{p.name} {p.value} {p.dist and p.dist.version}" for p in plugins(DETECTORS).values())
    return _digest("\n".join(found).encode())[:8]


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError as error:
        return error.errno
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None


def open_all(
    desk: Desk, paths: Iterable[Path], encoding: str | None, source: Path | None = None
) -> list[Article]:
    """Open every path; all are read before the first is checked.

    ``source`` is the Russian text of the only path. Raises ``MtcheckError`` as ``Desk.open``.
    """
    found = list(paths)
    if source and len(found) != 1:
        raise MtcheckError(f"{source}: a source belongs to one article, not to {len(found)}")
    for path in found:
        desk.decoded(_read(path), str(path), encoding)
    russian = read_source(source) if source else None
    return [desk.open(path, encoding, russian) for path in found]
