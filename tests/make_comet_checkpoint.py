"""Makes small COMET checkpoints with random weights; run by a Python that has unbabel-comet.

    python make_comet_checkpoint.py FOLDER KIND

KIND is ``xcomet`` (scores and error spans), ``kiwi`` (scores without reference) or ``da``
(scores only beside a reference). The encoder is a BERT of two layers of eight units over a
vocabulary of letters. A checkpoint is what COMET saves: ``checkpoints/model.ckpt`` and
``hparams.yaml`` in the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя.,0123456789"
COMMON = {
    "encoder_model": "BERT",
    "hidden_sizes": [8],
    "batch_size": 2,
    "layer_transformation": "softmax",
    "load_pretrained_weights": False,
    "local_files_only": True,
}


def main(folder: Path, kind: str) -> None:
    import torch
    import yaml
    from comet.models import RegressionMetric, UnifiedMetric, XCOMETMetric

    torch.manual_seed(3)
    encoder = folder / "encoder"
    _encoder(encoder)
    settings = COMMON | {"pretrained_model": str(encoder)}
    if kind == "xcomet":
        settings |= {"word_layer": 2, "error_labels": ["minor", "major", "critical"]}
        model = XCOMETMetric(**settings)
    elif kind == "kiwi":
        model = UnifiedMetric(**settings, word_layer=2, input_segments=["mt", "src"])
    else:
        model = RegressionMetric(**settings)
    (folder / "checkpoints").mkdir(parents=True)
    saved = {
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pytorch-lightning_version": "2.0.0",
    }
    torch.save(saved, folder / "checkpoints" / "model.ckpt")
    identifier = {"xcomet": "xcomet_metric", "kiwi": "unified_metric", "da": "regression_metric"}
    hparams = dict(model.hparams) | {"class_identifier": identifier[kind]}
    (folder / "hparams.yaml").write_text(yaml.safe_dump(hparams), "utf-8")


def _encoder(folder: Path) -> None:
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder.mkdir(parents=True)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [*special, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(words) + "\n", "utf-8")
    BertTokenizerFast(vocab_file=str(vocabulary)).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=512,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
