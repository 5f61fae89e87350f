"""How well the word-order model does on reordered sentences it has not seen."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np

from mtcheck.language.junctions import BROKEN, in_long_sentences
from training import network
from training.corpus import Example
from training.material import Material, Settings
from training.network import Labelled, Layers

FALSE_ALARM_RATES = (0.002, 0.005, 0.01, 0.015, 0.02)


def second_stage(
    layers: Layers, material: Material, chosen: Sequence[int], settings: Settings, seed: int
) -> Layers:
    rng = random.Random(seed)

    def some(texts: list[Labelled], most: int) -> list[Labelled]:
        return rng.sample(texts, min(most, len(texts)))

    texts = [material.pairs[i][k] for i in chosen for k in (1, 3)] * 2
    texts += material.native + some(material.native_garbled, 5000)
    texts += material.edited + some(material.edited_garbled, 2000)
    return network.trained(
        layers, texts, material.scale, settings.second_steps, settings.second_rate, seed
    )


def scores(text: Labelled, classes: np.ndarray) -> np.ndarray:
    """What `mtcheck.language.word_order.disorder` gives for the text."""
    return classes[:, BROKEN].sum(axis=1) * in_long_sentences(text.features)


def on_moved(example: Example, text: Labelled) -> np.ndarray:
    """Junctions of which a finding would overlap a moved span."""
    inside = np.zeros(len(text.starts), bool)
    for start, end in example.spans:
        inside |= (text.starts < end) & (text.ends > start)
    touched = inside.copy()
    touched[1:] |= inside[:-1]
    return touched


def validated(
    layers: Layers, material: Material, tests: Iterable[Sequence[int]], settings: Settings
) -> list[dict[str, float]]:
    """Share of reordered sentences found at given shares of originals flagged, held out."""
    found: list[float] = []
    false: list[float] = []
    for number, test in enumerate(tests):
        held = set(test)
        rest = [i for i in range(len(material.pairs)) if i not in held]
        model = second_stage(layers, material, rest, settings, number)
        for kind, best in ((1, found), (3, false)):
            texts = [material.pairs[i][kind] for i in test]
            for i, classes in zip(
                test, network.predicted(model, texts, material.scale), strict=True
            ):
                example, text = material.pairs[i][kind - 1], material.pairs[i][kind]
                values = scores(text, classes)
                if kind == 1:
                    values = values[on_moved(example, text)]
                best.append(float(values.max(initial=0)))
    return figures(np.array(found), np.sort(false)[::-1])


def figures(found: np.ndarray, false: np.ndarray) -> list[dict[str, float]]:
    rows = []
    for rate in FALSE_ALARM_RATES:
        limit = float(false[int(rate * len(false))])
        share = float((found > limit).mean())
        rows.append({"originals": rate, "threshold": round(limit, 3), "found": round(share, 3)})
        print(rows[-1], flush=True)
    return rows


def folds(material: Material, settings: Settings) -> list[list[int]]:
    groups = sorted({pair[0].group for pair in material.pairs})
    random.Random(settings.seed).shuffle(groups)
    fold = {group: number % settings.folds for number, group in enumerate(groups)}
    numbers = [fold[pair[0].group] for pair in material.pairs]
    return [[i for i, n in enumerate(numbers) if n == k] for k in range(settings.folds)]


def by_origin(material: Material) -> list[list[int]]:
    origins = [pair[0].origin for pair in material.pairs]
    return [[i for i, o in enumerate(origins) if o == name] for name in sorted(set(origins))]
