"""The material of training: texts parsed, labelled, and turned into features."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.language.junctions import FLAGS, JunctionClass, Vocabulary, features
from training import corpus, garble
from training.corpus import Example
from training.inversions import inverted
from training.network import UNKNOWN, Labelled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 80  # words of a native sentence that is used
WORDS_KNOWN = 5000
JUDGED = "\"'“‘"  # signs that may open a sentence; other punctuation tells nothing of order


@dataclass(frozen=True, slots=True)
class Settings:
    seed: int = 0
    garbled_share: float = 0.7
    first_steps: int = 4000
    first_rate: float = 3e-3
    second_steps: int = 800
    second_rate: float = 1e-3
    folds: int = 5
    native_rounds: int = 3
    edited_rounds: int = 2


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled texts of both stages; `reordered` pairs a broken text with its original."""

    vocabulary: Vocabulary
    scale: np.ndarray
    native: list[Labelled]
    native_garbled: list[Labelled]
    edited: list[Labelled]
    edited_garbled: list[Labelled]
    pairs: list[tuple[Example, Labelled, Example, Labelled]]


def sentences(path: Path) -> list[str]:
    lines = [corpus.detokenised(line) for line in corpus.native_lines(path)]
    return [line for line in lines if len(line.split()) < LONGEST]


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def vocabulary_of(docs: Iterable[Doc]) -> Vocabulary:
    tags: set[int] = set()
    arcs: set[int] = set()
    words: Counter[int] = Counter()
    for doc in docs:
        for token in doc:
            tags.add(token.tag)
            arcs.add(token.dep)
            words[token.norm] += not token.is_space
    known = [word for word, _ in words.most_common(WORDS_KNOWN)]
    return Vocabulary(*(np.array(sorted(kind), np.uint64) for kind in (tags, arcs, known)))


def labelled(example: Example, doc: Doc, vocabulary: Vocabulary) -> Labelled:
    (read,) = features([doc], vocabulary)
    tokens = [doc[int(i)] for i in read.tokens]
    starts = np.array([token.idx for token in tokens], np.int64)
    classes = np.zeros(len(tokens), np.int8)
    for at, kind in example.junctions.items():
        place = int(np.searchsorted(starts, at, side="right")) - 1
        character = example.text[at]
        judged = character.isalnum() or character in JUDGED or kind == JunctionClass.FORM
        if place >= 0:
            classes[place] = kind if judged else UNKNOWN
    return Labelled(
        read,
        classes,
        starts,
        starts + np.array([len(token) for token in tokens], np.int64),
    )


def prepared(
    native_path: Path, edited_paths: Sequence[Path], reordered_path: Path, settings: Settings
) -> Material:
    from mtcheck.language.english import load_pipeline

    nlp, rng = load_pipeline(), random.Random(settings.seed)
    native = list(nlp.pipe(sentences(native_path)))
    vocabulary, forms = vocabulary_of(native), garble.form_table(native)
    pairs = list(corpus.reordered(reordered_path))
    taken = {letters(sound.text) for _, sound in pairs}
    lines = [line for path in edited_paths for line in sentences(path)]
    edited = list(nlp.pipe(line for line in lines if letters(line) not in taken))

    def label(examples: Sequence[Example]) -> list[Labelled]:
        docs = nlp.pipe(example.text for example in examples)
        return [labelled(e, d, vocabulary) for e, d in zip(examples, docs, strict=True)]

    def spoil(docs: list[Doc], rounds: int) -> list[Labelled]:
        share = settings.garbled_share
        packs = (corpus.garbled_packs(docs, forms, rng, share) for _ in range(rounds))
        return [text for pack in packs for text in label(pack)]

    sound = label([Example(doc.text) for doc in native[: len(native) // 10]])
    deviations = np.concatenate([text.features.dense for text in sound]).std(axis=0)
    scale = (1 / (deviations + 1e-3)).astype(np.float32)
    scale[-len(FLAGS) :] = 1
    return Material(
        vocabulary,
        scale,
        label(corpus.packs(with_inversions(native, rng), rng)),
        spoil(native, settings.native_rounds),
        label(corpus.packs([Example(doc.text) for doc in edited], rng, most=2)),
        spoil(edited, settings.edited_rounds),
        list(labelled_pairs(nlp, pairs, vocabulary)),
    )


def with_inversions(docs: Iterable[Doc], rng: random.Random) -> list[Example]:
    """The texts as they are, here and there one more in a correct inversion."""
    examples = []
    for doc in docs:
        examples.append(Example(doc.text))
        inversion = inverted(doc[:], rng) if len(doc) else None
        if inversion is not None:
            examples.append(Example(inversion))
    return examples


def labelled_pairs(
    nlp: Language, pairs: list[tuple[Example, Example]], vocabulary: Vocabulary
) -> Iterator[tuple[Example, Labelled, Example, Labelled]]:
    originals = nlp.pipe(sound.text for _, sound in pairs)
    broken_docs = nlp.pipe(broken.text for broken, _ in pairs)
    for (broken, sound), original, doc in zip(pairs, originals, broken_docs, strict=True):
        broken = corpus.with_phrase_level(broken, original)
        yield (
            broken,
            labelled(broken, doc, vocabulary),
            sound,
            labelled(sound, original, vocabulary),
        )
