"""The network of `mtcheck.language.junctions` in JAX, for training: same layers, same arithmetic.

Texts are packed end to end into rows of `TOKENS`, with a gap wider than the reach of the network
between them, so that one compiled function serves every batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
import optax

from mtcheck.language.junctions import (
    DILATIONS,
    DISTANCES,
    FLAGS,
    TENSOR_WIDTH,
    Features,
    JunctionClass,
    Vocabulary,
)

TOKENS = 4096
GAP = sum(DILATIONS) + 1
DENSE = TENSOR_WIDTH + len(FLAGS)
HIDDEN = 112
PAIR = 64
WIDTHS = {"tag": 16, "arc": 16, "word": 32, "distance": 8, "head_tag": 16, "head_arc": 16}
UNKNOWN = -1

Layers = dict[str, jax.Array]
Batch = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Features of a text, the class of each junction (`UNKNOWN` = not judged), and its place.

    `starts` and `ends` are character offsets of the tokens.
    """

    features: Features
    classes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray


def initial(vocabulary: Vocabulary, seed: int) -> Layers:
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 32))
    sizes = {"tag": len(vocabulary.tags), "arc": len(vocabulary.arcs)}
    sizes |= {"word": len(vocabulary.words), "distance": len(DISTANCES)}
    sizes |= {"head_tag": sizes["tag"], "head_arc": sizes["arc"]}
    layers = {
        name: jax.random.normal(next(keys), (sizes[name] + 1, width)) * (width**-0.25)
        for name, width in WIDTHS.items()
    }
    shapes = {"0": (DENSE + sum(WIDTHS.values()), HIDDEN)}
    shapes |= {str(i): (3 * HIDDEN, HIDDEN) for i in range(1, len(DILATIONS) + 1)}
    shapes |= {"_pair": (2 * HIDDEN, PAIR), "_class": (PAIR, len(JunctionClass))}
    for name, shape in shapes.items():
        layers[f"w{name}"] = jax.random.normal(next(keys), shape) * shape[0] ** -0.5
        layers[f"b{name}"] = jnp.zeros(shape[1])
    return layers


def dropped(values: jax.Array, rate: float, key: jax.Array | None) -> jax.Array:
    if key is None:
        return values
    return values * jax.random.bernoulli(key, 1 - rate, values.shape) / (1 - rate)


def shifted(rows: jax.Array, by: int) -> jax.Array:
    padding = ((by, 0), (0, 0)) if by > 0 else ((0, -by), (0, 0))
    padded = jnp.pad(rows, padding)
    return padded[: len(rows)] if by > 0 else padded[-len(rows) :]


def normalised(hidden: jax.Array) -> jax.Array:
    return hidden / jnp.sqrt(jnp.mean(hidden**2, axis=1, keepdims=True) + 1e-5)


def logits(layers: Layers, batch: Batch, key: jax.Array | None = None) -> jax.Array:
    """Shape (TOKENS, classes); with a key, words and units are dropped out."""
    keys = [None] * 8 if key is None else list(jax.random.split(key, 8))
    real = batch["real"][:, None]
    words = batch["words"]
    if keys[0] is not None:
        words = jnp.where(jax.random.bernoulli(keys[0], 0.1, words.shape), 0, words)
    parts = [
        layers["tag"][batch["tags"]],
        layers["arc"][batch["arcs"]],
        layers["word"][words],
        layers["distance"][batch["distances"]],
        layers["head_tag"][batch["tags"][batch["heads"]]],
        layers["head_arc"][batch["arcs"][batch["heads"]]],
        dropped(jnp.asarray(batch["dense"]), 0.1, keys[1]),
    ]
    hidden = jax.nn.relu(jnp.concatenate(parts, axis=1) @ layers["w0"] + layers["b0"]) * real
    for number, dilation in enumerate(DILATIONS, start=1):
        scaled = dropped(normalised(hidden), 0.2, keys[number + 1]) * real
        window = [shifted(scaled, dilation), scaled, shifted(scaled, -dilation)]
        mixed = jnp.concatenate(window, axis=1) @ layers[f"w{number}"] + layers[f"b{number}"]
        hidden = (hidden + jax.nn.relu(mixed)) * real
    scaled = normalised(hidden) * real
    pair = jnp.concatenate([shifted(scaled, 1), scaled], axis=1)
    top = jax.nn.relu(pair @ layers["w_pair"] + layers["b_pair"])
    return top @ layers["w_class"] + layers["b_class"]


