"""The baseline as a file: JSON in a fixed order, so that its changes read well in a review."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from mtcheck.model import MtcheckError
from mtcheck.resources import schema_path
from mtcheck.verdict.baseline import Baseline, Entry

BASELINE_NAME = "mtcheck-baseline.json"
VERSION = 1


def read_baseline(path: Path) -> Baseline:
    """Raises ``MtcheckError`` for a file that is not there or is no baseline."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise MtcheckError(
            f"{path}: there is no such baseline; make it with mtcheck baseline create"
        ) from None
    except OSError as error:
        raise MtcheckError(f"{path}: cannot be read: {error.strerror}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MtcheckError(f"{path}: not a baseline of mtcheck: no valid JSON: {error}") from None
    _validate(data, path)
    return Baseline(
        {
            name: tuple(Entry(**(entry | {"contexts": tuple(entry["contexts"])})) for entry in held)
            for name, held in data["documents"].items()
        }
    )


def dump_baseline(baseline: Baseline) -> bytes:
    """The file's bytes; the same findings always give the same.

    Bytes of a path that are no UTF-8 become JSON's escapes of half surrogate pairs.
    """
    documents = {
        name: [asdict(entry) for entry in entries] for name, entries in baseline.documents.items()
    }
    data = {"version": VERSION, "documents": documents}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def name_in(baseline: Path, document: str) -> str:
    """What a baseline file calls a document: its path from the file's folder."""
    folder = Path(os.path.realpath(baseline)).parent
    return PurePath(os.path.relpath(os.path.realpath(document), folder)).as_posix()


def path_of(baseline: Path, name: str) -> Path:
    """The file of the document that a baseline file calls ``name``, from the current folder."""
    folder = Path(os.path.realpath(baseline)).parent
    return Path(os.path.relpath(folder / name, os.path.realpath(".")))


def _validate(data: Any, path: Path) -> None:
    import jsonschema_rs

    schema = json.loads(schema_path("baseline.schema.json").read_text("utf-8"))
    error = next(
        iter(jsonschema_rs.validator_for(schema).iter_errors(_whole_characters(data))), None
    )
    if error is not None:
        place = "/".join(map(str, error.instance_path)) or "the whole"
        said = " ".join(error.message.split())[:200]
        raise MtcheckError(f"{path}: not a baseline of mtcheck: {place}: {said}")


def _whole_characters(data: Any) -> Any:
    """The same with ``?`` for half surrogate pairs, which the validator does not take."""
    if isinstance(data, str):
        return data.encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {_whole_characters(key): _whole_characters(value) for key, value in data.items()}
    return [_whole_characters(item) for item in data] if isinstance(data, list) else data
