"""Learns what a word without counterpart means; writes ``rules/models/coverage.tsv``.

Good translations are the post-edits of MLQE-PE: whatever is uncovered there was translated freely
or is not in the lexicon. Bad ones are the same with one linked word taken out of either side: the
Russian word is then left out in translation, or the English one added.

    python -m training.coverage MLQE_PE_FOLDER
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from mtcheck.document import OffsetMap, Segment
from mtcheck.language.coverage import (
    Features,
    Uncovered,
    is_content,
    is_content_english,
    uncovered_russian,
    unexplained_english,
)
from mtcheck.language.english import parse
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_links import WordLinks, link_words, links_between
from mtcheck.model import Span
from mtcheck.resources import rules_dir
from training.word_alignment import detokenised

Side = Callable[[WordLinks], Iterator[Uncovered]]
Row = tuple[Features, bool]
REMOVED = 2
RIDGE = 1.0
STEPS = 40
SENTENCES = 2500
"""Of each part of the data."""


def main(mlqe: Path) -> None:
    good = list(_good(mlqe))
    lines = ["model\tfeature\tweight"]
    for model, side in (("omission", uncovered_russian), ("addition", unexplained_english)):
        rows = [row for links in good for row in _rows(links, side, random.Random(0))]
        cut = len(rows) * 4 // 5
        weights = fit(rows[:cut])
        _tell(model, weights, rows[cut:])
        lines += [f"{model}\t{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    (rules_dir() / "models" / "coverage.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _good(mlqe: Path) -> Iterator[WordLinks]:
    for part in ("train", "dev"):
        russian = (mlqe / f"{part}.src").read_text("utf-8").splitlines()[:SENTENCES]
        lines = (mlqe / f"{part}.pe").read_text("utf-8").splitlines()[:SENTENCES]
        english = list(map(detokenised, lines))
        for source, text, doc in zip(russian, english, parse(english), strict=True):
            segment = Segment(text, OffsetMap.straight(0, len(text)), source=source, doc=doc)
            yield link_words(SegmentPair(segment, Span(0, len(text)), Span(0, len(source))))


def _rows(links: WordLinks, side: Side, chance: random.Random) -> Iterator[Row]:
    """The uncovered words as they are, and those that taking a word away makes."""
    before = list(side(links))
    yield from ((word.features, False) for word in before)
    omission = side is uncovered_russian
    pairs = [
        (link.source, link.target)
        for link in links.best.values()
        if is_content(links.source[link.source]) and is_content_english(links.target[link.target])
    ]
    for i, j in chance.sample(pairs, min(REMOVED, len(pairs))):
        source = links.source if omission else links.source[:i] + links.source[i + 1 :]
        target = links.target[:j] + links.target[j + 1 :] if omission else links.target
        broken = links_between(source, target)
        wanted = i if omission else j
        yield from ((word.features, True) for word in side(broken) if word.number == wanted)


def fit(rows: list[Row]) -> dict[str, float]:
    """Weights of a logistic regression (Newton's method, ridge of ``RIDGE``), by feature."""
    names = ["bias", *sorted({name for features, _ in rows for name in features})]
    at = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    matrix[:, 0] = 1
    for number, (features, _) in enumerate(rows):
        for name, value in features.items():
            matrix[number, at[name]] = value
    wanted = np.array([label for _, label in rows], dtype=float)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (wanted - chance) - RIDGE * weights
        bend = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + RIDGE * np.eye(len(names))
        weights += np.linalg.solve(bend, slope)
    return dict(zip(names, map(float, weights), strict=True))


def _tell(model: str, weights: dict[str, float], rows: list[Row]) -> None:
    """What the model is worth on rows it has not seen."""
    scores = [
        (weights["bias"] + sum(weights.get(n, 0) * v for n, v in features.items()), label)
        for features, label in rows
    ]
    good = sorted((s for s, label in scores if not label), reverse=True)
    bad = [s for s, label in scores if label]
    for share in (0.005, 0.01, 0.02, 0.05, 0.1):
        limit = good[int(len(good) * share)]
        found = sum(s > limit for s in bad) / len(bad)
        print(
            f"{model}: {found:.2f} of the lost found with {share:.3f} of the others ({limit:.2f})"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
