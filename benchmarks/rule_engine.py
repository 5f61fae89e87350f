"""What the rule engine costs on top of bare spaCy, on one text in one run.

    python benchmarks/rule_engine.py TEXT [--copies N] [--rounds N]

``--copies`` loads every rule N times under other ids, to see how the cost grows with the number
of rules. Prints the processor time of the parse and of the engine, their ratio, and load times.
The least of several rounds counts, so that other work on the machine does not.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from mtcheck.document import Document
from mtcheck.formats import read_document
from mtcheck.language.english import Analyser, load_pipeline
from mtcheck.rules import Engine, Hit, Rule, load_rules

PARSED_WORDS = 4_000
ARTICLE_WORDS = 400
Result = TypeVar("Result")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()

    begun = time.process_time()
    rules = _copied(list(load_rules()), arguments.copies)
    loaded = time.process_time()
    nlp = load_pipeline()
    piped = time.process_time()
    engine = Engine(rules, nlp)
    compiled = time.process_time()
    document = read_document(arguments.text)
    print(f"{len(rules)} rules; {document.words:,} words in {len(document.segments):,} segments")
    print(f"load {loaded - begun:.3f} s, compile {compiled - piped:.3f} s")

    parse, match, hits = 0.0, 0.0, 0
    for part in _parts(document, PARSED_WORDS):
        seconds, analysed = _best(arguments.rounds, partial(_parsed, part))
        parse += seconds
        for article in _parts(analysed, ARTICLE_WORDS):
            run = partial(_matched, engine, article)
            seconds, found = _best(arguments.rounds, run)
            match += seconds
            hits += len(found)
    words = document.words
    print(f"spaCy {words / parse:,.0f} words/s, {parse / words * 1e6:.1f} µs a word")
    print(f"engine {words / match:,.0f} words/s, {match / words * 1e6:.1f} µs a word, {hits} hits")
    print(f"ratio {match / parse:.1%} (best of {arguments.rounds} rounds for each stretch of text)")


def _parsed(document: Document) -> Document:
    return next(Analyser().analyse([document]))


def _matched(engine: Engine, document: Document) -> list[Hit]:
    return list(engine.find(document.segments))


def _best(rounds: int, work: Callable[[], Result]) -> tuple[float, Result]:
    """Least processor time of several rounds of some work, and its result."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times), result


def _copied(rules: list[Rule], copies: int) -> list[Rule]:
    return [replace(r, id=f"{r.id}-{n}" if n else r.id) for n in range(copies) for r in rules]


def _parts(document: Document, words: int) -> Iterator[Document]:
    """The document cut at ends of segments into pieces of at least so many words."""
    segments, count = [], 0
    for segment in document.segments:
        segments.append(segment)
        count += segment.words
        if count >= words:
            yield replace(document, segments=tuple(segments))
            segments, count = [], 0
    if segments:
        yield replace(document, segments=tuple(segments))


if __name__ == "__main__":
    main()
