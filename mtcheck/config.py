"""Settings of a run, from ``mtcheck.toml`` or ``[tool.mtcheck]`` of ``pyproject.toml``."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtcheck.model import MtcheckError, Severity

CONFIG_NAME = "mtcheck.toml"
NEVER = "none"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run can be told; the defaults are what a run without a file does.

    ``disable`` and ``enable`` hold rule ids, families (an id's part before ``/``), pack
    names or MQM categories. ``severity`` maps rule ids to severities that replace the
    rule's own. ``packs`` are files or folders of the user's own rule packs. ``detectors``
    of ``None`` means all. ``fail_on`` of ``None`` never fails. ``ignore`` holds pairs of a
    path pattern and a rule.
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
    ignore: tuple[tuple[str, str], ...] = ()
    glossary: tuple[str, ...] = ()
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
    return Config(**_settings(table, _Reader(path)), path=path)


def settings(path: Path | None = None) -> Config:
    """The settings of ``path``, else of the nearest file from here upwards, else the defaults.

    Raises ``MtcheckError`` as ``load_config`` does.
    """
    found = path or find_config(Path.cwd())
    return load_config(found) if found else Config()


def fail_on_value(text: str) -> Severity | None:
    """The severity a ``fail-on`` names; ``none`` is ``None``. Raises ``ValueError``."""
    return None if text == NEVER else Severity(text)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MtcheckError(f"{path}: not valid TOML: {error}") from None


class _Reader:
    """Checks values of one file and words what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, text: str) -> MtcheckError:
        return MtcheckError(f"{self.path}: {text}")

    def keys(self, table: Mapping[str, Any], known: Iterable[str], where: str = "") -> None:
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
                hint = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(known)}"
                raise self.fail(f"unknown key “{where}{key}”; {hint}")

    def typed(self, key: str, value: object, kind: type, name: str) -> Any:
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.fail(f"“{key}” has to be {name}, not {value!r}")
        return value

    def string(self, key: str, value: object) -> str:
        return str(self.typed(key, value, str, "a string"))

    def flag(self, key: str, value: object) -> bool:
        return bool(self.typed(key, value, bool, "true or false"))

    def table(self, key: str, value: object) -> dict[str, Any]:
        return dict(self.typed(key, value, dict, "a table"))

    def strings(self, key: str, value: object) -> tuple[str, ...]:
        items = self.typed(key, value, list, "a list of strings")
        return tuple(self.string(key, item) for item in items)

    def severity(self, key: str, value: object) -> Severity:
        try:
            return Severity(self.string(key, value))
        except ValueError:
            raise self.fail(f"“{key}” has to be {_one_of(Severity)}, not {value!r}") from None

    def fail_on(self, key: str, value: object) -> Severity | None:
        try:
            return fail_on_value(self.string(key, value))
        except ValueError:
            choices = _one_of((*Severity, NEVER))
            raise self.fail(f"“{key}” has to be {choices}, not {value!r}") from None

    def severities(self, key: str, value: object) -> dict[str, Severity]:
        table = self.table(key, value)
        return {rule: self.severity(f"{key}.{rule}", text) for rule, text in table.items()}

    def packs(self, key: str, value: object) -> tuple[Path, ...]:
        return tuple(self.path.parent / item for item in self.strings(key, value))

    def ignore(self, key: str, value: object) -> tuple[tuple[str, str], ...]:
        pairs = []
        for entry in self.typed(key, value, list, "a list of tables"):
            table = self.table(key, entry)
            self.keys(table, ("path", "rules", "reason"), f"{key}.")
            if "path" not in table or "rules" not in table:
                raise self.fail(f"every “{key}” needs “path” and “rules”")
            pattern = self.string(f"{key}.path", table["path"])
            pairs += [(pattern, rule) for rule in self.strings(f"{key}.rules", table["rules"])]
        return tuple(pairs)


def _one_of(choices: Iterable[str]) -> str:
    return "one of " + ", ".join(f"“{choice}”" for choice in choices)


def _settings(table: Mapping[str, Any], read: _Reader) -> dict[str, Any]:
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
        "ignore": read.ignore,
        "glossary": read.strings,
    }
    read.keys(table, (*readers, "languagetool"))
    settings = {
        key.replace("-", "_"): readers[key](key, value)
        for key, value in table.items()
        if key in readers
    }
    return settings | _languagetool(table.get("languagetool", {}), read)


def _languagetool(value: object, read: _Reader) -> dict[str, Any]:
    table = read.table("languagetool", value)
    read.keys(table, ("url", "speller"), "languagetool.")
    settings: dict[str, Any] = {}
    if "url" in table:
        settings["languagetool"] = read.string("languagetool.url", table["url"])
    if "speller" in table:
        settings["speller"] = read.flag("languagetool.speller", table["speller"])
    return settings
