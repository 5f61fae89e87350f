"""Measures rules on corpora: how often each hits, and is right where text is marked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import mtcheck
from mtcheck.document import Document
from mtcheck.evaluation.gold import Mark, read_marked
from mtcheck.formats import collect, read_document
from mtcheck.language.english import Analyser, load_pipeline
from mtcheck.model import MtcheckError
from mtcheck.rules import Engine, Rule
from mtcheck.rules.measured import Corpus, Figures, Measured, fingerprint
from mtcheck.signature import MODEL

Texts = list[tuple[Path, Sequence[Mark] | None]]


@dataclass
class _Tally:
    hits: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    words: int = 0
    documents: int = 0


def measure(
    rules: Sequence[Rule],
    corpora: Mapping[str, Path],
    begin: Callable[[str], None] | None = None,
) -> Measured:
    """Run all rules, pedantic and tentative ones too, over corpora.

    A corpus is a text file, or a folder of them; a text with a file of marks of the same name
    beside it (``.jsonl``, as ``mtcheck eval`` reads them) is marked. ``begin`` is called with
    the name of each corpus in turn. Raises ``MtcheckError`` for what cannot be read.
    """
    engine = Engine(rules, load_pipeline())
    described: dict[str, Corpus] = {}
    tallies: dict[str, _Tally] = {}
    for name, path in corpora.items():
        if begin:
            begin(name)
        texts = _texts(path)
        tallies[name] = _tally(engine, texts)
        described[name] = Corpus(
            tallies[name].words,
            tallies[name].documents,
            _digest(texts),
            any(marks is not None for _, marks in texts),
        )
    figures = {rule.id: _figures(rule, tallies) for rule in rules}
    return Measured(_signature(described), described, figures)


def _texts(path: Path) -> Texts:
    """The texts of a corpus, each with its marks if it has any."""
    texts: Texts = []
    for file in collect([path]):
        if file.suffix == ".jsonl":
            continue
        gold = file.with_suffix(".jsonl")
        marks = next(iter(read_marked([gold]))).marks if gold.is_file() else None
        texts.append((file, marks))
    if not texts:
        raise MtcheckError(f"{path}: no text to measure on")
    return texts


def _tally(engine: Engine, texts: Texts) -> _Tally:
    tally = _Tally()
    documents = Analyser().analyse(read_document(path) for path, _ in texts)
    for document, (_, marks) in zip(documents, texts, strict=True):
        tally.words += document.words
        tally.documents += 1
        for rule, right in _judged_hits(engine, document, marks):
            tally.hits[rule] += 1
            if right is not None:
                tally.judged[rule] += 1
                tally.right[rule] += right
    return tally


def _judged_hits(
    engine: Engine, document: Document, marks: Sequence[Mark] | None
) -> Iterator[tuple[str, bool | None]]:
    """Rule id of each hit, and whether it touches a mark; ``None`` in text without marks."""
    for hit in engine.find(document.segments):
        span = document.segments[hit.segment].to_document(hit.start, hit.end)
        right = None if marks is None else any(span.overlaps(mark.span) for mark in marks)
        yield hit.rule.id, right


def _figures(rule: Rule, tallies: Mapping[str, _Tally]) -> Figures:
    return Figures(
        fingerprint(rule),
        {name: tally.hits[rule.id] for name, tally in tallies.items()},
        sum(tally.judged[rule.id] for tally in tallies.values()),
        sum(tally.right[rule.id] for tally in tallies.values()),
    )


def _digest(texts: Texts) -> str:
    digest = hashlib.sha256()
    for path, _ in texts:
        digest.update(path.read_bytes())
        gold = path.with_suffix(".jsonl")
        digest.update(gold.read_bytes() if gold.is_file() else b"")
    return digest.hexdigest()[:8]


def _signature(corpora: Mapping[str, Corpus]) -> str:
    named = "+".join(f"{name}:{corpus.digest}" for name, corpus in corpora.items())
    return f"mtcheck:{mtcheck.__version__}|model:{MODEL}-{version(MODEL)}|corpora:{named}"
