"""Desks for review tests: articles with findings that need no language model."""

from __future__ import annotations

import re
from pathlib import Path

from mtcheck.alignment import aligned
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.language.english import Analyser
from mtcheck.model import Category, DocumentReport, Finding, Origin, Severity
from mtcheck.review.desk import Desk
from mtcheck.review.store import Store
from mtcheck.verdict import judge
from tests.factories import finding

ARTICLE = (
    "Talks 😀 on Syria\n\n"
    "The Americans otrulivaet aside from the talks, the foreign Minister said on Monday.\n\n"
    "Corridors will be to create, the foreign Minister added. So it was in September.\n"
)
RUSSIAN = (
    "Переговоры 😀 по Сирии",
    "Американцы отруливают в сторону от переговоров, заявил в понедельник министр иностранных дел.",
    "Коридоры будут созданы, добавил министр иностранных дел. Так было в сентябре.",
)

Rule = tuple[str, dict[str, object]]
RULES: tuple[Rule, ...] = (
    (
        r"otrulivaet",
        {
            "rule": "untranslated/word",
            "severity": Severity.CRITICAL,
            "category": Category.UNTRANSLATED,
            "suggestions": ("steer away", "turn away"),
            "origin": Origin("отруливает", "отруливать", gloss="steers away"),
            "help_url": "https://example.org/rule",
        },
    ),
    (
        r"foreign Minister",
        {
            "rule": "institutions/title",
            "category": Category.SPELLING,
            "suggestions": ("Foreign Minister",),
        },
    ),
    (
        r"(?<=will be )to (?=create)",
        {"rule": "syntax/future", "severity": Severity.MAJOR, "suggestions": ("",)},
    ),
    (r"will be to create", {"rule": "syntax/passive", "category": Category.AWKWARD}),
    (r"So it was", {"rule": "style/so", "category": Category.AWKWARD}),
)


class Inspector:
    """Finds what the patterns of ``rules`` match; counts what it was asked."""

    def __init__(self, rules: tuple[Rule, ...] = RULES, config: Config | None = None) -> None:
        self.signature = "test"
        self.rules = rules
        self.config = config or Config()
        self.checked = 0

    def check(self, document: Document) -> DocumentReport:
        self.checked += 1
        if document.source is not None:
            document = aligned(next(Analyser().analyse([document])))
        found: list[Finding] = [
            finding(match.start(), match.end(), **settings)
            for pattern, settings in self.rules
            for match in re.finditer(pattern, document.text)
        ]
        return judge(document, found, self.config)


def desk(folder: Path, inspector: Inspector | None = None) -> Desk:
    return Desk(Store(folder / "store.sqlite3"), inspector or Inspector())  # type: ignore[arg-type]


def article(folder: Path, text: str = ARTICLE, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path
