"""How well articles are aligned with their source when neither is line-parallel any more.

    python benchmarks/alignment.py WMT_FOLDER [--target reference.A.en] [--seed 1]

WMT_FOLDER holds ``source.ru``, translations of its lines and ``documents.tsv`` (document id,
number of lines). Which line belongs to which is known; then paragraphs are made of lines on
both sides, and lines are left out, put in, merged and split at random. A joint is right when a
line of its target side and one of its source side belong together.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mtcheck.alignment import aligned
from mtcheck.alignment.doubts import DOUBTFUL
from mtcheck.document import Document
from mtcheck.formats import read_text, source_text, with_source
from mtcheck.language.english import Analyser

LONGEST_PARAGRAPH = 4


@dataclass(frozen=True)
class Damage:
    """Chances that befall a line or a paragraph; ``kept`` is the share of the target's lines."""

    name: str
    broken_borders: float = 0.0
    lines_left_out: float = 0.0
    lines_put_in: float = 0.0
    paragraphs_left_out: float = 0.0
    merged: float = 0.0
    split: float = 0.0
    kept: float = 1.0


DAMAGES = (
    Damage("same paragraphs"),
    Damage("other paragraphs", broken_borders=0.3),
    Damage("lines left out", lines_left_out=0.1),
    Damage("lines put in", lines_put_in=0.1),
    Damage("paragraphs left out", paragraphs_left_out=0.2),
    Damage("sentences merged, split", merged=0.15, split=0.15),
    Damage("first third only", kept=0.33),
    Damage("all of it", 0.2, 0.05, 0.05, 0.1, 0.1, 0.1),
)


@dataclass
class Text:
    """A side of an article in the making: paragraphs of (numbers of lines, words)."""

    paragraphs: list[list[tuple[frozenset[int], str]]]

    def written(self) -> tuple[str, list[tuple[int, int, frozenset[int]]]]:
        """The text, and which lines stand from where to where in it."""
        text, places = "", []
        for paragraph in self.paragraphs:
            text += "\n\n" if text else ""
            for number, (lines, words) in enumerate(paragraph):
                text += " " if number else ""
                places.append((len(text), len(text) + len(words), lines))
                text += words
        return text, places


def damaged(
    target: Sequence[str],
    source: Sequence[str],
    damage: Damage,
    chance: random.Random,
    strangers: Sequence[str],
) -> tuple[Text, Text]:
    borders = [0]
    while borders[-1] < len(source):
        borders.append(borders[-1] + chance.randint(1, LONGEST_PARAGRAPH))
    whole = [list(range(a, min(b, len(source)))) for a, b in pairwise(borders)]
    source_side = Text([[(frozenset((n,)), source[n]) for n in part] for part in whole])
    kept = [p for p in whole if chance.random() >= damage.paragraphs_left_out] or whole[:1]
    kept = kept[: max(1, round(len(kept) * damage.kept))]
    paragraphs = []
    for part in kept:
        lines: list[tuple[frozenset[int], str]] = []
        for n in part:
            if chance.random() < damage.lines_left_out:
                continue
            lines.append((frozenset((n,)), target[n]))
            if chance.random() < damage.lines_put_in:
                lines.append((frozenset(), chance.choice(strangers)))
        paragraphs.append(list(_recut(lines, damage, chance)))
    return Text(list(_rebordered([p for p in paragraphs if p], damage, chance))), source_side


def _recut(
    lines: Sequence[tuple[frozenset[int], str]], damage: Damage, chance: random.Random
) -> Iterator[tuple[frozenset[int], str]]:
    held: tuple[frozenset[int], str] | None = None
    for numbers, words in lines:
        if held:
            joined = re.sub(r"[.!?][\"”]?$", "", held[1]) + f", and {words[:1].lower()}{words[1:]}"
            numbers, words = held[0] | numbers, joined
            held = None
        elif chance.random() < damage.merged:
            held = numbers, words
            continue
        comma = re.search(r"[,;] (?=\w)", words[30:-30])
        if comma and chance.random() < damage.split:
            at = comma.start() + 30
            yield numbers, words[:at] + "."
            yield numbers, words[at + 2].upper() + words[at + 3 :]
        else:
            yield numbers, words
    if held:
        yield held


