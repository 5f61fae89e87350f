"""Which fixes may be made, and what each changes."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.document import Document
from mtcheck.formats import Edit
from mtcheck.model import Finding, Span


def safe_fixes(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose first suggestion may be applied unseen, in order, none overlapping.

    Left out are those inside what the document marks as verbatim: quotations its writer has
    marked, code, addresses. Of overlapping ones the longer goes first, then the earlier.
    """
    kept: list[Finding] = []
    verbatim = verbatim_spans(document)
    for finding in sorted(findings, key=lambda f: (-len(f.span), f.span, f.rule)):
        fixable = finding.safe_fix and finding.suggestions
        if fixable and not any(_touch(finding.span, span) for span in verbatim):
            place = edit_of(finding, document.text)[0]
            if not any(_touch(place, edit_of(other, document.text)[0]) for other in kept):
                kept.append(finding)
    return sorted(kept, key=lambda f: f.span)


def edit_of(finding: Finding, text: str, suggestion: str | None = None) -> Edit:
    """The edit that a suggestion (the first, unless told) of a finding comes to.

    Where it deletes words between two spaces, one of them goes too; where it deletes a sign
    between two words without a space, a space comes in.
    """
    words = finding.suggestions[0] if suggestion is None else suggestion
    start, end = finding.span.start, finding.span.end
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if not words and start < end and before.isspace() and after == " ":
        return Span(start, end + 1), ""
    gone = text[start:end]
    if not words and gone and not any(c.isalnum() for c in gone + before) and after.isalnum():
        return finding.span, "" if before.isspace() else " "
    return finding.span, words


def verbatim_spans(document: Document) -> list[Span]:
    """What is to be left as it is, in the document's text."""
    inside = [s.to_document(v.start, v.end) for s in document.segments for v in s.verbatim]
    return [*document.verbatim, *inside]


def _touch(a: Span, b: Span) -> bool:
    """True for spans that overlap, and for an insertion inside or at the edge of another."""
    return a.overlaps(b) or ((not len(a) or not len(b)) and a.start <= b.end and b.start <= a.end)
