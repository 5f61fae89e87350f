"""The language server's features, and what the client is told (LSP 3.17)."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

import mtcheck
from mtcheck.model import DocumentReport, MtcheckError
from mtcheck.review.lsp.buffers import Buffer, OpenBuffer
from mtcheck.review.lsp.client import Client
from mtcheck.review.lsp.diagnostics import diagnostic_of_trouble, diagnostics_of
from mtcheck.review.lsp.options import SECTION, Options
from mtcheck.review.lsp.rule_links import RuleLinks
from mtcheck.review.lsp.session import Session

FULL = lsp.TextDocumentSyncKind.Full
STARTING = "mtcheck/starting"


class Server(LanguageServer):
    """mtcheck as a language server; ``mtcheck.review.lsp.features`` registers what it can do.

    The text is synchronised whole: articles are small, and an editor's idea of a line need
    not be ours.
    """

    def __init__(self) -> None:
        super().__init__("mtcheck", mtcheck.__version__, text_document_sync_kind=FULL)
        self.session = Session(self.publish, self.fail)
        self.client = Client(self)
        self.links = RuleLinks()
        self._said: set[str] = set()
        self._starting = False

    def buffer_of(self, uri: str, version: int, text: str, language: str = "") -> Buffer:
        """A buffer in the encoding agreed with the client."""
        return Buffer(uri, text, version, language, self.client.encoding)

    def diagnostics(self, held: OpenBuffer) -> list[lsp.Diagnostic]:
        """What the client is to show of the text as it stands."""
        found = held.current
        if found is None:
            return [diagnostic_of_trouble(held.trouble)] if held.trouble else []
        return diagnostics_of(found, held.buffer.positions, self.links)

    def publish(self, held: OpenBuffer) -> None:
        """Tell the client that something is known; how depends on whether it asks itself."""
        self._end_start()
        found = held.current
        if found is not None and found.complete:
            self._tell_of_lacks(found.report)
        if not self.client.pulls:
            self.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(
                    held.buffer.uri, self.diagnostics(held), held.buffer.version
                )
            )
        elif self.client.refreshes and (found is None or found.complete):
            self.workspace_diagnostic_refresh(None)

    def fail(self, buffer: Buffer, error: BaseException) -> None:
        """Say what nobody expected; a server that goes silent helps nobody."""
        self.say(f"{buffer.path}: {type(error).__name__}: {error}", lsp.MessageType.Error)

    def say(self, text: str, kind: lsp.MessageType = lsp.MessageType.Warning) -> None:
        """Show a message, once."""
        if text not in self._said:
            self._said.add(text)
            self.window_show_message(lsp.ShowMessageParams(kind, f"mtcheck: {text}"))

    async def configure(self) -> None:
        """Ask the client for its settings, and check with them."""
        if not self.client.configures:
            self.session.configure()
            return
        item = lsp.ConfigurationItem(section=SECTION)
        answer = await self.workspace_configuration_async(lsp.ConfigurationParams([item]))
        self.set_options(answer[0] if answer else None)

    async def begin_start(self) -> None:
        """Show that the first answer takes a moment: the model and the rules are loaded."""
        if self.client.shows_progress:
            await self.work_done_progress.create_async(STARTING)
            begin = lsp.WorkDoneProgressBegin("mtcheck", message="loading model and rules")
            self.work_done_progress.begin(STARTING, begin)
            self._starting = True

    def _end_start(self) -> None:
        if self._starting:
            self._starting = False
            self.work_done_progress.end(STARTING, lsp.WorkDoneProgressEnd())

    def set_options(self, given: object) -> None:
        """Check with settings as a client has sent them; what is not understood is said."""
        try:
            self.session.configure(Options.of(given))
        except MtcheckError as error:
            self.say(str(error))
            self.session.configure(Options())

    def _tell_of_lacks(self, report: DocumentReport) -> None:
        for lack in report.skipped:
            self.say(f"{lack.detector} was not checked: {lack.reason}; {lack.remedy}")
