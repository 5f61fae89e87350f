"""Words a second of the whole check, as ratios in one run.

    python benchmarks/throughput.py TEXT [--words N]

Times on the same text: bare spaCy (`nlp.pipe`), LanguageTool alone (the grammar detector's
requests), mtcheck without LanguageTool, mtcheck with it; everything is warm. Best of three.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from mtcheck import Checker, Config
from mtcheck.detectors.grammar import Grammar
from mtcheck.document import Document
from mtcheck.formats import read_text
from mtcheck.language.english import load_pipeline
from mtcheck.plugins import DETECTORS, plugins
from mtcheck.signature import signature_of

ROUNDS = 3
LINES_A_DOCUMENT = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    given = parser.parse_args()
    documents = _documents(given.text, given.words)
    words = sum(document.words for document in documents)
    without = frozenset(plugins(DETECTORS)) - {"grammar"}
    spacy = _best(lambda: _spacy(documents))
    languagetool = _best(lambda: _languagetool(documents))
    rules = _best(_checking(Config(detectors=without), documents))
    both = _best(_checking(Config(), documents))
    print(f"{words:,} words in {len(documents)} documents; {signature_of(Config())}")
    print(f"bare spaCy              {words / spacy:8,.0f} words/s  1.00")
    print(
        f"LanguageTool alone      {words / languagetool:8,.0f} words/s  {languagetool / spacy:.2f}"
    )
    print(f"without LanguageTool    {words / rules:8,.0f} words/s  {rules / spacy:.2f}")
    print(f"with LanguageTool       {words / both:8,.0f} words/s  {both / spacy:.2f}")
    print(f"with LanguageTool, as ratio to LanguageTool alone: {both / languagetool:.2f}")


def _documents(path: Path, words: int) -> list[Document]:
    lines = path.read_text("utf-8").splitlines()
    documents, total = [], 0
    for start in range(0, len(lines), LINES_A_DOCUMENT):
        document = read_text("\n\n".join(lines[start : start + LINES_A_DOCUMENT]))
        documents.append(document)
        total += document.words
        if total >= words:
            break
    return documents


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _spacy(documents: list[Document]) -> None:
    texts = (segment.text for document in documents for segment in document.segments)
    for _ in load_pipeline().pipe(texts):
        pass


def _languagetool(documents: list[Document]) -> None:
    grammar = Grammar(Config())
    for document in documents:
        grammar.begin(document)
    for document in documents:
        list(grammar.detect(document))


def _checking(config: Config, documents: list[Document]) -> Callable[[], object]:
    """Checks all documents with a checker that has already checked one: start-up is not counted."""
    checker = Checker(config)
    list(checker.check_documents(documents[:1]))
    return lambda: list(checker.check_documents(documents))


if __name__ == "__main__":
    main()
