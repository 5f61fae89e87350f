"""Write the fluency model that ships: `python -m training.fluency.export CHECKPOINT... OUT.onnx`.

Weights are rounded to 8 bits, pieces that no English text has (other scripts, unused ones) are
left out. What comes out of the widest layers is multiplied in 32 bits: a few of its numbers are
far larger than the rest, and a scale of 8 bits that holds them loses the others. The vocabulary
goes into the file's metadata, the table of the pieces into a file beside it, ``OUT-pieces.bin``,
so that neither is too large for a repository.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.fluency import base
from training.fluency.shipped import stored_weights

LAST_LATIN = 0x24F
SIGNS = (0x2000, 0x20CF)
STEPS = 127
BEHIND_WIDEST = re.compile(r"/encoder/encoder/layer\.\d+/output/dense/MatMul")


def in_8_bits(matrix: torch.Tensor, along: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix of whole numbers, and the scales that are the same along a dimension."""
    scale = matrix.abs().amax(dim=along, keepdim=True).clamp(min=1e-6) / STEPS
    return (matrix / scale).round().to(torch.int8), scale


class RoundedTable(nn.Module):
    """The table of pieces in 8 bits, each row with a scale of its own."""

    def __init__(self, rows: torch.Tensor) -> None:
        super().__init__()
        rounded, scale = in_8_bits(rows, along=1)
        self.register_buffer("rows", rounded)
        self.register_buffer("scale", scale)

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        return self.rows[pieces].float() * self.scale[pieces]


def is_english(piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    return all(ord(c) <= LAST_LATIN or SIGNS[0] <= ord(c) <= SIGNS[1] for c in piece)


def pruned(network: base.Tagger, vocabulary: dict[str, int]) -> list[str]:
    """Leave out what is never read; gives the vocabulary that is left."""
    kept = [(piece, number) for piece, number in vocabulary.items() if is_english(piece)]
    kept.sort(key=lambda entry: entry[1])
    table = network.encoder.embeddings.word_embeddings.weight.data
    rows = table[[number for _, number in kept]]
    network.encoder.embeddings.word_embeddings = RoundedTable(rows)
    return [piece for piece, _ in kept]


def export(network: base.Tagger, vocabulary: dict[str, int], out: Path) -> None:
    pieces = pruned(network.eval(), vocabulary)
    example = torch.randint(5, 1000, (1, 12)), torch.randint(0, 4, (1, 12))
    names = ["pieces", "cases"], ["logits"]
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            network,
            example,
            str(whole),
            input_names=names[0],
            output_names=names[1],
            dynamic_axes={name: {1: "length"} for name in names[0] + names[1]},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            small,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=[node.name for node in kept_whole(onnx.load(str(whole)))],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        model = onnx.load(str(small))
    store_in_8_bits(model)
    entry = model.metadata_props.add()
    entry.key, entry.value = "vocabulary", "\n".join(pieces)
    table = next(t for t in model.graph.initializer if t.name == base.STORED_ROWS)
    beside = out.with_name(f"{out.stem}-pieces.bin")
    beside.unlink(missing_ok=True)
    set_external_data(table, beside.name)
    onnx.save(model, str(out))
    beside.chmod(out.stat().st_mode)


def kept_whole(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The multiplications that stay in 32 bits."""
    return [node for node in model.graph.node if BEHIND_WIDEST.fullmatch(node.name)]


def store_in_8_bits(model: onnx.ModelProto) -> None:
    """Put the matrices of ``kept_whole`` in 8 bits into the file, a scale for each column.

    ONNX Runtime makes them whole again when it loads the model.
    """
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    for node in kept_whole(model):
        name = node.input[1]
        matrix = torch.from_numpy(numpy_helper.to_array(stored[name]).copy())
        rounded, scale = (part.numpy() for part in in_8_bits(matrix, along=0))
        graph.initializer.remove(stored[name])
        graph.initializer.append(numpy_helper.from_array(rounded, f"{name}_quantized"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}_scale"))
        cast = helper.make_node(
            "Cast", [f"{name}_quantized"], [f"{name}_cast"], to=TensorProto.FLOAT
        )
        times = helper.make_node("Mul", [f"{name}_cast", f"{name}_scale"], [name])
        graph.node.insert(0, times)
        graph.node.insert(0, cast)


def mean(weights: list[torch.Tensor], shares: list[float]) -> torch.Tensor:
    """The mean of several trainings generalises better than each (Wortsman et al. 2022)."""
    if not weights[0].is_floating_point():
        return weights[0]
    return sum(w.float() * s for w, s in zip(weights, shares, strict=True)) / sum(shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("checkpoint", type=Path, nargs="+", help="of several the mean is taken")
    parser.add_argument("out", type=Path)
    parser.add_argument("--shares", type=float, nargs="+", help="of each in the mean")
    given = parser.parse_args()
    network = base.start_model(given.base)
    stored = [stored_weights(path, given.base) for path in given.checkpoint]
    shares = given.shares or [1.0] * len(stored)
    network.load_state_dict({name: mean([s[name] for s in stored], shares) for name in stored[0]})
    export(network, base.vocabulary(given.base), given.out)


if __name__ == "__main__":
    main()
