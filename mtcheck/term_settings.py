"""Settings of terminology: glossaries, and words that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mtcheck.settings_reader import Reader


@dataclass(frozen=True, slots=True)
class TermSettings:
    """``files`` are glossaries (TBX, CSV), ``do_not_translate`` words that stay as they are."""

    files: tuple[Path, ...] = ()
    do_not_translate: tuple[str, ...] = ()


def read_term_settings(value: object, read: Reader) -> TermSettings:
    """The table ``[terms]``. Raises ``MtcheckError`` for keys and values it cannot have."""
    table = read.table("terms", value)
    read.keys(table, ("files", "do-not-translate"), "terms.")
    return TermSettings(
        files=read.packs("terms.files", table.get("files", [])),
        do_not_translate=read.strings("terms.do-not-translate", table.get("do-not-translate", [])),
    )
