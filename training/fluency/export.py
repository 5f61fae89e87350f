"""Write the fluency model that ships: `python -m training.fluency.export CHECKPOINT... OUT.onnx`.

Weights are rounded to 8 bits, pieces that no English text has (other scripts, unused ones) are
left out, the vocabulary goes into the file's metadata.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from mtcheck.language.fluency_kinds import Kind
from training.fluency import base

LAST_LATIN = 0x24F
SIGNS = (0x2000, 0x20CF)


class Tagger(nn.Module):
    """The network with one input and one output, as ONNX wants them."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.network(input_ids).logits


def is_english(piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    return all(ord(c) <= LAST_LATIN or SIGNS[0] <= ord(c) <= SIGNS[1] for c in piece)


def pruned(network) -> list[str]:
    """Leave out what is never read; gives the vocabulary that is left."""
    kept = [(piece, number) for piece, number in base.vocabulary().items() if is_english(piece)]
    kept.sort(key=lambda entry: entry[1])
    table = network.distilbert.embeddings.word_embeddings.weight.data
    rows = table[[number for _, number in kept]]
    network.distilbert.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows)
    return [piece for piece, _ in kept]


def export(network, out: Path) -> None:
    vocabulary = pruned(network.eval())
    example = torch.randint(5, 1000, (1, 12))
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            Tagger(network),
            (example,),
            str(whole),
            input_names=["input_ids"],
            output_names=["logits"],
            dynamic_axes={name: {1: "pieces"} for name in ("input_ids", "logits")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        model = onnx.load(str(small))
    entry = model.metadata_props.add()
    entry.key, entry.value = "vocabulary", "\n".join(vocabulary)
    onnx.save(model, str(out))


def mean(weights: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack(weights).mean(dim=0) if len(weights) > 1 else weights[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkpoint", type=Path, nargs="+", help="of several the mean is taken")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    network = base.start_model(len(Kind))
    stored = [torch.load(path) for path in given.checkpoint]
    network.load_state_dict({name: mean([s[name] for s in stored]) for name in stored[0]})
    export(network, given.out)


if __name__ == "__main__":
    main()
