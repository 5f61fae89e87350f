"""Findings as the store keeps them, and the snapshot of a file they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mtcheck.model import Category, Finding, Origin, Place, Severity, Span
from mtcheck.reports.json import finding_data

READER = "reader"
MISSED = "review/missed-error"
CHANGE = "review/change"


class State(StrEnum):
    """What became of an item when its file changed on disk.

    ``HERE``: it stands in the file as it is. ``APPLIED``: the file now has its replacement.
    ``LOST``: decided, and no longer fits anywhere. ``GONE``: undecided, and no longer found.
    """

    HERE = "here"
    APPLIED = "applied"
    LOST = "lost"
    GONE = "gone"


class Kind(StrEnum):
    """What a decision says.

    ``ACCEPT``: the finding is right (with the suggestion taken, if one was). ``REJECT``: it is
    wrong, or to be left. ``EDIT``: right, and the reader wrote something else. ``MARK``: an
    error that was missed. ``CLEAR``: no decision (any more). ``CONFIRM``: a second reader
    agrees with the decision before it. ``UNDO``: the decision it names never was.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MARK = "mark"
    CLEAR = "clear"
    CONFIRM = "confirm"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was made; ``made`` is UTC in ISO 8601. ``id`` grows with time.

    Decisions made by one wish have a ``request`` that differs only behind a ``#``.
    """

    id: int
    item: int
    reader: str
    kind: Kind
    replacement: str | None
    reason: str
    made: str
    request: str
    undoes: int | None = None

    @property
    def wish(self) -> str:
        return self.request.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, or an error that a reader marked, with its decisions from old to new."""

    id: int
    finding: Finding
    state: State
    history: tuple[Decision, ...] = ()

    @property
    def standing(self) -> tuple[Decision, ...]:
        """The decisions that were not undone."""
        undone = {d.undoes for d in self.history}
        return tuple(d for d in self.history if d.kind is not Kind.UNDO and d.id not in undone)

    @property
    def decision(self) -> Decision | None:
        """The decision that holds; ``None`` while there is none."""
        last = next((d for d in reversed(self.standing) if d.kind is not Kind.CONFIRM), None)
        return None if last is None or last.kind is Kind.CLEAR else last

    @property
    def seen(self) -> int:
        """The number that says which decisions a reader has seen: that of the last."""
        return self.history[-1].id if self.history else 0

    @property
    def marked(self) -> bool:
        """True when a reader marked it, no detector."""
        return self.finding.detector == READER

    @property
    def replacement(self) -> str | None:
        """What is to stand there instead, if that was decided."""
        return self.decision.replacement if self.decision else None

    @property
    def readers(self) -> tuple[str, ...]:
        """Who stands behind the decision: its maker, then those who confirmed it."""
        if self.decision is None:
            return ()
        later = [d.reader for d in self.standing if d.id > self.decision.id]
        return tuple(dict.fromkeys((self.decision.reader, *later)))


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the article as shown: its span, and the Russian beside it if known."""

    span: Span
    source: str | None = None
    source_start: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was when it was checked.

    ``raw`` are its bytes, ``digest`` their SHA-256, ``signature`` what checked it. ``notes``
    are what a reader should know of the check. ``complete`` is false when a detector could
    not run.
    """

    digest: str
    signature: str
    encoding: str
    raw: bytes
    words: int
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot as it lies in the store."""

    id: int
    taken: Taken


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision to be recorded.

    ``seen`` is the item's number of that name as the reader saw it, ``snapshot`` that of the
    page. ``request`` is unique to this wish: sent again, it is not recorded again.
    """

    item: int
    kind: Kind
    reader: str
    seen: int
    snapshot: int
    request: str
    replacement: str | None = None
    reason: str = ""


def alike(items: Iterable[Item], item: Item) -> list[Item]:
    """The other findings of the same rule on the same words that nobody has decided on."""
    return [
        other
        for other in items
        if other.id != item.id
        and other.state is State.HERE
        and not other.marked
        and other.decision is None
        and (other.finding.rule, other.finding.text) == (item.finding.rule, item.finding.text)
    ]


def dump_finding(finding: Finding) -> str:
    """A finding as one line of JSON."""
    return json.dumps(finding_data(finding), ensure_ascii=False)


def load_finding(text: str) -> Finding:
    """The finding that :func:`dump_finding` wrote."""
    data: dict[str, Any] = json.loads(text)
    origin = data["origin"]
    if origin is not None:
        origin["grammemes"] = tuple(origin["grammemes"])
        origin["readings"] = tuple(origin["readings"])
    return Finding(
        rule=data["rule"],
        category=Category(data["category"]),
        severity=Severity(data["severity"]),
        span=Span(data["start"], data["end"]),
        message=data["message"],
        detector=data["detector"],
        origin=Origin(**origin) if origin is not None else None,
        suggestions=tuple(data["suggestions"]),
        safe_fix=data["safe_fix"],
        confidence=data["confidence"],
        tentative=data["tentative"],
        help_url=data["help_url"] or "",
        text=data["text"],
        line=data["line"],
        column=data["column"],
        fingerprint=data["fingerprint"],
        also=tuple(data["also"]),
        **_source_side(data.get("source")),
    )


def _source_side(data: dict[str, Any] | None) -> dict[str, Any]:
    if data is None:
        return {}
    return {
        "source_span": Span(data["start"], data["end"]),
        "source_text": data["text"],
        "source_place": Place(**data["place"]) if data["place"] else None,
    }


def dump_rows(rows: tuple[Row, ...]) -> str:
    data = [[r.span.start, r.span.end, r.source, r.source_start] for r in rows]
    return json.dumps(data, ensure_ascii=False)


def load_rows(text: str) -> tuple[Row, ...]:
    """The rows that :func:`dump_rows` wrote, now or before it wrote where sources begin."""
    return tuple(Row(Span(start, end), *source) for start, end, *source in json.loads(text))
