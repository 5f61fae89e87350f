"""What the decisions in a store say of the rules, and what a run learns from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mtcheck.config import Config
from mtcheck.learned import Learned, Lesson
from mtcheck.model import MtcheckError
from mtcheck.review.database import Database, store_path
from mtcheck.review.forms import NAME_IS_RIGHT, SAID_BY_ANOTHER, reason_words
from mtcheck.review.precision import Precision, posterior
from mtcheck.review.records import READER, Kind
from mtcheck.rules.measured import load_measured

FEWEST = 5
SURE = 0.95
LOWER_BELOW = 0.5
SILENT_BELOW = 0.25

_LATEST = """
    SELECT i.document, i.finding, d.id, d.kind, d.reason, d.reader, d.made
    FROM items i JOIN decisions d ON d.id = (
        SELECT max(e.id) FROM decisions e
        WHERE e.item = i.id AND e.kind NOT IN ('confirm', 'undo')
        AND e.id NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL))
    ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a desk decided on the findings of one rule.

    The same words in one article count once. ``reasons`` are those of the rejections, most
    frequent first. ``forgotten`` is true when the user has asked to learn nothing from it.
    """

    rule: str
    accepted: int = 0
    rejected: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    measured: float | None = None
    forgotten: bool = False

    @property
    def precision(self) -> Precision:
        return posterior(self.accepted, self.rejected, self.measured)

    @property
    def lesson(self) -> Lesson | None:
        """What a run that learns does with the rule; ``None``: nothing."""
        decided = self.accepted + self.rejected
        if self.forgotten or decided < FEWEST:
            return None
        highest = self.precision.quantile(SURE)
        if highest >= LOWER_BELOW:
            return None
        evidence = (
            f"this desk rejected {self.rejected} of {decided}, so it is right "
            f"{self.precision.mean:.0%} of the time, at most {highest:.0%}"
        )
        return Lesson(self.rule, highest < SILENT_BELOW, evidence)


@dataclass(frozen=True, slots=True)
class RightName:
    """A name that readers found right, who first said so, and when (a date)."""

    name: str
    reader: str
    made: str
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a store says, rules with most rejections first, names in order of the alphabet."""

    rules: tuple[Feedback, ...] = ()
    names: tuple[RightName, ...] = ()

    @property
    def learned(self) -> Learned:
        lessons = {f.rule: f.lesson for f in self.rules if f.lesson}
        names = {n.name: f"{n.reader}, {n.made}" for n in self.names if not n.forgotten}
        return Learned(lessons, names)


@dataclass
class _Counts:
    right: set[tuple[int, str]] = field(default_factory=set)
    wrong: set[tuple[int, str]] = field(default_factory=set)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, key: tuple[int, str], kind: Kind, reason: str) -> None:
        (self.wrong if kind is Kind.REJECT else self.right).add(key)
        (self.right if kind is Kind.REJECT else self.wrong).discard(key)
        if kind is Kind.REJECT and reason:
            self.reasons[reason_words(reason)] += 1


def evidence(path: Path) -> Evidence:
    """What the store at ``path`` says; nothing when there is none. Raises ``MtcheckError``."""
    if not path.exists():
        return Evidence()
    with closing(Database(path)) as database, database.reading() as connection:
        decided = list(connection.execute(_LATEST))
        left_out = {
            row["rule"]: row["decision"] for row in connection.execute("SELECT * FROM forgotten")
        }
    counts: dict[str, _Counts] = {}
    names: dict[str, RightName] = {}
    for row in decided:
        finding, kind = json.loads(row["finding"]), Kind(row["kind"])
        text, rule = " ".join(finding["text"].split()), finding["rule"]
        if finding["detector"] == READER or kind is Kind.CLEAR:
            continue
        if row["reason"] == NAME_IS_RIGHT and text:
            forgotten = left_out.get(_name(text), 0) >= row["id"]
            names[text] = RightName(text, row["reader"], row["made"][:10], forgotten)
        if row["reason"] != SAID_BY_ANOTHER and left_out.get(rule, 0) < row["id"]:
            key = (row["document"], text.casefold())
            counts.setdefault(rule, _Counts()).add(key, kind, row["reason"])
    return Evidence(
        tuple(sorted(_feedback(counts, left_out), key=lambda f: (-f.rejected, f.rule))),
        tuple(sorted(names.values(), key=lambda n: n.name.casefold())),
    )


def _feedback(counts: dict[str, _Counts], left_out: dict[str, int]) -> Iterator[Feedback]:
    figures = load_measured().figures
    for rule in sorted({*counts, *(r for r in left_out if not r.startswith(_name("")))}):
        found = counts.get(rule, _Counts())
        known = figures.get(rule)
        yield Feedback(
            rule,
            len(found.right),
            len(found.wrong),
            tuple(found.reasons.most_common()),
            known.confidence if known else None,
            forgotten=rule not in counts,
        )


def forget(path: Path, what: str) -> None:
    """Learn nothing from what was decided so far on a rule, or of a name.

    Later decisions count again; :func:`remember` takes it back. Raises ``MtcheckError`` when
    the store has no decision on it.
    """
    with _opened(path, what) as database:
        key = _key(path, what)
        _forget(database, key)


def _forget(database: Database, key: str) -> None:
    with database.writing() as connection:
        last = connection.execute("SELECT coalesce(max(id), 0) FROM decisions").fetchone()[0]
        connection.execute("INSERT OR REPLACE INTO forgotten VALUES (?, ?)", (key, last))


def remember(path: Path, what: str) -> None:
    """Take back that a rule or name was forgotten. Raises ``MtcheckError`` if it was not."""
    with _opened(path, what) as database, database.writing() as connection:
        gone = connection.execute(
            "DELETE FROM forgotten WHERE rule IN (?, ?)", (what, _name(what))
        ).rowcount
    if not gone:
        raise MtcheckError(f"“{what}” was not forgotten")


def with_learned(config: Config) -> Config:
    """The settings with what the desk's decisions teach, if they ask for it."""
    if not config.learn:
        return config
    return replace(config, learned=evidence(store_path(None, config)).learned)


def _key(path: Path, what: str) -> str:
    known = evidence(path)
    if any(feedback.rule == what for feedback in known.rules):
        return what
    if any(name.name == what for name in known.names):
        return _name(what)
    raise MtcheckError(f"“{what}”: no rule or name of that kind in the decisions")


def _name(text: str) -> str:
    return f"name:{text}"


@contextmanager
def _opened(path: Path, what: str) -> Iterator[Database]:
    """The store at a path, closed again; raises ``MtcheckError`` when there is none."""
    if not path.exists():
        raise MtcheckError(f"“{what}”: nothing has been decided yet; {path} is not there")
    with closing(Database(path)) as database:
        yield database
