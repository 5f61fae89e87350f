"""What the fluency model costs beside spaCy, as ratios in one run.

    python benchmarks/fluency.py TEXT [--words N]

Reads the same paragraphs with bare spaCy (`nlp.pipe`) and with the fluency model, both warm, and
prints processor time (all threads) and time by the clock. Best of three.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from mtcheck.language.english import parse
from mtcheck.language.fluency import verdicts

ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--words", type=int, default=10_000)
    given = parser.parse_args()
    texts = _paragraphs(given.text, given.words)
    words = sum(len(text.split()) for text in texts)
    spacy = _best(lambda: list(parse(texts)))
    fluency = _best(lambda: list(verdicts(texts)))
    print(f"{words:,} words in {len(texts)} paragraphs")
    for name, (processor, clock) in (("bare spaCy", spacy), ("fluency", fluency)):
        print(
            f"{name:12} {words / clock:8,.0f} words/s  processor {processor / spacy[0]:5.2f}"
            f"  clock {clock / spacy[1]:5.2f}"
        )


def _paragraphs(path: Path, words: int) -> list[str]:
    texts, total = [], 0
    for line in filter(str.strip, path.read_text("utf-8").splitlines()):
        texts.append(line)
        total += len(line.split())
        if total >= words:
            break
    return texts


def _best(work: Callable[[], object]) -> tuple[float, float]:
    """Least processor time and least time by the clock, in seconds, after one round to warm up."""
    work()
    processor, clock = [], []
    for _ in range(ROUNDS):
        used, began = time.process_time(), time.perf_counter()
        work()
        processor.append(time.process_time() - used)
        clock.append(time.perf_counter() - began)
    return min(processor), min(clock)


if __name__ == "__main__":
    main()
