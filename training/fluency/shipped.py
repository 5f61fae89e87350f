"""The model that ships, read back to be trained on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from mtcheck.language.fluency_kinds import Kind
from training.fluency import base

MATRIX = re.compile(r"onnx::MatMul_(\d+)_quantized")
QUANTIZED = re.compile(r"network\.(.+)_quantized")
LAYERS = 6
IN_LAYER = (
    "attention.q_lin",
    "attention.k_lin",
    "attention.v_lin",
    "attention.out_lin",
    "ffn.lin1",
    "ffn.lin2",
)


def shipped_weights(path: Path) -> dict[str, torch.Tensor]:
    """Weights by the names of the Transformers library, made whole from 8 bits.

    Pieces that ``training.fluency.export`` left out have the rows they had at the start.
    Raises ``KeyError`` for a file that the export has not written.
    """
    model = onnx.load(str(path))
    arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    network = base.start_model(len(Kind))
    weights = {name: weight.clone() for name, weight in network.state_dict().items()}
    found = {
        name.removeprefix("network."): torch.from_numpy(array.copy())
        for name, array in arrays.items()
        if name.startswith("network.") and name.endswith((".weight", ".bias"))
    }
    found |= {
        match[1]: whole(arrays, name) for name in arrays if (match := QUANTIZED.fullmatch(name))
    }
    matrices = sorted(int(match[1]) for name in arrays if (match := MATRIX.fullmatch(name)))
    for name, number in zip(matrix_names(), matrices, strict=True):
        found[name] = whole(arrays, f"onnx::MatMul_{number}_quantized").T.contiguous()
    return weights | found | {base.TABLE: all_rows(model, weights[base.TABLE], found[base.TABLE])}


def matrix_names() -> list[str]:
    """Names of the matrices, in the order the network multiplies them."""
    layers = [
        f"distilbert.transformer.layer.{n}.{part}.weight"
        for n in range(LAYERS)
        for part in IN_LAYER
    ]
    return [*layers, "classifier.weight"]


def whole(arrays: dict[str, NDArray[Any]], name: str) -> torch.Tensor:
    """A stored 8-bit matrix in full precision; a scale for each column or one for all."""
    kept = name.removesuffix("_quantized")
    values, scale, zero = (
        torch.from_numpy(arrays[f"{kept}_{part}"].astype("float32").copy())
        for part in ("quantized", "scale", "zero_point")
    )
    return (values - zero) * scale


def all_rows(model: onnx.ModelProto, start: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
    """The table of pieces, the shipped rows at their places in the whole vocabulary."""
    numbers = base.vocabulary()
    stored = {entry.key: entry.value for entry in model.metadata_props}["vocabulary"]
    table = start.clone()
    table[[numbers[piece] for piece in stored.split("\n")]] = kept
    return table
