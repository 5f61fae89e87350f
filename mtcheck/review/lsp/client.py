"""What the client at the other end can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer


class Client:
    """A client's capabilities, as far as they matter here; known once it is initialised."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    @property
    def encoding(self) -> str:
        """What a character of a position is: ``utf-8``, ``utf-16`` or ``utf-32``."""
        agreed = self._server.server_capabilities.position_encoding
        return lsp.PositionEncodingKind(agreed or lsp.PositionEncodingKind.Utf16).value

    @property
    def pulls(self) -> bool:
        """Whether it asks for diagnostics by itself (LSP 3.17)."""
        text = self._server.client_capabilities.text_document
        return bool(text and text.diagnostic)

    @property
    def refreshes(self) -> bool:
        """Whether it can be asked to ask for diagnostics again."""
        workspace = self._workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def configures(self) -> bool:
        """Whether it can be asked for its settings."""
        return bool(self._workspace and self._workspace.configuration)

    @property
    def watches(self) -> bool:
        """Whether it can be asked to watch files."""
        watched = self._workspace and self._workspace.did_change_watched_files
        return bool(watched and watched.dynamic_registration)

    @property
    def creates_files(self) -> bool:
        """Whether its edits of a workspace may make files."""
        edits = self._workspace and self._workspace.workspace_edit
        return bool(
            edits
            and edits.document_changes
            and lsp.ResourceOperationKind.Create in (edits.resource_operations or ())
        )

    @property
    def shows_progress(self) -> bool:
        """Whether it shows that something is under way."""
        window = self._server.client_capabilities.window
        return bool(window and window.work_done_progress)

    @property
    def _workspace(self) -> lsp.WorkspaceClientCapabilities | None:
        return self._server.client_capabilities.workspace
