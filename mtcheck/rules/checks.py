"""What a JSON Schema cannot say of a pack: names that fit each other, regexes, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.rules.errors import pack_error
from mtcheck.rules.labels import LABELS
from mtcheck.rules.packs import as_list
from mtcheck.rules.placeholders import FORMS, LEMMA, MESSAGE_ONLY, placeholders
from mtcheck.rules.regexes import compile_regex
from mtcheck.rules.rule import PatternKind, Record
from mtcheck.rules.sequences import occurrences
from mtcheck.rules.validation import nearest

SHOWN = 60
MARKED = re.compile(r"\[\[(.+?)\]\]")
Problem = tuple[tuple[int | str, ...], str]


def check_records(file: Path, records: list[Record]) -> None:
    """Raises ``PackError`` for the first thing wrong in a pack's records."""
    for record in records:
        problems = list(_problems(record))
        if problems:
            at, text = problems[0]
            at = at[1:] if len(record["at"]) > 1 and at[:1] in (("match",), ("examples",)) else at
            raise pack_error(file, [*record["at"], *at], text, len(problems) - 1)


def _problems(record: Record) -> Iterator[Problem]:
    if record["id"].endswith("/"):
        yield (), "the entry needs an “id”, as it has no phrase to make one of"
    yield from _pattern_problems(record["match"], ("match",))
    names = [_names(pattern) for pattern in record["match"]]
    everywhere = set.intersection(*names)
    for key in ("unless", "only"):
        for number, condition in enumerate(record[key]):
            yield from _pattern_problems(condition["patterns"], (key, number))
    for name in record["mark"]:
        if name not in everywhere:
            yield ("match", "mark"), f"no node or group “{name}”; {nearest(name, everywhere)}"
    yield from _text_problems(record, everywhere)
    yield from _sense_problems(record, everywhere)
    yield from _example_problems(record["examples"])


def _text_problems(record: Record, names: set[str]) -> Iterator[Problem]:
    extra = {key for key in MESSAGE_ONLY if record[key] or record["senses"]}
    yield from _template_problems(record["message"], {*names, *extra}, ("message",))
    for text in record["suggest"]:
        yield from _template_problems(text, names, ("suggest",))
    if record["safe"] and not record["suggest"]:
        yield ("safe",), "a safe rule needs a “suggest”"


def _template_problems(
    template: str, known: set[str], at: tuple[int | str, ...]
) -> Iterator[Problem]:
    try:
        used = list(placeholders(template))
    except ValueError as error:
        yield at, str(error)
        return
    for name, form in used:
        if name in MESSAGE_ONLY and name not in known:
            yield at, f"uses {{{name}}}, but there is no “{name}”"
        elif name != "text" and name not in known:
            yield at, f"unknown placeholder {{{name}}}; {nearest(name, {*known, 'text'})}"
        if form and form not in FORMS and form != LEMMA:
            yield at, f"unknown form “.{form}”; {nearest(form, [*FORMS, LEMMA])}"


def _sense_problems(record: Record, names: set[str]) -> Iterator[Problem]:
    """Each says what to write, and where the rule has nothing of its own, each phrase has one."""
    senses = record["senses"]
    wrong: list[Problem] = []
    for number, sense in enumerate(senses):
        at = ("senses", number)
        wrong += _regex_problems(sense["of"], (*at, "of"))
        if bool(sense["suggest"]) == bool(sense["write"]):
            yield at, "a sense needs “suggest” or “write”, not both"
        for text in (*sense["suggest"], *sense["write"]):
            yield from _template_problems(text, names, at)
    yield from wrong
    if senses and not record["suggest"] and not wrong:
        known = [compile_regex(f"(?i:{sense['of']})") for sense in senses]
        for pattern in record["match"]:
            phrase = pattern["body"] if pattern["kind"] == PatternKind.PHRASE else ""
            if phrase and not any(regex.search(phrase) for regex in known):
                yield ("senses",), f"no sense fits “{phrase}”"


