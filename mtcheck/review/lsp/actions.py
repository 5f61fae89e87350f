"""What an editor can do about findings: replace, leave alone, switch off, approve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp

from mtcheck.document import Document
from mtcheck.model import Category, Finding, Span
from mtcheck.review.lsp.buffers import Buffer, Found
from mtcheck.review.lsp.diagnostics import findings_at

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.mtcheck"
COMMENTED = ("markdown", "html")
OF_TERMS = frozenset(
    {
        Category.UNTRANSLATED,
        Category.SPELLING,
        Category.LOCALE_NAME,
        Category.INCONSISTENCY,
        Category.TERM_INAPPROPRIATE,
        Category.TERM_INCONSISTENT,
    }
)


def replacements(
    found: Found, buffer: Buffer, span: Span, shown: Iterable[lsp.Diagnostic]
) -> Iterator[lsp.CodeAction]:
    """An action for each suggestion of the findings at a span."""
    known = list(shown)
    for finding in findings_at(found.report, span):
        for number, suggestion in enumerate(finding.suggestions):
            yield _quick_fix(
                f"Write “{suggestion}”" if suggestion else f"Delete “{finding.text}”",
                _change(buffer, [(finding.span, suggestion)]),
                _of(finding, known),
                preferred=finding.safe_fix and number == 0,
            )


def leaving_alone(
    found: Found, buffer: Buffer, span: Span, shown: Iterable[lsp.Diagnostic]
) -> Iterator[lsp.CodeAction]:
    """An action that suppresses the rule of each finding at a span, where it stands."""
    known = list(shown)
    for finding in findings_at(found.report, span):
        edit = _suppression(found.document, finding)
        if edit is not None:
            where = "here" if buffer.format in COMMENTED else "in this file"
            title = f"Ignore {finding.rule} {where}"
            yield _quick_fix(title, _change(buffer, [edit]), _of(finding, known))


def fix_all(found: Found, buffer: Buffer) -> lsp.CodeAction | None:
    """The action that applies every safe fix; ``None`` when there is none."""
    edits: list[tuple[Span, str]] = []
    for finding in found.report.findings:
        free = not edits or edits[-1][0].end <= finding.span.start
        if finding.safe_fix and finding.suggestions and free:
            edits.append((finding.span, finding.suggestions[0]))
    if not edits:
        return None
    many = f"{len(edits)} safe fixes" if len(edits) > 1 else "the safe fix"
    return lsp.CodeAction(f"Apply {many}", kind=FIX_ALL, edit=_change(buffer, edits))


def is_term(finding: Finding) -> bool:
    """Whether a finding is about a word or name that a desk may approve."""
    return finding.category in OF_TERMS


def settings_action(
    title: str, finding: Finding, edit: lsp.WorkspaceEdit, shown: Iterable[lsp.Diagnostic]
) -> lsp.CodeAction:
    """A quick fix that changes the settings file."""
    return _quick_fix(title, edit, _of(finding, list(shown)))


def _suppression(document: Document, finding: Finding) -> tuple[Span, str] | None:
    if document.format in COMMENTED:
        for segment in document.segments:
            whole = segment.to_document(0, len(segment.text))
            if whole.contains(finding.span):
                comment = f" <!-- mtcheck: ignore {finding.rule} -->"
                return Span(whole.end, whole.end), comment
    if document.format == "text":
        end = len(document.text)
        last = document.text.rstrip("\r\n").rpartition("\n")[2]
        lines = 1 if last.startswith("mtcheck-ignore") else 2
        breaks = "\n" * max(0, lines - _line_ends(document.text))
        return Span(end, end), f"{breaks}mtcheck-ignore: {finding.rule}\n"
    return None


def _line_ends(text: str) -> int:
    """How many line ends a text closes with."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return len(text) - len(text.rstrip("\n"))


def _of(finding: Finding, shown: list[lsp.Diagnostic]) -> list[lsp.Diagnostic]:
    return [
        d
        for d in shown
        if isinstance(d.data, dict) and d.data.get("fingerprint") == finding.fingerprint
    ]


def _change(buffer: Buffer, edits: Iterable[tuple[Span, str]]) -> lsp.WorkspaceEdit:
    range_of = buffer.positions.range
    return lsp.WorkspaceEdit(
        changes={buffer.uri: [lsp.TextEdit(range_of(span), text) for span, text in edits]}
    )


def _quick_fix(
    title: str,
    edit: lsp.WorkspaceEdit,
    diagnostics: list[lsp.Diagnostic],
    preferred: bool = False,
) -> lsp.CodeAction:
    return lsp.CodeAction(
        title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=diagnostics or None,
        is_preferred=preferred or None,
        edit=edit,
    )
