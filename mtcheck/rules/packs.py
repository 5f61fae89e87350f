"""From the items of a pack to one plain record a rule: macros, word lists, shorthands.

Records are JSON data, the same whichever way a rule was written; ``rule.rule_of`` makes rules
of them, the loader caches them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mtcheck.rules.errors import KeyPath, pack_error
from mtcheck.rules.literals import needed_literals
from mtcheck.rules.rule import PatternKind, Record
from mtcheck.rules.validation import nearest

DEFAULT_KINDS = ["body", "list-item", "caption"]
ATTRIBUTES = {"lower": "LOWER", "lemma": "LEMMA", "text": "ORTH"}
SHARED_BY_ENTRIES = (
    "category", "severity", "level", "kinds", "speech", "message", "origin", "safe",
    "across_sentences", "attr",
)  # fmt: skip
LIST_KEYS = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")

Macros = Mapping[str, Any]
WordLists = Callable[[str], list[str] | None]


class PackReader:
    """Turns the validated items of one pack into records. Raises ``PackError``."""

    def __init__(self, file: Path, macros: Macros, word_list: WordLists) -> None:
        self.file = file
        self.macros = dict(macros)
        self.word_list = word_list

    def records(self, items: list[Record]) -> Iterator[Record]:
        """One record a rule and a lexicon entry, in order of the pack."""
        for item in items:
            self.macros |= item.get("macros", {})
        for number, item in enumerate(items):
            if "lexicon" in item:
                for place, entry in enumerate(item["entries"]):
                    at = (number, "entries", place)
                    yield self._record(_entry_as_rule(item, entry), at, entry)
            elif "macros" not in item:
                yield self._record(item, (number,), item["match"])

    def _record(self, item: Record, at: KeyPath, match: Record) -> Record:
        inside = (*at, "match") if match is item.get("match") else tuple(at)
        return {
            "id": item["id"],
            "title": item["title"],
            "category": item["category"],
            "severity": item["severity"],
            "level": item.get("level", "default"),
            "kinds": item.get("kinds", DEFAULT_KINDS),
            "speech": item.get("speech", "any"),
            "message": item["message"],
            "origin": _origin(item.get("origin")),
            "explain": item.get("explain", ""),
            "match": self._patterns(match, inside, item.get("attr", "lower")),
            "mark": match.get("mark", []),
            "unless": self._conditions(item, "unless", at),
            "only": self._conditions(item, "only", at),
            "suggest": as_list(item.get("suggest", [])),
            "senses": [_sense(sense) for sense in item.get("senses", [])],
            "safe": item.get("safe", False),
            "across_sentences": item.get("across_sentences", False),
            "examples": _examples(item["examples"], item.get("kinds", DEFAULT_KINDS)[0]),
            "file": str(self.file),
            "at": list(at),
        }

    def _conditions(self, item: Record, key: str, at: KeyPath) -> list[Record]:
        return [
            {
                "where": condition.get("where", "overlap"),
                "patterns": self._patterns(condition, (*at, key, number), "lower"),
            }
            for number, condition in enumerate(item.get(key, []))
        ]

    def _patterns(self, source: Record, at: KeyPath, attr: str) -> list[Record]:
        kind = next(kind for kind in PatternKind if kind in source)
        body, at = source[kind], (*at, kind.value)
        if kind in (PatternKind.PHRASE, PatternKind.REGEX):
            attribute = ATTRIBUTES[source.get("attr", attr)]
            texts = as_list(body)
            if kind is PatternKind.PHRASE:
                texts = [word for text in texts for word in self._words(text, at)]
                return [{"kind": kind.value, "body": t, "attribute": attribute} for t in texts]
            return [
                {"kind": kind.value, "body": text, "literals": needed_literals(text)}
                for text in texts
            ]
        alternatives = body if all(isinstance(item, list) for item in body) else [body]
        if kind is PatternKind.TOKENS:
            return [
                {"kind": kind.value, "body": list(self._tokens(alternative, at))}
                for alternative in alternatives
            ]
        return [
            {"kind": kind.value, "body": [self._node(node, at) for node in alternative]}
            for alternative in alternatives
        ]

    def _words(self, text: str, at: KeyPath) -> list[str]:
        return self._listed(text, at) if re.fullmatch(r"@[a-z0-9-]+", text) else [text]

    def _listed(self, name: str, at: KeyPath) -> list[str]:
        words = self.word_list(name[1:])
        if words is None:
            text = f"there is no word list lists/{name[1:]}.txt beside the pack or in mtcheck"
            raise pack_error(self.file, at, text)
        return words

    def _macro(self, reference: str, at: KeyPath) -> Any:
        try:
            return self.macros[reference[1:]]
        except KeyError:
            known = [f"${name}" for name in self.macros]
            text = f"no macro {reference}; {nearest(reference, known)}"
            raise pack_error(self.file, at, text) from None

    def _tokens(self, items: list[Any], at: KeyPath, depth: int = 0) -> Iterator[Record]:
        if depth > 9:
            raise pack_error(self.file, at, "macros refer to each other in a circle")
        for item in items:
            if isinstance(item, dict):
                yield self._attributes(item, at)
            else:
                macro = self._macro(item, at)
                yield from self._tokens(
                    [macro] if isinstance(macro, dict) else macro, at, depth + 1
                )

    def _node(self, node: Record, at: KeyPath) -> Record:
        attrs = node.get("attrs", {})
        if isinstance(attrs, str):
            attrs = {"is": attrs}
        return {**node, "attrs": self._attributes(attrs, at)}

    def _attributes(self, attrs: Record, at: KeyPath, depth: int = 0) -> Record:
        if "is" in attrs:
            macro = self._macro(attrs["is"], at)
            if isinstance(macro, list) or depth > 9:
                text = f"{attrs['is']} has to be the attributes of one token"
                raise pack_error(self.file, at, text)
            own = {key: value for key, value in attrs.items() if key != "is"}
            attrs = {**self._attributes(macro, at, depth + 1), **own}
        return {key: self._value(value, at) for key, value in attrs.items()}

    def _value(self, value: Any, at: KeyPath) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: self._listed(item, at) if key in LIST_KEYS and isinstance(item, str) else item
            for key, item in value.items()
        }


def _entry_as_rule(lexicon: Record, entry: Record) -> Record:
    phrases = as_list(entry.get("phrase", []))
    shared = {key: lexicon[key] for key in SHARED_BY_ENTRIES if key in lexicon}
    keys = (*SHARED_BY_ENTRIES, "suggest", "senses")
    own = {key: entry[key] for key in keys if key in entry}
    name = entry.get("id") or slug(phrases[0] if phrases else "")
    prefix = f"{lexicon['lexicon']}/"
    explain = "\n\n".join(filter(None, (lexicon.get("explain", ""), entry.get("note", ""))))
    title = entry.get("title") or (f"“{phrases[0]}”" if phrases else lexicon["title"])
    return {
        **shared,
        **own,
        "id": name if name.startswith(prefix) else prefix + name,
        "title": title,
        "explain": explain,
        "unless": [*entry.get("unless", []), *lexicon.get("unless", [])],
        "only": [*entry.get("only", []), *lexicon.get("only", [])],
        "examples": {"bad": as_list(entry["bad"]), "good": as_list(entry.get("good", []))},
    }


def _origin(given: Any) -> Any:
    return {"construction": given} if isinstance(given, str) else given


def _sense(given: Record) -> Record:
    return {
        "of": given["of"],
        "origin": _origin(given.get("origin")),
        "suggest": as_list(given.get("suggest", [])),
        "write": as_list(given.get("write", [])),
    }


def slug(text: str) -> str:
    """Kebab case of an English phrase, for a rule id; empty when it has no Latin letter."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "").replace("'", ""))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def _examples(examples: Record, kind: str) -> dict[str, list[Record]]:
    return {
        name: [
            {"kind": kind, **item} if isinstance(item, dict) else {"text": item, "kind": kind}
            for item in examples[name]
        ]
        for name in ("bad", "good")
    }


def as_list(value: Any) -> list[Any]:
    """The list, or the list of one value."""
    return value if isinstance(value, list) else [value]
