"""All the actions an editor may offer for a range, those of the settings file among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from mtcheck.model import Finding, MtcheckError
from mtcheck.review.lsp.actions import (
    FIX_ALL,
    fix_all,
    is_term,
    leaving_alone,
    replacements,
    settings_action,
)
from mtcheck.review.lsp.buffers import Found, OpenBuffer
from mtcheck.review.lsp.diagnostics import findings_at
from mtcheck.review.lsp.settings_file import edit_of, settings_file, with_entry
from mtcheck.review.shown import Shown
from mtcheck.verdict.selection import words_of

if TYPE_CHECKING:
    from mtcheck.review.lsp.server import Server


def actions_for(
    server: Server, held: OpenBuffer, found: Found, params: lsp.CodeActionParams
) -> list[lsp.CodeAction]:
    """The actions for a range, of the kinds the client wants: the most useful first."""
    wanted = params.context.only
    actions: list[lsp.CodeAction] = []
    if _wants(wanted, lsp.CodeActionKind.QuickFix.value):
        buffer, shown = held.buffer, params.context.diagnostics
        span = buffer.positions.span(params.range)
        actions += replacements(found, buffer, span, shown)
        actions += leaving_alone(found, buffer, span, shown)
        for finding in findings_at(found.report, span):
            actions += _of_settings(server, held, found, finding, shown)
    if _wants(wanted, FIX_ALL):
        every = fix_all(found, held.buffer)
        actions += [every] if every else []
    return actions


def _wants(wanted: Sequence[lsp.CodeActionKind | str] | None, kind: str) -> bool:
    if wanted is None:
        return True
    names = [getattr(w, "value", w) for w in wanted]
    return any(kind == name or kind.startswith(f"{name}.") or not name for name in names)


def _of_settings(
    server: Server,
    held: OpenBuffer,
    found: Found,
    finding: Finding,
    shown: Sequence[lsp.Diagnostic],
) -> Iterator[lsp.CodeAction]:
    choices = [(f"Switch off {finding.rule} in this workspace", "disable", finding.rule)]
    term = words_of(finding.text)
    if is_term(finding) and term == words_of(Shown(found.document).words(finding.span)):
        choices.append((f"Add “{term}” to the glossary", "glossary", term))
    for title, key, value in choices:
        edit = _settings_edit(server, held, key, value)
        if edit is not None:
            yield settings_action(title, finding, edit, shown)


def _settings_edit(
    server: Server, held: OpenBuffer, key: str, value: str
) -> lsp.WorkspaceEdit | None:
    file = settings_file(Path(held.buffer.path).parent, server.session.root)
    text = _text_of(server, file)
    try:
        changed = with_entry(text or "", file, key, value)
    except MtcheckError as error:
        server.say(str(error))
        return None
    return edit_of(file, text, changed, server.client.encoding, server.client.creates_files)


def _text_of(server: Server, file: Path) -> str | None:
    """The text of a settings file as the editor has it, else as the disk has it."""
    uri = from_fs_path(str(file)) or file.as_uri()
    opened = server.workspace.text_documents.get(uri)
    if opened is not None:
        return str(opened.source)
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
