"""Changes to the settings file that an editor shows before it keeps them."""

from __future__ import annotations

from pathlib import Path

import tomlkit
from lsprotocol import types as lsp
from pygls.uris import from_fs_path
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Table

from mtcheck.config import CONFIG_NAME, find_config
from mtcheck.model import MtcheckError
from mtcheck.review.lsp.positions import Positions


def settings_file(start: Path, root: Path | None) -> Path:
    """The file that governs a folder, or the one to make: in ``root``, else beside the text."""
    return find_config(start) or (root or start) / CONFIG_NAME


def with_entry(text: str, file: Path, key: str, value: str) -> str:
    """The text of a settings file with a value added to one of its lists; all else as it was.

    Raises ``MtcheckError`` when the text is no TOML or has something else under the key.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise MtcheckError(f"{file}: not valid TOML: {error}") from None
    table: tomlkit.TOMLDocument | Table = document
    if file.name != CONFIG_NAME:
        for name in ("tool", "mtcheck"):
            found = table.setdefault(name, tomlkit.table())
            if not isinstance(found, Table):
                raise MtcheckError(f"{file}: “{name}” is no table")
            table = found
    entries = table.get(key)
    if entries is None:
        table[key] = [value]
    elif not isinstance(entries, Array):
        raise MtcheckError(f"{file}: “{key}” is no list")
    elif value not in entries:
        entries.append(value)
    return tomlkit.dumps(document)


def edit_of(
    file: Path, text: str | None, changed: str, encoding: str, can_create: bool
) -> lsp.WorkspaceEdit | None:
    """The edit that gives ``file`` its new text; it is made when it is not there.

    ``text`` is what it holds now, ``None`` when there is no such file. ``None`` when the
    file would have to be made and the client cannot.
    """
    if text is None and not can_create:
        return None
    uri = from_fs_path(str(file)) or file.as_uri()
    replaced = lsp.TextEdit(Positions(text or "", encoding).whole, changed)
    if text is not None:
        return lsp.WorkspaceEdit(changes={uri: [replaced]})
    identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri)
    return lsp.WorkspaceEdit(
        document_changes=[
            lsp.CreateFile(uri, options=lsp.CreateFileOptions(ignore_if_exists=True)),
            lsp.TextDocumentEdit(identifier, [replaced]),
        ]
    )
