"""The title and description in the front matter of a Markdown file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mtcheck.document import SegmentKind
from mtcheck.formats.blocks import Block
from mtcheck.formats.folding import Folding

_FRONT = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<body>.*?(?:\r\n|\n|\r)|)"
    r"(?P=fence)[ \t]*(?=[\r\n]|\Z)",
    re.DOTALL,
)
PLAIN, SINGLE, DOUBLE, BLOCK, LITERAL = (
    f"front matter, {style}" for style in ("plain", "single", "double", "block", "literal")
)
_YAML_NOTATIONS = {"'": SINGLE, '"': DOUBLE, "|": BLOCK, ">": BLOCK}
_LINE_END = re.compile(r"\r\n|[\r\n]")
_KINDS = {
    "title": SegmentKind.HEADLINE,
    "subtitle": SegmentKind.HEADLINE,
    "headline": SegmentKind.HEADLINE,
    "description": SegmentKind.BODY,
}
_TOML_VALUE = re.compile(
    r"""^(?P<key>title|subtitle|headline|description)[ \t]*=[ \t]*
        (?P<quote>\"\"\"|'''|"|')(?P<value>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_ESCAPE = re.compile(
    r"""\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)""", re.DOTALL
)
_NAMED_ESCAPES = {"n": " ", "t": " ", "r": " ", "_": "\u00a0", "N": " ", "L": " ", "P": " "}


def find(text: str) -> re.Match[str] | None:
    """The front matter at the start of a text, fences included."""
    return _FRONT.match(text)


def blocks(text: str, front: re.Match[str]) -> tuple[list[Block], list[str]]:
    """The values that are prose, and notes on what could not be read."""
    start, end = front.span("body")
    if front["fence"] == "+++":
        return list(_toml_blocks(text, start, end)), []
    from yaml import YAMLError

    try:
        return list(_yaml_blocks(text, start, end)), []
    except (YAMLError, RecursionError) as error:
        problem = " ".join(str(getattr(error, "problem", "") or error).split())
        return [], [f"the front matter is no valid YAML ({problem}), passed over"]


def _yaml_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    import yaml

    root = yaml.compose(text[start:end], Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        kind = _KINDS.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if kind is None or not isinstance(value, yaml.ScalarNode) or not value.value:
            continue
        first, last = start + value.start_mark.index, start + value.end_mark.index
        folding = Folding(text)
        if value.style in ("|", ">"):
            header = _LINE_END.search(text, first, last)
            folding.take(header.end() if header else last, last)
        elif value.style == '"':
            _take_escaped(folding, text, first + 1, last - 1)
        elif value.style == "'":
            _take_doubled(folding, text, first + 1, last - 1)
        else:
            folding.take(first, last)
        yield Block(folding.build(), kind, notation=_YAML_NOTATIONS.get(value.style, PLAIN))


def _toml_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    table = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start, end)
    for match in _TOML_VALUE.finditer(text, start, table.start() if table else end):
        folding = Folding(text)
        if match["quote"].startswith('"'):
            _take_escaped(folding, text, *match.span("value"))
        else:
            folding.take(*match.span("value"))
        notation = DOUBLE if match["quote"].startswith('"') else LITERAL
        yield Block(folding.build(), _KINDS[match["key"]], notation=notation)


def _take_escaped(folding: Folding, text: str, start: int, end: int) -> None:
    for escape in _ESCAPE.finditer(text, start, end):
        folding.take(start, escape.start())
        folding.put(_unescaped(escape[0][1:]), *escape.span())
        start = escape.end()
    folding.take(start, end)


def _unescaped(code: str) -> str:
    if code[0] in "xuU" and len(code) > 1:
        value = int(code[1:], 16)
        return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
    return "" if code[0] in "\r\n" else _NAMED_ESCAPES.get(code, code)


def _take_doubled(folding: Folding, text: str, start: int, end: int) -> None:
    while (at := text.find("''", start, end)) >= 0:
        folding.take(start, at)
        folding.put("'", at, at + 2)
        start = at + 2
    folding.take(start, end)


def notation(words: str, style: str) -> str:
    """How a value of that style writes words; line breaks become spaces."""
    words = " ".join(re.split(r"[\r\n]+", words))
    if style == SINGLE:
        return words.replace("'", "''")
    if style == DOUBLE:
        return words.replace("\\", "\\\\").replace('"', '\\"')
    if style == LITERAL:  # TOML has no way to write it there
        return words.replace("'", "’")
    return words


def quoted_if_needed(value: str) -> str:
    """A plain YAML value, in double quotes if it would not be read as just these words.

    >>> quoted_if_needed("It is over"), quoted_if_needed("Talks: no result")
    ('It is over', '"Talks: no result"')
    """
    import yaml

    words = " ".join(value.split())
    try:
        read = yaml.compose(f"title: {value}\n", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        read = None
    values = [v.value for _, v in read.value] if isinstance(read, yaml.MappingNode) else []
    return value if values == [words] else json.dumps(words, ensure_ascii=False)
