"""Messages and suggestions: text with ``{placeholders}`` for what a match has bound.

``{text}`` is the marked text, ``{node}`` a node or group, ``{node.lemma}`` and the like a form
of it, ``{origin}`` the Russian construction and ``{suggest}`` the suggestions (messages only).
``{{`` and ``}}`` are braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)(?:\.([a-z]+))?\}|[{}]")
FORMS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalized": lambda text: text[:1].upper() + text[1:],
}
LEMMA = "lemma"
MESSAGE_ONLY = ("origin", "suggest")


@dataclass(frozen=True, slots=True)
class Value:
    """What a name stands for in one match: its text and its lemma."""

    text: str
    lemma: str = ""


def placeholders(template: str) -> Iterator[tuple[str, str]]:
    """Name and form of each placeholder. Raises ``ValueError`` for a stray brace."""
    for found in PLACEHOLDER.finditer(template):
        if found[1]:
            yield found[1], found[2] or ""
        elif found[0] in "{}":
            raise ValueError(
                f"stray brace in {template!r}; a placeholder is {{name}} or {{name.form}}, "
                "a brace itself is written twice"
            )


def fill(template: str, value: Callable[[str], Value]) -> str:
    """The template with its placeholders filled in."""

    def replacement(found: re.Match[str]) -> str:
        if not found[1]:
            return found[0][0]
        bound = value(found[1])
        if found[2] == LEMMA:
            return bound.lemma
        return FORMS[found[2]](bound.text) if found[2] else bound.text

    return PLACEHOLDER.sub(replacement, template)


def tidy(text: str) -> str:
    """Without the double and outer spaces that an optional node leaves behind."""
    return re.sub(r"\s+", " ", text).strip()


def with_case_of(suggestion: str, marked: str) -> str:
    """A suggestion for the start of a sentence gets the capital of what it replaces."""
    if marked[:1].isupper() and suggestion[:1].islower():
        return suggestion[:1].upper() + suggestion[1:]
    return suggestion


def fill_message(template: str, values: Callable[[str], Value], extra: Mapping[str, str]) -> str:
    """A message, with ``{origin}`` and ``{suggest}`` from ``extra``."""
    return fill(template, lambda name: Value(extra[name]) if name in extra else values(name))
