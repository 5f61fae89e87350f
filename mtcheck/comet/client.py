"""The other Python that loads the checkpoint: started once, asked for each document."""

from __future__ import annotations

import atexit
import importlib.util
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any
from weakref import WeakKeyDictionary

from mtcheck.comet.installation import INSTALL, installed_python
from mtcheck.comet_settings import CometSettings
from mtcheck.document import Document
from mtcheck.language.segment_pairs import SegmentPair, has_source, segment_pairs
from mtcheck.model import DetectorUnavailable

WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """A stretch that xCOMET holds for wrong, in offsets of the pair's English."""

    start: int
    end: int
    severity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a checkpoint says of one pair; ``score`` is about 0 to 1, higher is better."""

    pair: SegmentPair
    score: float
    spans: tuple[ErrorSpan, ...]


_known: WeakKeyDictionary[Document, tuple[Prediction, ...]] = WeakKeyDictionary()


def predicted(document: Document, settings: CometSettings) -> tuple[Prediction, ...]:
    """The predictions for the pairs of an aligned document, made once however many ask.

    Raises ``DetectorUnavailable`` without checkpoint, source or unbabel-comet, or when the
    checkpoint cannot be used.
    """
    if settings.checkpoint is None:
        raise DetectorUnavailable("there is no checkpoint", "give one with --comet", quiet=True)
    if not has_source(document):
        raise DetectorUnavailable("there is no source text", "give the Russian with --source FILE")
    found = _known.get(document)
    if found is None:
        found = _ask(document, settings)
        _known[document] = found
    return found


def signature(settings: CometSettings) -> str:
    """Checkpoint, class and version of COMET. Raises as ``predicted``."""
    worker = _worker(settings)
    return f"comet:{worker.about['version']}|{worker.about['class']}|{settings.checkpoint}"


def _ask(document: Document, settings: CometSettings) -> tuple[Prediction, ...]:
    pairs = [pair for pair in segment_pairs(document) if not pair.is_one_sided]
    if not pairs:
        return ()
    worker = _worker(settings)
    if worker.about["needs_reference"]:
        raise DetectorUnavailable(
            f"{settings.checkpoint} scores only beside a reference",
            "take a checkpoint that does not need one (CometKiwi, xCOMET)",
        )
    answer = worker.ask([{"src": pair.source_text, "mt": pair.text} for pair in pairs])
    spans = answer["spans"] or [[] for _ in pairs]
    return tuple(
        Prediction(pair, score, tuple(ErrorSpan(**span) for span in own))
        for pair, score, own in zip(pairs, answer["scores"], spans, strict=True)
    )


def _worker(settings: CometSettings) -> Worker:
    with _starting:
        return _started(settings)


_starting = threading.Lock()


@cache
def _started(settings: CometSettings) -> Worker:
    return Worker(settings)


class Worker:
    """The running process. ``about`` is what it said of the checkpoint."""

    def __init__(self, settings: CometSettings) -> None:
        self._checkpoint = settings.checkpoint
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._lock = threading.Lock()
        numbers = (str(settings.batch_size), str(settings.gpus))
        command = [str(python_of(settings)), str(WORKER), str(settings.checkpoint), *numbers]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                encoding="utf-8",
            )
        except OSError as error:
            raise DetectorUnavailable(
                f"{command[0]}: {error.strerror}",
                f"name another Python, or none and run: {INSTALL}",
            ) from None
        atexit.register(self.stop)
        self.about: dict[str, Any] = self._answer()

    def ask(self, rows: Sequence[dict[str, str]]) -> dict[str, Any]:
        """Raises ``DetectorUnavailable`` when the process fails."""
        with self._lock:
            assert self._process.stdin
            try:
                self._process.stdin.write(json.dumps(list(rows)) + "\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                raise self._failure() from None
            return self._answer()

    def stop(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.terminate()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise self._failure()
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _failure(self) -> DetectorUnavailable:
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        last = said[-1].strip() if said else f"it ended with {self._process.returncode}"
        if "No module named 'comet'" in last:
            return DetectorUnavailable(
                "unbabel-comet is not installed there",
                f"install it there, or name no Python and run: {INSTALL}",
            )
        return DetectorUnavailable(
            f"{self._checkpoint} cannot be used ({last})",
            "give a .ckpt file of COMET with its hparams.yaml two folders above",
        )


def python_of(settings: CometSettings) -> Path:
    """The Python that loads checkpoints: the one that was named, the installed one, this one.

    Raises ``DetectorUnavailable`` when none has unbabel-comet.
    """
    found = settings.interpreter or installed_python()
    if found is not None:
        return found
    if importlib.util.find_spec("comet") is None:
        raise DetectorUnavailable("unbabel-comet is not installed", f"run: {INSTALL}")
    return Path(sys.executable)
