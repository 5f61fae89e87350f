"""What has been measured of the rules: ``rules/measured.json``, which nobody edits by hand.

Each rule's figures carry a fingerprint of what the rule looked for; those of a rule that has
changed since are not shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir
from mtcheck.rules.rule import Rule

FEWEST_JUDGED = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """A text that rules were run on: white-space separated words, and a digest of its bytes."""

    words: int
    documents: int
    digest: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Hits of one rule by corpus; of the ``judged`` ones, on marked text, ``right`` are right."""

    fingerprint: str
    hits: Mapping[str, int]
    judged: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.judged if self.judged else None

    @property
    def confidence(self) -> float | None:
        """The precision, where enough hits have been judged to speak of one."""
        return self.precision if self.judged >= FEWEST_JUDGED else None


@dataclass(frozen=True)
class Measured:
    """All figures; empty when nothing has been measured."""

    signature: str = ""
    corpora: Mapping[str, Corpus] = field(default_factory=dict)
    figures: Mapping[str, Figures] = field(default_factory=dict)

    def of(self, rule: Rule) -> Figures | None:
        """The figures of a rule as it is now; ``None`` when there are none."""
        found = self.figures.get(rule.id)
        return found if found and found.fingerprint == fingerprint(rule) else None

    def rate(self, figures: Figures, corpus: str) -> float:
        """Hits in 1,000 words of a corpus."""
        words = self.corpora[corpus].words
        return 1000 * figures.hits.get(corpus, 0) / words if words else 0.0


def fingerprint(rule: Rule) -> str:
    """Eight hexadecimal digits over everything that decides where a rule hits."""
    decisive = (
        rule.patterns,
        rule.mark,
        rule.unless,
        rule.only,
        sorted(rule.kinds),
        rule.speech,
        rule.across_sentences,
    )
    return hashlib.sha256(repr(decisive).encode()).hexdigest()[:8]


def measured_path() -> Path:
    """Where the figures of the shipped rules are."""
    return rules_dir() / "measured.json"


def load_measured(path: Path | None = None) -> Measured:
    """The figures of a file; none when it is not there. Raises ``MtcheckError`` if broken."""
    path = path or measured_path()
    try:
        data = json.loads(path.read_bytes())
        return Measured(
            data["signature"],
            {name: Corpus(**corpus) for name, corpus in data["corpora"].items()},
            {rule: Figures(**figures) for rule, figures in data["rules"].items()},
        )
    except FileNotFoundError:
        return Measured()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MtcheckError(
            f"{path}: not the figures of “mtcheck rules measure” ({error}); run it again"
        ) from None


def dump_measured(measured: Measured) -> str:
    """The text of a file that ``load_measured`` reads; rules without a hit are in it too."""
    data: dict[str, Any] = {
        "signature": measured.signature,
        "corpora": {
            name: {
                "words": corpus.words,
                "documents": corpus.documents,
                "digest": corpus.digest,
                "marked": corpus.marked,
            }
            for name, corpus in measured.corpora.items()
        },
        "rules": {
            rule: {
                "fingerprint": figures.fingerprint,
                "hits": {name: n for name, n in figures.hits.items() if n},
                "judged": figures.judged,
                "right": figures.right,
            }
            for rule, figures in sorted(measured.figures.items())
        },
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def total_rate(measured: Measured, rules: Iterable[Rule], corpus: str) -> float:
    """Hits of several rules together in 1,000 words of a corpus."""
    figures = [found for rule in rules if (found := measured.of(rule))]
    return sum(measured.rate(found, corpus) for found in figures)
