"""How long a language server needs for fresh diagnostics after a keystroke, in one run.

    python benchmarks/language_server.py TEXT [--words N] [--rounds N]

Checks an article of N words, then changes a word in one paragraph after the other and checks
again, as the server does when somebody types. Prints the median seconds of the first answer
(all detectors but the slow ones) and of the whole one, and their ratio to the first check.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from mtcheck import Config
from mtcheck.formats import read_text
from mtcheck.review.lsp.buffers import Buffer
from mtcheck.review.lsp.examiner import Examiner
from mtcheck.signature import signature_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--words", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    paragraphs = _paragraphs(given.text, given.words)
    words = read_text("\n\n".join(paragraphs)).words
    examiner = Examiner(Config())
    _seconds(examiner, ["Loads all there is to load."], 0)
    first = _seconds(examiner, paragraphs, 1)
    later = []
    for number in range(given.rounds):
        place = number * 7 % len(paragraphs)
        paragraphs[place] += f" The {number + 2}th sentence was typed here."
        later.append(_seconds(examiner, paragraphs, number + 2))
    print(f"{words:,} words in {len(paragraphs)} paragraphs; {signature_of(Config())}")
    for name, place in (("quick detectors", 0), ("all detectors", 1)):
        after = statistics.median(seconds[place] for seconds in later)
        print(
            f"{name:16} first check {first[place]:.3f} s, after a change {after:.3f} s, "
            f"ratio {after / first[place]:.2f}"
        )


def _paragraphs(path: Path, words: int) -> list[str]:
    found: list[str] = []
    for line in filter(str.strip, path.read_text("utf-8").splitlines()):
        found.append(line)
        words -= len(line.split())
        if words <= 0:
            break
    return found


def _seconds(examiner: Examiner, paragraphs: list[str], version: int) -> list[float]:
    """Seconds from the change to each step's answer."""
    start = time.perf_counter()
    buffer = Buffer("file:///article.txt", "\n\n".join(paragraphs), version)
    return [time.perf_counter() - start for _ in examiner.steps(buffer, lambda: True)]


if __name__ == "__main__":
    main()
