"""The language server as its clients see it: one that is told, and one that asks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

SERVER = [sys.executable, "-c", "from mtcheck.cli import main; main()", "lsp"]
GARBLED = "😀 Я: The Americans otrulivaet aside, said the foreign Minister.\n"
UNTRANSLATED = "untranslated/transliterated-word"
PATIENCE = 60

pytestmark = pytest.mark.asyncio


def params(client: str, root: Path, **changes: object) -> lsp.InitializeParams:
    capabilities = client_capabilities(client)
    assert capabilities.workspace is not None
    assert capabilities.text_document is not None
    capabilities.text_document.diagnostic = None
    if changes.get("pulls"):
        capabilities.text_document.diagnostic = lsp.DiagnosticClientCapabilities()
        capabilities.workspace.diagnostics = lsp.DiagnosticWorkspaceClientCapabilities(
            refresh_support=bool(changes.get("refreshes"))
        )
    capabilities.general = lsp.GeneralClientCapabilities(
        position_encodings=changes.get("encodings", ["utf-16"])  # type: ignore[arg-type]
    )
    return lsp.InitializeParams(capabilities=capabilities, root_uri=root.as_uri())


@pytest_lsp.fixture(config=ClientServerConfig(server_command=SERVER))
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.set_configuration({"grammar": False, "debounce": 50}, section="mtcheck")

    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def registered(_: lsp.RegistrationParams) -> None:
        """Any capability may be registered."""

    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, path: Path, text: str, language: str = "plaintext") -> str:
    item = lsp.TextDocumentItem(path.as_uri(), language, 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    return path.as_uri()


def edited(client: LanguageClient, uri: str, version: int, text: str) -> None:
    identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
    change = lsp.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))


async def until(client: LanguageClient, uri: str, wanted: Callable[[list[str]], bool]) -> list[str]:
    """The rules of the diagnostics pushed for a file, once they are as wanted."""

    async def waiting() -> list[str]:
        while True:
            if uri in client.diagnostics:
                rules = [str(d.code) for d in client.diagnostics[uri]]
                if wanted(rules):
                    return rules
            await asyncio.sleep(0.02)

    return await asyncio.wait_for(waiting(), PATIENCE)


async def actions(
    client: LanguageClient, uri: str, at: lsp.Range, only: list[str] | None = None
) -> list[lsp.CodeAction]:
    context = lsp.CodeActionContext(list(client.diagnostics.get(uri, [])), only=only)
    asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), at, context)
    found = await client.text_document_code_action_async(asked)
    return [action for action in found or () if isinstance(action, lsp.CodeAction)]


async def test_what_one_types_is_marked_and_unmarked(
    client: LanguageClient, tmp_path: Path
) -> None:
    await client.initialize_session(params("neovim", tmp_path))
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    await until(client, uri, lambda rules: UNTRANSLATED in rules)
    (found,) = [d for d in client.diagnostics[uri] if d.code == UNTRANSLATED]
    assert found.range == lsp.Range(lsp.Position(0, 20), lsp.Position(0, 30))
    assert found.severity == lsp.DiagnosticSeverity.Error
    assert found.source == "mtcheck"
    assert all(d.code_description for d in client.diagnostics[uri])
    for version, text in enumerate(["The", "The Americans", "The Americans went home.\n"], 2):
        edited(client, uri, version, text)
    await until(client, uri, lambda rules: not rules)
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))


@pytest.mark.parametrize(
    ("encodings", "start"),
    [(["utf-8"], 23), (["utf-32", "utf-16"], 19), (["utf-16"], 20)],
)
async def test_positions_are_in_the_encoding_agreed(
    client: LanguageClient, tmp_path: Path, encodings: list[str], start: int
) -> None:
    asked = params("neovim", tmp_path, encodings=encodings)
    answer = await client.initialize_session(asked)
    assert answer.capabilities.position_encoding == encodings[0]
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    await until(client, uri, lambda rules: UNTRANSLATED in rules)
    (found,) = [d for d in client.diagnostics[uri] if d.code == UNTRANSLATED]
    assert (found.range.start.character, found.range.end.character) == (start, start + 10)


@pytest.mark.parametrize("refreshes", [True, False])
async def test_a_client_that_asks_is_answered_and_not_told(
    client: LanguageClient, tmp_path: Path, refreshes: bool
) -> None:
    asked = params("visual-studio-code", tmp_path, pulls=True, refreshes=refreshes)
    await client.initialize_session(asked)
    uri = opened(client, tmp_path / "a.md", f"# Heading\n\n{GARBLED}", "markdown")
    question = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
    report = await client.text_document_diagnostic_async(question)
    assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
    assert UNTRANSLATED in [d.code for d in report.items]
    for _ in range(500):
        if not refreshes or client.diagnostic_refresh_count:
            break
        await asyncio.sleep(0.02)
    assert bool(client.diagnostic_refresh_count) == refreshes
    report = await client.text_document_diagnostic_async(question)
    again = lsp.DocumentDiagnosticParams(
        lsp.TextDocumentIdentifier(uri), previous_result_id=report.result_id
    )
    same = await client.text_document_diagnostic_async(again)
    assert isinstance(same, lsp.RelatedUnchangedDocumentDiagnosticReport)
    assert uri not in client.diagnostics


async def test_a_client_that_asks_hears_of_changed_settings(
    client: LanguageClient, tmp_path: Path
) -> None:
    asked = params("visual-studio-code", tmp_path, pulls=True, refreshes=False)
    await client.initialize_session(asked)
    uri = opened(client, tmp_path / "a.txt", GARBLED)

    async def pulled(previous: str | None = None) -> tuple[str | None, list[object]]:
        report = await client.text_document_diagnostic_async(
            lsp.DocumentDiagnosticParams(
                lsp.TextDocumentIdentifier(uri), previous_result_id=previous
            )
        )
        assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
        return report.result_id, [d.code for d in report.items]

    before, rules = await pulled()
    assert UNTRANSLATED in rules
    settings = tmp_path / "mtcheck.toml"
    settings.write_text(f'disable = ["{UNTRANSLATED}"]\n')
    client.workspace_did_change_watched_files(
        lsp.DidChangeWatchedFilesParams(
            [lsp.FileEvent(settings.as_uri(), lsp.FileChangeType.Created)]
        )
    )
    _, rules = await pulled(before)
    assert rules
    assert UNTRANSLATED not in rules


async def test_hover_tells_the_russian_word(client: LanguageClient, tmp_path: Path) -> None:
    await client.initialize_session(params("neovim", tmp_path))
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    identifier = lsp.TextDocumentIdentifier(uri)
    asked = lsp.HoverParams(identifier, lsp.Position(0, 22))
    answer = await client.text_document_hover_async(asked)
    assert answer is not None
    assert isinstance(answer.contents, lsp.MarkupContent)
    assert "отруливает" in answer.contents.value
    nothing = lsp.HoverParams(identifier, lsp.Position(0, 1))
    assert await client.text_document_hover_async(nothing) is None


async def test_quick_fixes_replace_ignore_switch_off_and_approve(
    client: LanguageClient, tmp_path: Path
) -> None:
    await client.initialize_session(params("visual-studio-code", tmp_path))
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    await until(client, uri, lambda rules: UNTRANSLATED in rules)
    (found,) = [d for d in client.diagnostics[uri] if d.code == UNTRANSLATED]
    offered = {action.title: action for action in await actions(client, uri, found.range)}
    assert any(title.startswith("Write “") for title in offered)
    assert f"Ignore {UNTRANSLATED} in this file" in offered
    approve = offered["Add “otrulivaet” to the glossary"]
    assert list(approve.diagnostics or ()) == [found]
    assert approve.edit is not None
    created, changed = approve.edit.document_changes or ()
    assert isinstance(created, lsp.CreateFile)
    assert isinstance(changed, lsp.TextDocumentEdit)
    assert changed.edits[0].new_text == 'glossary = ["otrulivaet"]\n'  # type: ignore[union-attr]
    assert f"Switch off {UNTRANSLATED} in this workspace" in offered


async def test_no_markup_is_put_into_the_glossary(client: LanguageClient, tmp_path: Path) -> None:
    await client.initialize_session(params("visual-studio-code", tmp_path))
    text = "<p>They <b>otruli</b>vaet aside, and now otrulivaet again.</p>"
    uri = opened(client, tmp_path / "a.html", text, "html")
    await until(client, uri, lambda rules: rules.count(UNTRANSLATED) == 2)
    split, plain = [d.range for d in client.diagnostics[uri] if d.code == UNTRANSLATED]
    titles = [[action.title for action in await actions(client, uri, at)] for at in (split, plain)]
    assert [any("glossary" in title for title in offered) for offered in titles] == [False, True]
    assert "Add “otrulivaet” to the glossary" in titles[1]


async def test_a_changed_settings_file_is_followed(client: LanguageClient, tmp_path: Path) -> None:
    await client.initialize_session(params("neovim", tmp_path))
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    await until(client, uri, lambda rules: UNTRANSLATED in rules)
    settings = tmp_path / "mtcheck.toml"
    settings.write_text(f'disable = ["{UNTRANSLATED}"]\n')
    client.workspace_did_change_watched_files(
        lsp.DidChangeWatchedFilesParams(
            [lsp.FileEvent(settings.as_uri(), lsp.FileChangeType.Created)]
        )
    )
    await until(client, uri, lambda rules: bool(rules) and UNTRANSLATED not in rules)
    settings.write_text("disabel = []\n")
    client.workspace_did_change_watched_files(
        lsp.DidChangeWatchedFilesParams(
            [lsp.FileEvent(settings.as_uri(), lsp.FileChangeType.Changed)]
        )
    )
    await until(client, uri, lambda rules: rules == ["None"])
    assert "did you mean “disable”" in client.diagnostics[uri][0].message


async def test_safe_fixes_come_all_at_once(client: LanguageClient, tmp_path: Path) -> None:
    await client.initialize_session(params("neovim", tmp_path))
    text = "It fails in case if it rains.\n\nIt fails in case if it snows.\n"
    uri = opened(client, tmp_path / "a.txt", text)
    await until(client, uri, lambda rules: len(rules) >= 2)
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(3, 0))
    (every,) = await actions(client, uri, whole, ["source.fixAll"])
    assert every.kind == "source.fixAll.mtcheck"
    assert every.edit is not None
    assert every.edit.changes is not None
    assert [e.new_text for e in every.edit.changes[uri]] == ["if"] * 2


async def test_unknown_editor_settings_are_said(client: LanguageClient, tmp_path: Path) -> None:
    client.set_configuration({"pedantc": True}, section="mtcheck")
    await client.initialize_session(params("visual-studio-code", tmp_path))
    uri = opened(client, tmp_path / "a.txt", GARBLED)
    await until(client, uri, lambda rules: UNTRANSLATED in rules)
    (reports,) = client.progress_reports.values()
    assert [type(report).__name__ for report in reports] == [
        "WorkDoneProgressBegin", "WorkDoneProgressEnd",
    ]  # fmt: skip
    assert any("did you mean “pedantic”" in message.message for message in client.messages)
