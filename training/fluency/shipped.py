"""The model that ships, read back to be trained on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.fluency import base
from training.fluency.base import STORED_ROWS, STORED_SCALE

MATRIX = re.compile(r"onnx::MatMul_(\d+)_quantized")
LAYERS = 12
IN_LAYER = (
    "attention.attn.q",
    "attention.attn.k",
    "attention.attn.v",
    "attention.attn.o",
    "intermediate.dense",
    "output.dense",
)


def stored_weights(path: Path, folder: Path) -> dict[str, torch.Tensor]:
    """The weights of a checkpoint, or of a shipped model (``.onnx``)."""
    return shipped_weights(path, folder) if path.suffix == ".onnx" else torch.load(path)


def shipped_weights(path: Path, folder: Path) -> dict[str, torch.Tensor]:
    """Weights of `base.Tagger` by name, made whole from 8 bits.

    Pieces that ``training.fluency.export`` left out have the rows they had at the start, in the
    model of ``folder``. Raises ``KeyError`` for a file that the export has not written.
    """
    model = onnx.load(str(path))
    arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    weights = base.start_model(folder).state_dict()
    found = {name: torch.from_numpy(arrays[name].copy()) for name in weights if name in arrays}
    matrices = sorted(int(match[1]) for name in arrays if (match := MATRIX.fullmatch(name)))
    for name, number in zip(matrix_names(), matrices, strict=True):
        found[name] = whole(arrays, f"onnx::MatMul_{number}_quantized").T.contiguous()
    rows = torch.from_numpy(arrays[STORED_ROWS] * arrays[STORED_SCALE])
    table = weights[base.TABLE].clone()
    numbers = base.vocabulary(folder)
    stored = {entry.key: entry.value for entry in model.metadata_props}["vocabulary"]
    table[[numbers[piece] for piece in stored.split("\n")]] = rows
    return weights | found | {base.TABLE: table}


def matrix_names() -> list[str]:
    """Names of the matrices, in the order the network multiplies them."""
    layers = [
        f"encoder.encoder.layer.{n}.{part}.weight" for n in range(LAYERS) for part in IN_LAYER
    ]
    return [*layers, "classifier.weight"]


def whole(arrays: dict[str, NDArray[Any]], name: str) -> torch.Tensor:
    """A stored 8-bit matrix in full precision; a scale for each column or one for all.

    Those that are multiplied in 32 bits have no zero point.
    """
    kept = name.removesuffix("_quantized")
    zeros = {f"{kept}_zero_point": np.zeros((), np.int8)}
    values, scale, zero = (
        torch.from_numpy((zeros | arrays)[f"{kept}_{part}"].astype("float32").copy())
        for part in ("quantized", "scale", "zero_point")
    )
    return (values - zero) * scale
