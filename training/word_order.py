"""Train the word-order model: `python -m training.word_order --help`.

Two stages. First the network learns from sound English (native text, human post-edits) and the
same sentences garbled by `training.garble`; then from English that was put into Russian order by
word alignment, mixed with the first. Cross-validation repeats the second stage, by sentence and
by origin. The weights go to one .npz with the hashes of the data, the settings and the figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar, cast

import numpy as np

from mtcheck.language.english import MODEL_REQUIREMENT
from training import network
from training.material import Material, Settings, prepared
from training.network import Layers
from training.validation import by_origin, folds, second_stage, validated

T = TypeVar("T")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reordered", type=Path, required=True, help="reordered.jsonl")
    parser.add_argument("--native", type=Path, required=True, help="one sentence a line")
    parser.add_argument("--edited", type=Path, nargs="*", default=[], help="post-edits, tokenised")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--work", type=Path, help="folder that keeps material and first stage")
    parser.add_argument("--first-steps", type=int, default=Settings().first_steps)
    parser.add_argument("--second-steps", type=int, default=Settings().second_steps)
    parser.add_argument("--no-validation", action="store_true", help="skip cross-validation")
    return parser.parse_args()


def written(out: Path, layers: Layers, material: Material, metadata: object) -> None:
    """Half-precision weights, the vocabulary, and the metadata as one JSON string."""
    arrays = {name: np.asarray(layer).astype(np.float16) for name, layer in layers.items()}
    arrays["scale"] = material.scale
    for kind in ("tags", "arcs", "words"):
        arrays[f"vocabulary_{kind}"] = getattr(material.vocabulary, kind)
    np.savez_compressed(out, metadata=np.array(json.dumps(metadata)), **arrays)


def fingerprints(args: argparse.Namespace) -> list[dict[str, str]]:
    paths = [args.reordered, args.native, *args.edited]
    return [
        {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in paths
    ]


def kept(folder: Path | None, name: str, make: Callable[[], T]) -> T:
    """What `make` gives; from the folder, if an earlier run with one left it there."""
    if folder is None:
        return make()
    path = folder / f"{name}.pickle"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(make()))
    return cast("T", pickle.loads(path.read_bytes()))


def first_stage(material: Material, settings: Settings) -> Layers:
    texts = material.native + material.edited
    texts += material.native_garbled + material.edited_garbled
    layers = network.initial(material.vocabulary, settings.seed)
    rate, steps = settings.first_rate, settings.first_steps
    return network.trained(layers, texts, material.scale, steps, rate, settings.seed)


def main() -> None:
    args = arguments()
    settings = Settings(first_steps=args.first_steps, second_steps=args.second_steps)
    material = kept(
        args.work,
        "material",
        lambda: prepared(args.native, args.edited, args.reordered, settings),
    )
    first = kept(args.work, "first-stage", lambda: first_stage(material, settings))
    everything = range(len(material.pairs))
    final = second_stage(first, material, everything, settings, settings.seed)
    metadata = {
        "pipeline": MODEL_REQUIREMENT,
        "data": fingerprints(args),
        "settings": asdict(settings),
        "seed": settings.seed,
        "cross_validation": {},
    }
    written(args.out, final, material, metadata)
    if not args.no_validation:
        metadata["cross_validation"] = {
            "by sentence": validated(first, material, folds(material, settings), settings),
            "by origin": validated(first, material, by_origin(material), settings),
        }
        written(args.out, final, material, metadata)


if __name__ == "__main__":
    main()
