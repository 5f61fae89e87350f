"""Fixing a document, checking what came of it, and taking back what did harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from mtcheck.checker import Checker
from mtcheck.document import Document
from mtcheck.fixing.choice import edit_of, safe_fixes
from mtcheck.fixing.moved import Moved
from mtcheck.formats import Edit, format_named, with_source
from mtcheck.model import DocumentReport, Finding, MtcheckError

MOST_ROUNDS = 8

Narrow = Callable[[Document, DocumentReport], DocumentReport]
"""What of a document's report counts: all of it, or what a change touches."""


@dataclass(frozen=True)
class Fixed:
    """A document before and after its safe fixes.

    ``applied`` are findings of the document as it was. ``withheld`` are those whose fix
    would have left the finding or brought a new one.
    """

    before: Document
    after: Document
    report: DocumentReport
    applied: tuple[Finding, ...] = ()
    withheld: tuple[Finding, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of the file afterwards."""
        return format_named(self.after.format).write(self.after, [])


@dataclass
class Fixer:
    """Applies safe fixes. What it leaves has no finding that was not there before.

    Suppressed findings are never fixed, since a report does not have them among its findings.
    """

    checker: Checker
    narrow: Narrow = field(default=lambda _, report: report)

    def fix(self, document: Document) -> Fixed:
        """The document with all safe fixes that stand the check; unchanged when there are none.

        Raises ``MtcheckError`` when the file cannot be written back as it was.
        """
        report = self._check(document)
        chosen = safe_fixes(document, self.narrow(document, report).findings)
        withheld: list[Finding] = []
        for _ in range(MOST_ROUNDS):
            if not chosen:
                return Fixed(document, document, report, (), tuple(withheld))
            after, edits = self._written(document, chosen)
            report_after = self._check(after)
            harmful = _harmful(chosen, report, report_after, edits)
            if not harmful:
                return Fixed(document, after, report_after, tuple(chosen), tuple(withheld))
            withheld += harmful
            chosen = [f for f in chosen if f not in harmful]
        return Fixed(document, document, report, (), (*withheld, *chosen))

    def _check(self, document: Document) -> DocumentReport:
        return next(self.checker.check_documents([document]))

    def _written(
        self, document: Document, chosen: Sequence[Finding]
    ) -> tuple[Document, list[Edit]]:
        """The changed document, read anew from its bytes, and the edits of its text."""
        kind = format_named(document.format)
        edits = [edit_of(finding, document.text) for finding in chosen]
        try:
            text_edits = kind.text_edits(document, edits)
            data = kind.write(document, edits)
        except ValueError as error:
            raise MtcheckError(f"{document.path}: cannot be fixed: {error}") from None
        after = kind.read(data, document.path, document.encoding)
        if document.source_file:
            after = with_source(after, document.source_file)
        if document.reference:
            after = replace(after, reference=document.reference, metadata=document.metadata)
        return after, text_edits


def _harmful(
    chosen: Sequence[Finding],
    before: DocumentReport,
    after: DocumentReport,
    edits: Sequence[Edit],
) -> list[Finding]:
    """The fixes that did not mend their finding, or near which there is a new one."""
    moved = Moved(edits)
    known = {
        (rule, moved.offset(finding.span.start))
        for finding in _all(before)
        for rule in (finding.rule, *finding.also)
    }
    harmful: list[Finding] = []
    for finding in _all(after):
        place = moved.before(finding.span)
        same = [f for f in chosen if f.rule == finding.rule and f.span.overlaps(place)]
        if same:
            harmful += same
        elif (finding.rule, finding.span.start) not in known:
            harmful.append(min(chosen, key=lambda f: _distance(f, place.start)))
    return [f for f in chosen if f in harmful]


def _all(report: DocumentReport) -> Iterable[Finding]:
    return (*report.findings, *report.suppressed)


def _distance(finding: Finding, offset: int) -> int:
    return max(finding.span.start - offset, offset - finding.span.end, 0)
