"""Everything the fluency model learns from, drawn anew for every round."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_words import WordPiece, case, units
from training.fluency import sources
from training.fluency.garbled import Garbler
from training.fluency.marks import BROKEN, UNKNOWN, Marked, in_parts, joined
from training.fluency.names import Names
from training.fluency.slips import Slips
from training.garble import form_table
from training.inversions import inverted

if TYPE_CHECKING:
    from spacy.tokens import Doc

OWN = Path(__file__).with_name("sound.txt")
WRITTEN = Path(__file__).with_name("written")
MARKS = Path(__file__).with_name("marks.jsonl")
WRITTEN_SHARE = 2  # times a round has each passage
MARKED_SHARE = 3  # times a round has each marked translation
MOST_PIECES = 95  # and the last: a whole number of eights
IGNORED = -100
T = TypeVar("T")
ANY = 100  # label of a word that is broken in a way nobody has told


@dataclass(frozen=True, slots=True)
class Row:
    """A text for the network: numbers of its pieces, case and label of each, its weight."""

    pieces: list[int]
    cases: list[int]
    labels: list[int]
    weight: float


class Material:
    """Sound, garbled, reordered, post-edited English, and passages written to be learned from."""

    def __init__(
        self, native: list[Doc], reordered: Path, edits: Path, translations: Path, seed: int
    ) -> None:
        rng = random.Random(seed)
        self._native = native
        slips = Slips(native, sources.foreign_words(rng, 3000))
        self._garbler = Garbler(form_table(native), slips, Names())
        self._reordered, originals = sources.reordered(reordered)
        self._edited = list(sources.post_edits(edits, "train"))
        self._rules = list(sources.rule_examples())
        self._folders = translations, edits
        own = [Marked(line) for line in OWN.read_text("utf-8").splitlines()]
        turned = [Marked(t) for doc in native if (t := inverted(doc[:], rng)) is not None]
        self._human = list(sources.references(translations, MARKS))
        self._sound = originals + own * 3 + self._human + rng.sample(turned, min(1500, len(turned)))

    def round(self, rng: random.Random) -> list[Marked]:
        """One round: every native text once, half of them broken, and the rest by share."""
        texts: list[Marked] = []
        at = 0
        while at < len(self._native):
            size = rng.choice((1, 1, 2, 3))
            docs = self._native[at : at + size]
            at += size
            spoil = rng.random() < 0.75
            texts.append(
                joined(
                    [
                        self._garbler.broken(doc, rng)
                        if spoil and rng.random() < 0.7
                        else self._garbler.sound(doc, rng)
                        for doc in docs
                    ]
                )
            )
        others = self._reordered + self._sound + self._rules
        texts += others + rng.sample(self._edited, len(self._edited) // 3)
        for _ in range(WRITTEN_SHARE):
            texts += paragraphs(list(sources.passages(*written(WRITTEN))), rng)
        for _ in range(MARKED_SHARE):
            texts += paragraphs(list(sources.marked_translations(*self._folders, MARKS)), rng)
        rng.shuffle(texts)
        return texts

    def short_round(self, rng: random.Random) -> list[Marked]:
        """What a model goes on with: some 100 batches, as the product reads them.

        Nearly half of its texts are translations read twice; the rest is drawn from all there
        is, so that it is not forgotten.
        """
        once, twice = (
            list(sources.marked_translations(*self._folders, MARKS, readings))
            for readings in (1, 2)
        )
        passages = list(sources.passages(*written(WRITTEN)))
        texts = paragraphs(some(twice, 2200, rng) + some(once, 250, rng), rng)
        texts += paragraphs(some(passages, 900, rng), rng)
        texts += [Marked(text.text, weight=0.5) for text in some(self._human, 200, rng)]
        texts = [part for text in texts for part in in_parts(text)]
        texts += [self._garbler.sound(doc, rng) for doc in some(self._native, 600, rng)]
        texts += [self._garbler.broken(doc, rng) for doc in some(self._native, 150, rng)]
        texts += some(self._sound, 250, rng) + some(self._rules, 200, rng)
        texts += some(self._reordered, 150, rng)
        rng.shuffle(texts)
        return texts


def written(folder: Path) -> list[Path]:
    """The files of passages in a folder."""
    return sorted(folder.glob("*.txt"))


def some(texts: Sequence[T], number: int, rng: random.Random) -> list[T]:
    """So many of the texts drawn by lot, or all."""
    return rng.sample(texts, min(number, len(texts)))


def paragraphs(passages: list[Marked], rng: random.Random) -> list[Marked]:
    """The passages in a new order, some of them two or three to a paragraph."""
    rng.shuffle(passages)
    found: list[Marked] = []
    at = 0
    while at < len(passages):
        size = rng.choice((1, 1, 1, 2, 3))
        found.append(joined(passages[at : at + size]))
        at += size
    return found


def rows(texts: Iterable[Marked], words: WordPiece, first: int, last: int) -> list[Row]:
    """The texts as pieces between ``first`` and ``last``, cut at the longest that is learned."""
    result = []
    for text in texts:
        pieces, cases, labels = [first], [0], [IGNORED]
        for unit in units(text.text):
            label = int(Kind.SOUND)
            for start, end, kind in text.marks:
                if unit.start < end and start < unit.end:
                    label = {BROKEN: ANY, UNKNOWN: IGNORED}.get(kind, kind)
                    break
            numbers = words.pieces(unit.text)
            pieces += numbers
            cases += [case(unit.text)] * len(numbers)
            labels += [label] + [IGNORED] * (len(numbers) - 1)
        cut = slice(MOST_PIECES)
        result.append(
            Row([*pieces[cut], last], [*cases[cut], 0], [*labels[cut], IGNORED], text.weight)
        )
    return result
