"""Errors in rule packs, told with file, line, rule and key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from mtcheck.model import MtcheckError

if TYPE_CHECKING:
    from yaml import Node

KeyPath = Sequence[int | str]


class PackError(MtcheckError):
    """Something wrong in a pack; ``str()`` is one line, ``file:line: rule: key: what``."""


def pack_error(file: Path, at: KeyPath, text: str, more: int = 0) -> PackError:
    """The error for the value at path ``at`` (keys and indexes from the root) of a pack.

    ``more`` says how many further errors the file has.
    """
    line, rule = locate(file, at)
    key = ".".join(str(step) for step in at[1:])
    parts = [f"{file}:{line}"] + [part for part in (rule, key) if part] + [text]
    rest = f" (and {more} more in this file)" if more else ""
    return PackError(": ".join(parts) + rest)


def locate(file: Path, at: KeyPath) -> tuple[int, str]:
    """Line (from 1) of the value at path ``at`` of a YAML file, and the id of its rule.

    Where the path leads nowhere, the last place on it that is there counts. Slow: the file
    is composed again, for errors only.
    """
    import yaml

    try:
        node: Node | None = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return 1, ""
    line = 0
    rule = ""
    for depth, step in enumerate(at):
        key, node = _child(node, step)
        if node is None:
            break
        line = (key or node).start_mark.line
        if depth == 0:
            rule = _identity(node)
    return line + 1, rule


def source_of(file: Path, at: KeyPath) -> tuple[int, str]:
    """Line of the value at path ``at`` and its text in the file. Raises ``PackError``."""
    import yaml

    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise PackError(f"{file}: cannot be read: {error.strerror}") from None
    node: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in at:
        _, node = _child(node, step)
    if node is None:
        return 1, ""
    lines = text.splitlines()
    first, end = node.start_mark.line, node.end_mark
    ends_before = end.line >= len(lines) or not lines[end.line][: end.column].strip()
    own = lines[first : end.line + (not ends_before)]
    return first + 1, dedent("\n".join(own)).rstrip()


def _child(node: Node | None, step: int | str) -> tuple[Node | None, Node | None]:
    """The key (of a mapping) and the value that a step leads to."""
    import yaml

    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), (None, None))
    return None, None


def _identity(node: Node) -> str:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in ("id", "lexicon"):
                return str(value.value)
    return ""
