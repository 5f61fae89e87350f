"""A pack's shape: YAML to plain data, checked against the shipped JSON Schema."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.resources import schema_path
from mtcheck.rules.errors import KeyPath, PackError, pack_error

CORE_SCHEMA = (
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", ["<"]),
)
SCHEMA_NAME = "rule-pack.schema.json"


def parse_pack(file: Path, content: bytes) -> list[dict[str, Any]]:
    """The validated items of a pack. Raises ``PackError``."""
    import yaml

    try:
        data = yaml.load(content, Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise PackError(f"{file}{line}: not valid YAML: {problem}") from None
    except UnicodeDecodeError as error:
        raise PackError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from None
    if data is None:
        return []
    if not isinstance(data, list):
        raise PackError(f"{file}:1: a pack has to be a list of rules, each starting with “- id:”")
    problems = list(_problems(data))
    if problems:
        at, text = max(problems, key=lambda problem: len(problem[0]))
        raise pack_error(file, at, text, len(problems) - 1)
    return data


@cache
def _loader() -> Any:
    """PyYAML's safe C loader with the plain scalars of YAML 1.2 (``on`` and ``no`` are words).

    It refuses a key given twice.
    """
    import yaml

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {}
    for tag, pattern, first in CORE_SCHEMA:
        whole = re.compile(f"(?:{pattern})$")
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", whole, first)

    def mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key “{key.value}” is given twice", key.start_mark
                )
            seen.add(key.value)
        return dict(loader.construct_mapping(node, deep=True))

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    return Loader


@cache
def _schema() -> dict[str, Any]:
    return dict(json.loads(schema_path(SCHEMA_NAME).read_text("utf-8")))


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(_schema())


def _problems(data: Any) -> Iterator[tuple[KeyPath, str]]:
    if _plain(data) is not None:
        yield _plain(data) or (), "keys have to be words; quote a number"
        return
    for error in _validator().iter_errors(data):
        at = list(error.instance_path)
        yield from _described(error, at, data)


def _plain(value: Any, at: tuple[int | str, ...] = ()) -> tuple[int | str, ...] | None:
    """Path of the first value that JSON does not know (YAML makes dates), or ``None``."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                return (*at, str(key))
            if (found := _plain(item, (*at, key))) is not None:
                return found
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if (found := _plain(item, (*at, number))) is not None:
                return found
    elif not isinstance(value, str | int | float | bool | None):
        return at
    return None


def _described(error: Any, at: list[int | str], data: Any) -> Iterator[tuple[KeyPath, str]]:
    kind = error.kind
    name = kind.name
    value = data
    for step in at:
        value = value[step]
    if name in ("additionalProperties", "unevaluatedProperties"):
        known = list(_known_keys(error.schema_path))
        for key in kind.unexpected:
            yield [*at, key], f"unknown key “{key}”; {nearest(key, known)}"
    elif name == "required":
        yield at, f"the key “{kind.property}” is missing"
    elif name == "oneOf":
        yield at, "needs exactly one of “tokens”, “dependency”, “phrase”, “regex”"
    elif name == "enum":
        yield at, f"“{value}” is not known; {nearest(str(value), map(str, kind.options))}"
    elif name == "pattern":
        yield at, f"“{value}” has not the form {kind.pattern}"
    else:
        yield at, str(error.message) if len(str(error.message)) < 160 else "not allowed here"


def _known_keys(path: Iterable[int | str]) -> Iterator[str]:
    """Keys that the object schema of an error knows; ``path`` is the error's schema path."""
    schema: Any = _schema()
    for step in list(path)[:-1]:
        schema = _definition(schema["$ref"]) if step == "$ref" else schema[step]
    yield from _properties(schema)


def _definition(reference: str) -> dict[str, Any]:
    return dict(_schema()["$defs"][reference.rpartition("/")[2]])


def _properties(schema: Any) -> Iterator[str]:
    yield from schema.get("properties", {})
    if "$ref" in schema:
        yield from _properties(_definition(schema["$ref"]))


def nearest(name: str, known: Iterable[str]) -> str:
    """“did you mean …?” for the nearest known name, or the list of them."""
    known = list(known)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5) or [
        word for word in known if word.lower() == name.lower()
    ]
    return f"did you mean “{near[0]}”?" if near else f"known: {', '.join(sorted(known))}"
