"""The network that tells broken words from sound ones, and its files.

An MPNet (Song et al. 2020) with 8-bit weights, trained by ``training/fluency``, run by ONNX
Runtime. The vocabulary is in the file's metadata; the table of its pieces is a file beside it.
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
from mtcheck.language.fluency_words import WordPiece, case
from mtcheck.model import DetectorUnavailable
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]

REMEDY = "reinstall mtcheck"
THREADS = 1
MOST_PIECES = 500  # of a text; the encoder knows 512 places
FIRST, LAST = "<s>", "</s>"
_loading = Lock()


class FluencyModel:
    """The loaded network; safe to use from several threads."""

    def __init__(self, session: InferenceSession) -> None:
        vocabulary = session.get_modelmeta().custom_metadata_map["vocabulary"].split("\n")
        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._session = session
        self._words = WordPiece(numbers)
        self._first, self._last = numbers[FIRST], numbers[LAST]

    def probabilities(self, units: Sequence[str]) -> Floats:
        """Probability of each `Kind` for each unit of a text: shape (n_units, n_kinds).

        ``units`` are normalised. A text is read by itself: the scale of the 8-bit arithmetic is
        that of what is read together, so its verdict would else hang on its neighbours. What
        lies beyond 500 pieces counts as sound.
        """
        pieces, cases, starts = self._read(units)
        result = np.zeros((len(units), len(Kind)), np.float32)
        result[:, Kind.SOUND] = 1.0
        if starts:
            read = {"pieces": np.array([pieces], np.int64), "cases": np.array([cases], np.int64)}
            (logits,) = self._session.run(None, read)
            result[: len(starts)] = _softmax(np.asarray(logits, np.float32)[0, starts])
        return result

    def _read(self, units: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Numbers of the pieces, their cases, and at which of them each unit begins."""
        pieces, cases, starts = [self._first], [0], []
        for unit in units:
            numbers = self._words.pieces(unit)
            if len(pieces) + len(numbers) > MOST_PIECES:
                break
            starts.append(len(pieces))
            pieces += numbers
            cases += [case(unit)] * len(numbers)
        return [*pieces, self._last], [*cases, 0], starts


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


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
