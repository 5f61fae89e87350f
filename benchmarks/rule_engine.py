"""What the rule engine costs on top of bare spaCy, on one text in one run.

    python benchmarks/rule_engine.py TEXT [--copies N] [--rounds N]

``--copies`` loads every rule N times under other ids, to see how the cost grows with the number
of rules. Prints words per second (of processor time) of the parse and of the engine, the ratio,
and load times.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace
from pathlib import Path

from mtcheck.document import Document
from mtcheck.formats import read_document
from mtcheck.language.english import Analyser, load_pipeline
from mtcheck.rules import Engine, Rule, load_rules


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
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

    ratios = []
    for _ in range(arguments.rounds):
        start = time.process_time()
        analysed = next(Analyser().analyse([document]))
        parsed = time.process_time()
        hits = sum(1 for article in _articles(analysed) for _ in engine.find(article.segments))
        done = time.process_time()
        ratios.append((done - parsed) / (parsed - start))
        print(
            f"spaCy {document.words / (parsed - start):,.0f} words/s   "
            f"engine {document.words / (done - parsed):,.0f} words/s "
            f"({(done - parsed) / document.words * 1e6:.1f} µs a word)   "
            f"ratio {ratios[-1]:.1%}   {hits} hits"
        )
    print(f"median ratio {statistics.median(ratios):.1%}")


def _copied(rules: list[Rule], copies: int) -> list[Rule]:
    return [replace(r, id=f"{r.id}-{n}" if n else r.id) for n in range(copies) for r in rules]


def _articles(document: Document, words: int = 400) -> list[Document]:
    """The document cut into pieces of an article's length, as files would be."""
    pieces, segments, count = [], [], 0
    for segment in document.segments:
        segments.append(segment)
        count += segment.words
        if count >= words:
            pieces.append(replace(document, segments=tuple(segments)))
            segments, count = [], 0
    return [*pieces, replace(document, segments=tuple(segments))]


if __name__ == "__main__":
    main()
