"""The model that training starts from: MPNet, and the layers of the tagger on top of it.

The folder has ``config.json``, ``model.safetensors`` and ``vocab.txt`` of all-mpnet-base-v2
(Song et al. 2020, fine-tuned by the Sentence Transformers project; Apache-2.0).
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import MPNetConfig, MPNetModel

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_words import Case

DROPOUT = 0.1  # under the classes alone: within the encoder it takes a sixth of the time
TABLE = "encoder.embeddings.word_embeddings.weight"
STORED_ROWS = TABLE.replace("weight", "rows")  # in the model that ships
STORED_SCALE = TABLE.replace("weight", "scale")


class Tagger(nn.Module):
    """The encoder, told of the capitals of its pieces, under a layer of a class for each kind."""

    def __init__(self, config: MPNetConfig) -> None:
        super().__init__()
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(len(Case), config.hidden_size)
        self.drop = nn.Dropout(DROPOUT)
        self.classifier = nn.Linear(config.hidden_size, len(Kind))
        nn.init.normal_(self.case.weight, std=0.02)

    def forward(
        self, pieces: torch.Tensor, cases: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Logits of shape (texts, pieces, kinds); ``mask`` is 0 where there is no piece."""
        words = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.classifier(self.drop(states))


def vocabulary(folder: Path) -> dict[str, int]:
    """WordPiece vocabulary of the model: piece and number."""
    pieces = (folder / "vocab.txt").read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(pieces) if piece}


def start_model(folder: Path) -> Tagger:
    """The encoder with its weights, under new layers. Raises ``ValueError`` for other weights."""
    told = json.loads((folder / "config.json").read_text("utf-8"))
    told |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = Tagger(MPNetConfig(**told))
    weights = {
        name.removeprefix("mpnet."): weight
        for name, weight in load_file(folder / "model.safetensors").items()
    }
    lacking, strange = model.encoder.load_state_dict(weights, strict=False)
    if lacking or any("pooler" not in name and "position_ids" not in name for name in strange):
        raise ValueError(f"weights that do not fit: {lacking} {strange}")
    return model