def _example_problems(examples: dict[str, list[Record]]) -> Iterator[Problem]:
    for number, example in enumerate(examples["bad"]):
        text = example["text"]
        if not MARKED.search(text) or "[[" in (rest := MARKED.sub("", text)) or "]]" in rest:
            yield (
                ("examples", "bad", number),
                "a bad example has to hold [[ and ]] around what the rule marks",
            )
    for number, example in enumerate(examples["good"]):
        if "[[" in example["text"]:
            yield ("examples", "good", number), "a good example has nothing marked with [[…]]"


def _pattern_problems(patterns: list[Record], at: tuple[int | str, ...]) -> Iterator[Problem]:
    for pattern in patterns:
        kind, body = PatternKind(pattern["kind"]), pattern["body"]
        place = (*at, kind.value)
        if kind is PatternKind.REGEX:
            yield from _regex_problems(body, place)
        elif kind is PatternKind.TOKENS:
            yield from _token_problems(body, place)
        elif kind is PatternKind.DEPENDENCY:
            yield from _tree_problems(body, place)
        elif pattern["attribute"] == "LOWER" and body != body.lower():
            yield place, f"“{body}” has a capital; write it small, or “attr: text”"


def _regex_problems(source: str, at: tuple[int | str, ...]) -> Iterator[Problem]:
    import re2

    try:
        compiled = compile_regex(source)
    except re2.error as error:
        detail = error.args[0] if error.args else ""
        detail = detail.decode() if isinstance(detail, bytes) else detail
        if "(?" in str(detail):
            detail = f"{detail} (RE2 has no look-around; use a marked group or “unless”)"
        shown = source if len(source) <= SHOWN else f"{source[:SHOWN]}…"
        yield at, f"invalid regex {shown!r}: {detail}"
        return
    if at[0] == "match" and compiled.fullmatch(""):
        yield at, f"the regex {source!r} matches the empty string"


def _token_problems(body: list[Record], at: tuple[int | str, ...]) -> Iterator[Problem]:
    names = [token["name"] for token in body if "name" in token]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield at, f"two tokens have the name “{name}”"
    if all(occurrences(token.get("OP"))[0] == 0 for token in body):
        yield at, "every token is optional, so that it would match nothing at all"
    for token in body:
        yield from _attribute_problems(token, at)


def _tree_problems(body: list[Record], at: tuple[int | str, ...]) -> Iterator[Problem]:
    seen: list[str] = []
    for number, node in enumerate(body):
        name = node["name"]
        if name in seen:
            yield at, f"two nodes have the name “{name}”"
        if number == 0 and "of" in node:
            yield at, f"the first node “{name}” is the anchor and has no “of” and “rel”"
        if number and "of" not in node:
            yield at, f"the node “{name}” needs “of” and “rel” to hang on an earlier one"
        elif number and node["of"] not in seen:
            yield at, f"“of: {node['of']}” is no earlier node; {nearest(node['of'], seen)}"
        seen.append(name)
        yield from _attribute_problems(node["attrs"], at)


def _attribute_problems(attributes: Record, at: tuple[int | str, ...]) -> Iterator[Problem]:
    for name, value in attributes.items():
        operators: dict[str, Any] = value if isinstance(value, dict) else {"": value}
        if "REGEX" in operators:
            yield from _regex_problems(operators["REGEX"], at)
        if name in LABELS:
            used = [v for op in ("", "IN", "NOT_IN") for v in as_list(operators.get(op, []))]
            for label in used:
                if label not in LABELS[name]:
                    yield at, f"{name} has no “{label}”; {nearest(label, LABELS[name])}"
        if name == "LOWER" and isinstance(value, str) and value != value.lower():
            yield at, f"LOWER “{value}” has a capital and could never match"


def _names(pattern: Record) -> set[str]:
    kind, body = PatternKind(pattern["kind"]), pattern["body"]
    if kind is PatternKind.REGEX:
        import re2

        try:
            return set(compile_regex(body).groupindex)
        except re2.error:
            return set()
    if kind is PatternKind.PHRASE:
        return {f"w{number}" for number in range(1, len(body.split()) + 1)}
    return {token["name"] for token in body if "name" in token}
