"""Words that several reports share."""

from __future__ import annotations

from mtcheck.model import Finding, Origin


def describe(origin: Origin) -> str:
    """The Russian behind a finding in one line, as much of it as is known."""
    parts = []
    if origin.form:
        parts.append(origin.form)
        if origin.lemma and origin.lemma != origin.form:
            parts.append(f"from {origin.lemma}")
        grammar = " ".join(filter(None, (origin.part_of_speech, ", ".join(origin.grammemes))))
        if grammar:
            parts.append(f"({grammar})")
        if origin.gloss:
            parts.append(f"“{origin.gloss}”")
    if origin.construction:
        parts.append(origin.construction)
    if origin.readings:
        parts.append(f"or {', '.join(origin.readings)}")
    return " ".join(parts)


def suggested(finding: Finding) -> str:
    """The suggestions in one line; “(nothing)” for one that deletes.

    >>> from mtcheck.model import Category, Severity, Span
    >>> suggested(Finding("a/b", Category.OTHER, Severity.MINOR, Span(0, 1), "", "patterns",
    ...                   suggestions=("one", "")))
    'one or (nothing)'
    """
    return " or ".join(s or "(nothing)" for s in finding.suggestions)


def advice(finding: Finding) -> str:
    """Message, Russian origin and suggestions in one line, for formats that hold only text."""
    parts = [finding.message]
    origin = describe(finding.origin) if finding.origin else ""
    if origin:
        parts.append(f"Russian: {origin}.")
    if finding.suggestions:
        parts.append(f"Write: {suggested(finding)}.")
    return " ".join(parts)


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "finding"), count(1200, "word")
    ('1 finding', '1,200 words')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
