"""What an editor can do about findings: replace, leave alone, switch off, approve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from lsprotocol import types as lsp

from mtcheck.fixing import edit_of, safe_fixes
from mtcheck.formats import Edit, format_named
from mtcheck.model import Category, Finding, MtcheckError, Span
from mtcheck.review.lsp.buffers import Buffer, Found
from mtcheck.review.lsp.diagnostics import findings_at

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.mtcheck"
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
    """An action for each suggestion of the findings at a span that can be written there."""
    known = list(shown)
    for finding in findings_at(found.report, span):
        for number, suggestion in enumerate(finding.suggestions):
            with suppress(MtcheckError):
                yield _quick_fix(
                    f"Write “{suggestion}”" if suggestion else f"Delete “{finding.text}”",
                    _change(buffer, _written(found, [edit_of(finding, buffer.text, suggestion)])),
                    _of(finding, known),
                    preferred=finding.safe_fix and number == 0,
                )


def leaving_alone(
    found: Found, buffer: Buffer, span: Span, shown: Iterable[lsp.Diagnostic]
) -> Iterator[lsp.CodeAction]:
    """An action that suppresses the rule of each finding at a span, where it stands."""
    known = list(shown)
    kind = format_named(found.document.format)
    for finding in findings_at(found.report, span):
        edit = kind.ignoring(found.document, finding.span, finding.rule)
        if edit is not None:
            where = "in this file" if edit[0].start == len(buffer.text) else "here"
            title = f"Ignore {finding.rule} {where}"
            yield _quick_fix(title, _change(buffer, [edit]), _of(finding, known))


def fix_all(found: Found, buffer: Buffer) -> lsp.CodeAction | None:
    """The action that applies every safe fix; ``None`` when there is none."""
    edits = [edit_of(f, buffer.text) for f in safe_fixes(found.document, found.report.findings)]
    if not edits:
        return None
    many = f"{len(edits)} safe fixes" if len(edits) > 1 else "the safe fix"
    with suppress(MtcheckError):
        change = _change(buffer, _written(found, edits))
        return lsp.CodeAction(f"Apply {many}", kind=FIX_ALL, edit=change)
    return None


def is_term(finding: Finding) -> bool:
    """Whether a finding is about a word or name that a desk may approve."""
    return finding.category in OF_TERMS


def settings_action(
    title: str, finding: Finding, edit: lsp.WorkspaceEdit, shown: Iterable[lsp.Diagnostic]
) -> lsp.CodeAction:
    """A quick fix that changes the settings file."""
    return _quick_fix(title, edit, _of(finding, list(shown)))


def _written(found: Found, edits: Iterable[Edit]) -> list[Edit]:
    """Edits in words as the file has to write them."""
    return format_named(found.document.format).text_edits(found.document, edits)


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