def _rebordered(
    paragraphs: Sequence[list[tuple[frozenset[int], str]]], damage: Damage, chance: random.Random
) -> Iterator[list[tuple[frozenset[int], str]]]:
    held: list[tuple[frozenset[int], str]] = []
    for paragraph in paragraphs:
        held += paragraph
        if chance.random() < damage.broken_borders:
            continue
        if len(held) > 1 and chance.random() < damage.broken_borders:
            at = chance.randint(1, len(held) - 1)
            yield held[:at]
            held = held[at:]
        yield held
        held = []
    if held:
        yield held


@dataclass
class Tally:
    """Pairs of lines: in truth, as joined, right ones; the same for joints without doubt."""

    true: int = 0
    joined: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0

    def add(self, document: Document, target: Text, source: Text) -> None:
        _, targets = target.written()
        _, sources = source.written()
        known = {n for _, _, lines in sources for n in lines}
        truth = {(n, n) for _, _, lines in targets for n in lines if n in known}
        pairs: dict[tuple[object, int], float] = {}
        for segment in document.segments:
            for joint in segment.joints:
                if not (joint.target and joint.source):
                    continue
                span = segment.to_document(joint.target.start, joint.target.end)
                ours = _lines(targets, span.start, span.end)
                start = segment.source_start + joint.source.start
                theirs = _lines(sources, start, segment.source_start + joint.source.end)
                for theirs_n in (n for lines in theirs for n in lines):
                    mine = {n for lines in ours for n in lines} or {None}
                    hit = theirs_n if theirs_n in mine else min(mine, key=str)
                    key = (hit, theirs_n)
                    pairs[key] = min(joint.doubt, pairs.get(key, 1.0))
        self.true += len(truth)
        self.joined += len(pairs)
        self.right += len(truth & pairs.keys())
        self.sure += sum(doubt < DOUBTFUL for doubt in pairs.values())
        self.sure_right += sum(d < DOUBTFUL for p, d in pairs.items() if p in truth)


def _lines(
    places: Sequence[tuple[int, int, frozenset[int]]], start: int, end: int
) -> list[frozenset[int]]:
    return [lines for a, b, lines in places if a < end and start < b]


def articles(folder: Path, target: str) -> list[tuple[list[str], list[str]]]:
    english = (folder / target).read_text("utf-8").splitlines()
    russian = (folder / "source.ru").read_text("utf-8").splitlines()
    found, at = [], 0
    for line in (folder / "documents.tsv").read_text("utf-8").splitlines():
        count = int(line.rpartition("\t")[2])
        found.append((english[at : at + count], russian[at : at + count]))
        at += count
    return found


def damaged_documents(
    folder: Path, target: str, damage: Damage, seed: int
) -> list[tuple[Document, Text, Text]]:
    """The articles damaged, read and analysed, with what they were made of."""
    chance = random.Random(seed)
    whole = articles(folder, target)
    strangers = [line for english, _ in whole for line in english]
    sides = [damaged(english, russian, damage, chance, strangers) for english, russian in whole]
    documents = [
        with_source(read_text(ours.written()[0]), source_text(theirs.written()[0]))
        for ours, theirs in sides
    ]
    analysed = Analyser().analyse(documents)
    return [(d, a, b) for d, (a, b) in zip(analysed, sides, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--target", default="reference.A.en")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{'damage':26} pairs  recall  precision   sure: share  precision")
    for damage in DAMAGES:
        tally = Tally()
        for document, ours, theirs in damaged_documents(
            given.folder, given.target, damage, given.seed
        ):
            tally.add(aligned(document), ours, theirs)
        print(
            f"{damage.name:26} {tally.true:5}  {tally.right / tally.true:6.3f}  "
            f"{tally.right / tally.joined:9.3f}   {tally.sure / tally.joined:11.3f}  "
            f"{tally.sure_right / tally.sure:9.3f}"
        )


if __name__ == "__main__":
    main()
