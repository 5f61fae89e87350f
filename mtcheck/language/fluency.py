"""How sound English sentences are, and which of their words are broken.

`verdicts` gives every word its probabilities, `fluency` every sentence two figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_model import Floats, load_model
from mtcheck.language.fluency_words import Unit, units

SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*\s+(?=[\"“‘«'(\[]?[A-Z0-9])")
UNITS_TOGETHER = 48  # short neighbours are read together, so that they tell of each other
UNITS_AT_MOST = 120


class Verdict(NamedTuple):
    """A text's units and the probability of each `Kind` for each: shape (n_units, n_kinds)."""

    units: list[Unit]
    kinds: Floats

    @property
    def broken(self) -> Floats:
        """How likely each unit is broken, from 0 to 1."""
        return np.asarray(1.0 - self.kinds[:, Kind.SOUND], np.float32)


class Fluency(NamedTuple):
    """How likely the words of a sentence are broken: of all the mean, and the highest.

    Both are from 0 (sound) to 1 (broken). Of sound news ``mean`` is mostly below 0.02 and
    ``worst`` below 0.3; of a sentence with one broken word ``worst`` tells more, of word salad
    ``mean``. A text without words has 0 and 0.
    """

    mean: float
    worst: float


def verdicts(texts: Iterable[str]) -> Iterator[Verdict]:
    """The verdict on each text, in order; offsets of the units are code points of the text.

    Texts of any length. Raises ``DetectorUnavailable`` without the model or ONNX Runtime.
    """
    model = load_model()
    for text in texts:
        parts = read_together(text)
        rows = [model.probabilities([unit.text for unit in part]) for part in parts]
        yield Verdict(
            [unit for part in parts for unit in part],
            np.concatenate(rows) if rows else np.zeros((0, len(Kind)), np.float32),
        )


def fluency(sentences: Sequence[str]) -> list[Fluency]:
    """The figures of each sentence, of a text of several those of all its words.

    Raises as `verdicts` does.
    """
    return [
        Fluency(float(v.broken.mean()), float(v.broken.max())) if v.units else Fluency(0.0, 0.0)
        for v in verdicts(sentences)
    ]


def read_together(text: str) -> list[list[Unit]]:
    """The units of a text in the stretches that are read at once: whole sentences where it goes."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    parts: list[list[Unit]] = []
    sentence: list[Unit] = []
    for unit in units(text):
        if ends and unit.start >= ends[0]:
            _add(parts, sentence)
            sentence = []
            while ends and unit.start >= ends[0]:
                ends.pop(0)
        sentence.append(unit)
    _add(parts, sentence)
    return parts


def _add(parts: list[list[Unit]], sentence: list[Unit]) -> None:
    """Put a sentence to the stretch before it if both are short, else by itself."""
    if not sentence:
        return
    if parts and len(parts[-1]) + len(sentence) <= UNITS_TOGETHER:
        parts[-1] += sentence
        return
    parts += [sentence[at : at + UNITS_AT_MOST] for at in range(0, len(sentence), UNITS_AT_MOST)]
