"""Train the fluency model: `python -m training.fluency.train --help`.

It starts from the model of `training.fluency.base` and learns to tell sound words from broken
ones, and how they are broken. Checkpoints go to --out; `training.fluency.export` makes the
shipped files.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn import functional

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_model import FIRST, LAST
from mtcheck.language.fluency_words import WordPiece
from training.fluency import base, sources
from training.fluency.marks import Marked
from training.fluency.material import ANY, IGNORED, Material, Row, rows
from training.fluency.shipped import stored_weights

PIECES_A_BATCH = 1600
FROZEN = (base.TABLE,)
BELOW_LAYERS = ("case.", "encoder.embeddings.")
STEP_OF_LENGTH = 8
PADDING = 1  # the number MPNet has for it


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--native", type=Path, nargs="+", required=True, help="a sentence a line")
    parser.add_argument("--reordered", type=Path, required=True, help="reordered.jsonl")
    parser.add_argument("--edits", type=Path, required=True, help="MLQE-PE: a folder of train.*")
    parser.add_argument("--translations", type=Path, required=True, help="WMT21: system.*.en")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--start", type=Path, help="a checkpoint or a shipped model to go on from")
    parser.add_argument("--short", action="store_true", help="short rounds, to go on with a model")
    parser.add_argument("--frozen-layers", type=int, default=0, help="the lowest ones, not learned")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def parsed(paths: list[Path], folder: Path):
    """The native sentences parsed, kept in ``folder``; every fiftieth is left out."""
    import spacy
    from spacy.tokens import DocBin

    from mtcheck.language.english import MODEL

    nlp = spacy.load(MODEL)
    stored = folder / "native.spacy"
    if not stored.exists():
        texts = [line for path in paths for line in sources.native_sentences(path)]
        texts = [line for number, line in enumerate(texts) if number % 50]
        DocBin(
            docs=nlp.pipe(texts),
            attrs=[
                "ORTH",
                "TAG",
                "POS",
                "DEP",
                "HEAD",
                "LEMMA",
                "SPACY",
                "SENT_START",
                "ENT_TYPE",
                "ENT_IOB",
                "MORPH",
            ],
        ).to_disk(stored)
    docs = list(DocBin().from_disk(stored).get_docs(nlp.vocab))
    docs = [doc for doc in docs if sources.is_clean(doc.text)]
    print(len(docs), "native sentences", flush=True)
    return docs


def batches(
    draw: Callable[[], list[Marked]], words: WordPiece, ends: tuple[int, int], rng: random.Random
) -> Iterator[list[Row]]:
    """Batches without end, of texts of like length; ``draw`` gives those of a round."""
    while True:
        texts = draw()
        for at in range(0, len(texts), 4000):
            some = rows(texts[at : at + 4000], words, *ends)
            print(f"{broken_share(some):.3f} of the units are broken", flush=True)
            rng.shuffle(some)
            found = list(of_like_length(some))
            rng.shuffle(found)
            yield from found


def of_like_length(some: list[Row]) -> Iterator[list[Row]]:
    """Batches of few shapes: what is worked out for a shape is kept by the arithmetic."""
    waiting: dict[int, list[Row]] = {}
    for row in some:
        length = padded_length(len(row.pieces))
        waiting.setdefault(length, []).append(row)
        if len(waiting[length]) == PIECES_A_BATCH // length:
            yield waiting.pop(length)
    yield from waiting.values()


def padded_length(pieces: int) -> int:
    return math.ceil(pieces / STEP_OF_LENGTH) * STEP_OF_LENGTH


def broken_share(texts: list[Row]) -> float:
    """What `mtcheck.language.fluency_company` has to know of the material."""
    labels = [label for row in texts for label in row.labels if label != IGNORED]
    return sum(label != Kind.SOUND for label in labels) / len(labels)


class Batch(NamedTuple):
    """Tensors of shape (texts, pieces), and the weight of each text."""

    pieces: torch.Tensor
    cases: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    weights: torch.Tensor


def tensors(batch: list[Row]) -> Batch:
    shape = len(batch), padded_length(max(len(row.pieces) for row in batch))
    pieces, labels = torch.full(shape, PADDING), torch.full(shape, IGNORED)
    cases, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    for number, row in enumerate(batch):
        length = len(row.pieces)
        pieces[number, :length] = torch.tensor(row.pieces)
        cases[number, :length] = torch.tensor(row.cases)
        labels[number, :length] = torch.tensor(row.labels)
        mask[number, :length] = 1
    return Batch(pieces, cases, mask, labels, torch.tensor([row.weight for row in batch]))


def loss_of(logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Cross entropy; of a word broken in an untold way, that of its not being sound."""
    logs = functional.log_softmax(logits.float(), dim=-1)
    told = labels.clamp(0, len(Kind) - 1)
    right = logs.gather(-1, told.unsqueeze(-1)).squeeze(-1)
    broken = logs[..., 1:].logsumexp(dim=-1)
    gain = torch.where(labels == ANY, broken, right)
    counted = (labels != IGNORED) * weights.unsqueeze(-1)
    return -(gain * counted).sum() / counted.sum()


