"""Settings of a run, from ``mtcheck.toml`` or ``[tool.mtcheck]`` of ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.comet_settings import CometSettings, read_comet
from mtcheck.learned import Learned
from mtcheck.limits import GateSettings, read_gate
from mtcheck.model import MtcheckError, Severity
from mtcheck.serve_settings import ServeSettings, read_serve
from mtcheck.settings_reader import NEVER, Reader, fail_on_value
from mtcheck.term_settings import TermSettings, read_term_settings

__all__ = [
    "CONFIG_NAME",
    "NEVER",
    "Config",
    "Ignore",
    "fail_on_value",
    "find_config",
    "load_config",
    "settings",
]

CONFIG_NAME = "mtcheck.toml"


class Ignore(NamedTuple):
    """Findings of ``rule`` are suppressed in files that ``path``, a pattern, matches."""

    path: str
    rule: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run can be told; the defaults are what a run without a file does.

    ``disable`` and ``enable`` hold rule ids, families (an id's part before ``/``), pack
    names or MQM categories. ``severity`` maps rule ids to severities that replace the
    rule's own. ``packs`` are files or folders of the user's own rule packs. ``columns`` name
    those of tables and records, as ``SOURCE,TARGET``. ``source`` is the pattern of the Russian
    file's name beside an article (``formats.source_path``). ``comet`` names the checkpoint of
    neural quality estimation. ``detectors`` of ``None`` means all.
    ``fail_on`` of ``None`` never fails. ``gate`` holds the further limits, ``serve`` is for the
    HTTP server, ``terms`` for glossaries. ``store`` is the database of decisions, if it is not
    where it lies by default. With ``learn`` a run heeds its decisions, which whoever makes the
    settings then puts into ``learned``.
    """

    packs: tuple[Path, ...] = ()
    disable: frozenset[str] = frozenset()
    enable: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    pedantic: bool = False
    detectors: frozenset[str] | None = None
    require: frozenset[str] = frozenset()
    fail_on: Severity | None = Severity.MAJOR
    languagetool: str | None = None
    speller: bool = False
    exclude: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    columns: str = ""
    glossary: tuple[str, ...] = ()
    source: str = ""
    gate: GateSettings = field(default_factory=GateSettings)
    store: Path | None = None
    learn: bool = False
    learned: Learned = field(default_factory=Learned)
    serve: ServeSettings = field(default_factory=ServeSettings)
    comet: CometSettings = field(default_factory=CometSettings)
    terms: TermSettings = field(default_factory=TermSettings)
    path: Path | None = None


def find_config(start: Path) -> Path | None:
    """The settings file that governs ``start``: the nearest in it or a folder above it."""
    for folder in (start, *start.parents):
        own = folder / CONFIG_NAME
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "mtcheck" in _read_toml(project).get("tool", {}):
            return project
    return None


def load_config(path: Path) -> Config:
    """Read a settings file.

    Raises ``MtcheckError`` when it cannot be read, is no TOML, has a key that is not
    known (named with the nearest that is) or a value of the wrong kind.
    """
    table = _read_toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("mtcheck", {})
    return Config(**_settings(table, Reader(path)), path=path)


def settings(path: Path | None = None) -> Config:
    """The settings of ``path``, else of the nearest file from here upwards, else the defaults.

    Raises ``MtcheckError`` as ``load_config`` does.
    """
    found = path or find_config(Path.cwd())
    return load_config(found) if found else Config()


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MtcheckError(f"{path}: not valid TOML: {error}") from None


def _settings(table: Mapping[str, Any], read: Reader) -> dict[str, Any]:
    readers: dict[str, Callable[[str, object], Any]] = {
        "packs": read.packs,
        "disable": lambda k, v: frozenset(read.strings(k, v)),
        "enable": lambda k, v: frozenset(read.strings(k, v)),
        "severity": read.severities,
        "pedantic": read.flag,
        "detectors": lambda k, v: frozenset(read.strings(k, v)),
        "require": lambda k, v: frozenset(read.strings(k, v)),
        "fail-on": read.fail_on,
        "exclude": read.strings,
        "ignore": lambda k, v: _ignore(k, v, read),
        "columns": read.string,
        "glossary": read.strings,
        "source": read.string,
        "learn": read.flag,
        "store": lambda k, v: read.path.parent / read.string(k, v),
        "serve": lambda _, v: read_serve(v, read),
        "comet": lambda _, v: read_comet(v, read),
        "terms": lambda _, v: read_term_settings(v, read),
    }
    read.keys(table, (*readers, "languagetool", "gate"))
    settings = {
        key.replace("-", "_"): readers[key](key, value)
        for key, value in table.items()
        if key in readers
    }
    settings |= _languagetool(table.get("languagetool", {}), read)
    return settings | _gate(table, read)


def _gate(table: Mapping[str, Any], read: Reader) -> dict[str, Any]:
    gate = read_gate(table.get("gate", {}), read)
    general = gate.limits.fail_on
    if general is None:
        return {"gate": gate}
    if "fail-on" in table:
        raise read.fail("“fail-on” and “gate.fail-on” are the same; keep one")
    return {"gate": gate, "fail_on": None if general == NEVER else general}


def _ignore(key: str, value: object, read: Reader) -> tuple[Ignore, ...]:
    found: list[Ignore] = []
    for table in read.tables(key, value):
        read.keys(table, ("path", "rules", "reason"), f"{key}.")
        if "path" not in table or "rules" not in table:
            raise read.fail(f"every “{key}” needs “path” and “rules”")
        pattern = read.string(f"{key}.path", table["path"])
        reason = read.string(f"{key}.reason", table.get("reason", "")).strip()
        rules = read.strings(f"{key}.rules", table["rules"])
        found += [Ignore(pattern, rule, reason) for rule in rules]
    return tuple(found)


def _languagetool(value: object, read: Reader) -> dict[str, Any]:
    table = read.table("languagetool", value)
    read.keys(table, ("url", "speller"), "languagetool.")
    settings: dict[str, Any] = {}
    if "url" in table:
        settings["languagetool"] = read.string("languagetool.url", table["url"])
    if "speller" in table:
        settings["speller"] = read.flag("languagetool.speller", table["speller"])
    return settings
