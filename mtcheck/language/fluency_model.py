"""The network that tells broken words from sound ones, and its one file.

A DistilBERT (Sanh et al. 2019) with 8-bit weights, trained by ``training/fluency``, run by ONNX
Runtime. The vocabulary is in the file's metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_words import WordPiece
from mtcheck.model import DetectorUnavailable
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]

REMEDY = "reinstall mtcheck"
THREADS = 2
PIECES_A_BATCH = 1500
MOST_PIECES = 500  # of a text; the encoder knows 512 places
_loading = Lock()


class FluencyModel:
    """The loaded network; safe to use from several threads."""

    def __init__(self, session: InferenceSession) -> None:
        vocabulary = session.get_modelmeta().custom_metadata_map["vocabulary"].split("\n")
        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._session = session
        self._words = WordPiece(numbers)
        self._first, self._last = numbers["[CLS]"], numbers["[SEP]"]

    def probabilities(self, texts: Sequence[Sequence[str]]) -> list[Floats]:
        """Probability of each `Kind` for each unit of each text: shape (n_units, n_kinds).

        Texts are lists of normalised units and are read together where they are of like
        length. What lies beyond 500 pieces of a text counts as sound.
        """
        read = [self._read(text) for text in texts]
        found: list[Floats] = [np.zeros((0, len(Kind)), np.float32)] * len(texts)
        for batch in _batches([len(pieces) for pieces, _ in read]):
            logits = self._run([read[number][0] for number in batch])
            for number, rows in zip(batch, logits, strict=True):
                found[number] = _of_units(rows, read[number][1], len(texts[number]))
        return found

    def _read(self, text: Sequence[str]) -> tuple[list[int], list[int]]:
        """Numbers of the pieces, and at which of them each unit begins."""
        pieces, starts = [self._first], []
        for unit in text:
            numbers = self._words.pieces(unit)
            if len(pieces) + len(numbers) > MOST_PIECES:
                break
            starts.append(len(pieces))
            pieces += numbers
        return [*pieces, self._last], starts

    def _run(self, texts: list[list[int]]) -> Floats:
        longest = max(map(len, texts))
        ids = np.zeros((len(texts), longest), np.int64)
        mask = np.zeros((len(texts), longest), np.int64)
        for row, pieces in enumerate(texts):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        (logits,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(logits, np.float32)


@lru_cache(maxsize=4)
def _loaded(path: Path) -> FluencyModel:
    if not path.is_file():
        raise DetectorUnavailable(f"its model {path} is missing", REMEDY)
    try:
        import onnxruntime
    except ImportError as error:
        raise DetectorUnavailable(
            f"ONNX Runtime cannot be loaded ({error})", "python -m pip install onnxruntime"
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        return FluencyModel(session)
    except Exception as error:  # ONNX Runtime's own exceptions have no common base
        reason = str(error).partition("\n")[0]
        raise DetectorUnavailable(f"its model {path} cannot be read ({reason})", REMEDY) from None


def load_model(path: Path | None = None) -> FluencyModel:
    """The model, read once; ``path`` is by default the one that ships.

    Raises ``DetectorUnavailable`` when the file or ONNX Runtime is missing or damaged.
    """
    with _loading:
        return _loaded(path or rules_dir() / "models" / "fluency.onnx")


def _batches(lengths: list[int]) -> list[list[int]]:
    """Numbers of texts to read together, of like length, few enough pieces each."""
    batches: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or (len(batches[-1]) + 1) * lengths[number] > PIECES_A_BATCH:
            batches.append([])
        batches[-1].append(number)
    return batches


def _of_units(logits: Floats, starts: list[int], units: int) -> Floats:
    """Softmax of the first piece of each unit; sound where nothing was read."""
    rows = logits[starts]
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    result = np.zeros((units, len(Kind)), np.float32)
    result[:, Kind.SOUND] = 1.0
    result[: len(starts)] = powers / powers.sum(axis=1, keepdims=True)
    return result
