"""What the language server answers to; ``make_server`` has it all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from mtcheck.config import CONFIG_NAME
from mtcheck.review.lsp.actions import FIX_ALL
from mtcheck.review.lsp.diagnostics import findings_at, hover_text
from mtcheck.review.lsp.options import SECTION
from mtcheck.review.lsp.quick_fixes import actions_for
from mtcheck.review.lsp.server import Server

SETTINGS_FILES = (CONFIG_NAME, "pyproject.toml")
WATCHED = "mtcheck-settings"


def make_server() -> Server:
    """A server with every feature, not yet talking to anyone."""
    server = Server()
    _lifecycle(server)
    _texts(server)
    _asked_diagnostics(server)
    _questions(server)
    return server


def _lifecycle(server: Server) -> None:
    @server.feature(lsp.INITIALIZED)
    async def initialized(ls: Server, _: lsp.InitializedParams) -> None:
        root = ls.workspace.root_path
        ls.session.root = Path(root) if root else None
        if ls.client.watches:
            watchers = [lsp.FileSystemWatcher(f"**/{name}") for name in SETTINGS_FILES]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = lsp.Registration(WATCHED, method, options)
            ls.client_register_capability(lsp.RegistrationParams([registration]))
        await ls.begin_start()
        await ls.configure()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def changed(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
        if ls.client.configures:
            await ls.configure()
        elif isinstance(params.settings, dict):
            ls.set_options(params.settings.get(SECTION))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(ls: Server, _: lsp.DidChangeWatchedFilesParams) -> None:
        ls.session.configure()

    @server.feature(lsp.SHUTDOWN)
    def shutdown(ls: Server, _: Any) -> None:
        ls.session.stop()


def _texts(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        if not is_settings(item.uri):
            ls.session.update(ls.buffer_of(item.uri, item.version, item.text, item.language_id))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def edited(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        held = ls.session.open.get(uri)
        if held is None:
            return
        text = ls.workspace.get_text_document(uri).source
        buffer = ls.buffer_of(uri, params.text_document.version, text, held.buffer.language)
        ls.session.update(buffer, ls.session.options.debounce / 1000)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        if is_settings(params.text_document.uri):
            ls.session.configure()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.session.close(uri)
        if not ls.client.pulls:
            ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _asked_diagnostics(server: Server) -> None:
    @server.feature(
        lsp.TEXT_DOCUMENT_DIAGNOSTIC,
        lsp.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier=SECTION
        ),
    )
    async def diagnostic(
        ls: Server, params: lsp.DocumentDiagnosticParams
    ) -> lsp.DocumentDiagnosticReport:
        held = await ls.session.current(params.text_document.uri, complete=not ls.client.refreshes)
        if held is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        result = str(held.answer)
        if params.previous_result_id == result:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(result)
        return lsp.RelatedFullDocumentDiagnosticReport(ls.diagnostics(held), result_id=result)


def _questions(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        held = await ls.session.current(params.text_document.uri)
        if held is None or held.current is None:
            return None
        positions = held.buffer.positions
        at = positions.span(lsp.Range(params.position, params.position))
        findings = findings_at(held.current.report, at)
        source = held.current.document.source
        if not findings:
            return None
        text = "\n\n---\n\n".join(hover_text(finding, source) for finding in findings)
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
        return lsp.Hover(content, positions.range(findings[0].span))

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )
    async def code_action(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        held = await ls.session.current(params.text_document.uri)
        if held is None or held.current is None:
            return []
        return actions_for(ls, held, held.current, params)


def is_settings(uri: str) -> bool:
    """Whether an address is that of a settings file."""
    return Path(to_fs_path(uri) or uri).name in SETTINGS_FILES