def packed(texts: Sequence[Labelled], order: Sequence[int]) -> Iterator[list[int]]:
    """Indices of the texts that fill one batch; texts longer than a batch are left out."""
    batch: list[int] = []
    used = 0
    for index in order:
        length = len(texts[index].classes)
        if not 0 < length <= TOKENS - GAP:
            continue
        if used + length + GAP > TOKENS:
            yield batch
            batch, used = [], 0
        batch.append(index)
        used += length + GAP
    if batch:
        yield batch


def assembled(texts: Sequence[Labelled], indices: Sequence[int], scale: np.ndarray) -> Batch:
    names = ("tags", "arcs", "words", "heads", "distances")
    batch = {name: np.zeros(TOKENS, np.int32) for name in names}
    batch["dense"] = np.zeros((TOKENS, DENSE), np.float32)
    batch["real"] = np.zeros(TOKENS, np.float32)
    batch["classes"] = np.full(TOKENS, UNKNOWN, np.int32)
    at = 0
    for index in indices:
        text = texts[index]
        place = slice(at, at + len(text.classes))
        for name in names:
            batch[name][place] = getattr(text.features, name)
        batch["heads"][place] += at
        batch["dense"][place] = text.features.dense * scale
        batch["real"][place] = 1
        batch["classes"][place] = text.classes
        at = place.stop + GAP
    return batch


def loss(layers: Layers, batch: Batch, key: jax.Array) -> jax.Array:
    """Mean cross-entropy of the judged junctions."""
    scores = jax.nn.log_softmax(logits(layers, batch, key))
    judged = (batch["classes"] >= 0) * batch["real"]
    wanted = jnp.maximum(batch["classes"], 0)[:, None]
    picked = jnp.take_along_axis(scores, wanted, axis=1)[:, 0]
    return -(picked * judged).sum() / judged.sum()


def trained(
    layers: Layers,
    texts: Sequence[Labelled],
    scale: np.ndarray,
    steps: int,
    rate: float,
    seed: int,
) -> Layers:
    """Layers after `steps` batches of AdamW, averaged over the last ones (Polyak averaging)."""
    schedule = optax.warmup_cosine_decay_schedule(
        0, rate, max(1, min(200, steps // 10)), steps, rate * 0.03
    )
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01)
    )
    keep = 1 - 1 / min(300, max(2, steps / 5))

    @jax.jit
    def step(layers, average, state, batch, key):  # type: ignore[no-untyped-def]
        value, slopes = jax.value_and_grad(loss)(layers, batch, key)
        updates, state = optimiser.update(slopes, state, layers)
        layers = optax.apply_updates(layers, updates)
        average = jax.tree.map(lambda a, b: a * keep + b * (1 - keep), average, layers)
        return layers, average, state, value

    rng, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    state, average, done = optimiser.init(layers), layers, 0
    while done < steps:
        for indices in packed(texts, rng.permutation(len(texts)).tolist()):
            key, own = jax.random.split(key)
            batch = assembled(texts, indices, scale)
            layers, average, state, value = step(layers, average, state, batch, own)
            done += 1
            if done % 200 == 0:
                print(f"step {done} of {steps}: loss {float(value):.4f}", flush=True)
            if done == steps:
                break
    return average


@jax.jit
def probabilities(layers: Layers, batch: Batch) -> jax.Array:
    return jax.nn.softmax(logits(layers, batch))


def predicted(layers: Layers, texts: Sequence[Labelled], scale: np.ndarray) -> list[np.ndarray]:
    """Class probabilities of every text, each of shape (n, classes)."""
    result = [np.zeros((len(text.classes), len(JunctionClass)), np.float32) for text in texts]
    for indices in packed(texts, range(len(texts))):
        rows, at = np.asarray(probabilities(layers, assembled(texts, indices, scale))), 0
        for index in indices:
            length = len(texts[index].classes)
            result[index] = rows[at : at + length]
            at += length + GAP
    return result