def optimiser_of(network, args: argparse.Namespace):
    """AdamW on all that learns, and its plan: a short rise, then a straight fall.

    It falls with the steps, or with the time where that runs out first. The table of pieces
    does not learn, nor what lies below the frozen layers.
    """
    for name, weight in network.named_parameters():
        weight.requires_grad = name not in FROZEN and not is_frozen(name, args.frozen_layers)
    learning = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    head = [p for n, p in learning if n.startswith("classifier")]
    body = [p for n, p in learning if not n.startswith("classifier")]
    groups = [{"params": body, "lr": args.rate}, {"params": head, "lr": args.rate * 10}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm, began = max(1, args.steps // 20), time.time()

    def share_of_rate(step: int) -> float:
        done = max(step / args.steps, (time.time() - began) / 60 / args.minutes)
        return min((step + 1) / warm, max(0.02, 1 - done))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share_of_rate)


def is_frozen(weight: str, layers: int) -> bool:
    """True for a weight of the lowest so many layers or, when there are any, of what feeds them."""
    layer = re.search(r"\.layer\.(\d+)\.", weight)
    if layer:
        return int(layer[1]) < layers
    return layers > 0 and weight.startswith(BELOW_LAYERS)


def train(network, drawn: Iterator[list[Row]], args: argparse.Namespace) -> None:
    """So many steps, with a checkpoint every 250th and at the end."""
    optimiser, plan = optimiser_of(network, args)
    body = optimiser.param_groups[0]["params"]
    network.train()
    began, mean = time.time(), math.nan
    for step, batch in zip(range(args.steps), drawn, strict=False):
        given = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(given.pieces, given.cases, given.mask)
        loss = loss_of(logits, given.labels, given.weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        plan.step()
        mean = loss.item() if math.isnan(mean) else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            print(step, f"{mean:.4f}", f"{time.time() - began:.0f} s", flush=True)
        if step % 250 == 249:
            torch.save(network.state_dict(), args.out / "fluency.pt")
        if time.time() - began > args.minutes * 60:
            break
    torch.save(network.state_dict(), args.out / "fluency.pt")


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    docs = parsed(args.native, args.out)
    material = Material(docs, args.reordered, args.edits, args.translations, args.seed)
    vocabulary = base.vocabulary(args.base)
    network = base.start_model(args.base)
    if args.start:
        network.load_state_dict(stored_weights(args.start, args.base))
    ends = vocabulary[FIRST], vocabulary[LAST]
    draw = partial(material.short_round if args.short else material.round, rng)
    train(network, batches(draw, WordPiece(vocabulary), ends, rng), args)


if __name__ == "__main__":
    main()
