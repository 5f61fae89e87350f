"""Finds packs, reads them through the cache, and checks the whole set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir
from mtcheck.rules.cache import cached_records
from mtcheck.rules.checks import check_records
from mtcheck.rules.errors import pack_error
from mtcheck.rules.packs import Macros, PackReader
from mtcheck.rules.rule import Record, rule_of
from mtcheck.rules.ruleset import RuleSet
from mtcheck.rules.validation import parse_pack

PACK_SUFFIXES = (".yaml", ".yml")
LISTS = "lists"
MACROS = "macros.yaml"


def load_rules(paths: Iterable[Path] = (), shipped: bool = True) -> RuleSet:
    """The rules of the shipped packs and of the packs at ``paths`` (files or folders).

    Raises ``MtcheckError`` naming file, line, rule and key of what is wrong: a file that is
    not there, a pack of the wrong shape, an id given twice (also one that mtcheck has).
    """
    roots = ([rules_dir()] if shipped else []) + list(paths)
    files = [file for root in roots for file in pack_files(root)]
    records = cached_records(_inputs(files), lambda: _read(files))
    return RuleSet(tuple(map(rule_of, records)))


def pack_files(path: Path) -> list[Path]:
    """The packs at a path: itself, or all YAML files below it but those in ``lists/``.

    Raises ``MtcheckError`` when there are none.
    """
    if path.is_file():
        return [path]
    if not path.exists():
        raise MtcheckError(f"{path}: no such rule pack; give a .yaml file or a folder of them")
    files = [
        file
        for suffix in PACK_SUFFIXES
        for file in path.rglob(f"*{suffix}")
        if LISTS not in file.relative_to(path).parts
    ]
    if not files and path != rules_dir():
        raise MtcheckError(f"{path}: no .yaml rule pack in this folder")
    return sorted(files)


def _inputs(files: list[Path]) -> list[Path]:
    """All files on which the records depend."""
    folders = {folder for file in files for folder in _data_folders(file)}
    lists = sorted(p for folder in folders for p in (folder / LISTS).glob("*.txt"))
    macros = [folder / MACROS for folder in sorted(folders) if (folder / MACROS).is_file()]
    return [*files, *lists, *macros]


def _data_folders(file: Path) -> list[Path]:
    """Where a pack's ``lists/`` and ``macros.yaml`` may lie: nearest first."""
    folders = [file.parent]
    if file.is_relative_to(rules_dir()):
        folders += [p for p in file.parent.parents if p.is_relative_to(rules_dir())]
    else:
        folders.append(file.parent.parent)
    return list(dict.fromkeys([*folders, rules_dir()]))


def _read(files: list[Path]) -> list[Record]:
    records: list[Record] = []
    for file in dict.fromkeys(files):
        records += _read_pack(file)
    _refuse_duplicates(records)
    return records


def _read_pack(file: Path) -> Iterator[Record]:
    folders = _data_folders(file)
    shared: Macros = {}
    for folder in reversed(folders):
        shared = {**shared, **_macros_of(folder / MACROS)}

    def word_list(name: str) -> list[str] | None:
        return next((w for f in folders if (w := _words(f / LISTS / f"{name}.txt"))), None)

    records = list(PackReader(file, shared, word_list).records(parse_pack(file, _bytes(file))))
    check_records(file, records)
    yield from records


def _macros_of(file: Path) -> Macros:
    if not file.is_file():
        return {}
    return {
        name: body
        for item in parse_pack(file, _bytes(file))
        for name, body in item.get("macros", {}).items()
    }


def _words(file: Path) -> list[str] | None:
    if not file.is_file():
        return None
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise MtcheckError(f"{file}: cannot be read: {error.strerror}") from None


def _refuse_duplicates(records: list[Record]) -> None:
    seen: dict[str, Record] = {}
    for record in records:
        first = seen.setdefault(record["id"], record)
        if first is not record:
            text = f"the id {record['id']} is already taken by {first['file']}"
            raise pack_error(Path(record["file"]), [*record["at"], "id"], text)
