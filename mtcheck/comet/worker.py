"""Scores pairs with a COMET checkpoint; run as a script by a Python that has unbabel-comet.

    python worker.py CHECKPOINT BATCH_SIZE GPUS

CHECKPOINT is a ``.ckpt`` file as COMET saves it, or a folder that holds
``checkpoints/model.ckpt``. Says what it has loaded in one line of JSON, then reads one list of
``{"src", "mt", "ref"}`` a line (``ref`` may be missing) and writes one answer a line. Nothing of
mtcheck is imported: the other Python need not have it.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO


def main(checkpoint: str, batch_size: str, gpus: str) -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    path = Path(checkpoint)
    if path.is_dir():
        path = path / "checkpoints" / "model.ckpt"
    if not path.is_file():
        sys.exit(f"there is no checkpoint {path}")
    from comet import load_from_checkpoint

    model = load_from_checkpoint(str(path), local_files_only=_is_offline())
    _say(
        answers,
        {
            "version": version("unbabel-comet"),
            "class": type(model).__name__,
            "needs_reference": _needs_reference(model),
        },
    )
    for line in sys.stdin:
        rows = json.loads(line)
        found = model.predict(rows, int(batch_size), int(gpus), progress_bar=False, num_workers=0)
        spans = found.metadata.error_spans if "metadata" in found else None
        scores = [float(score) for score in found.scores]
        _say(answers, {"scores": scores, "spans": spans and [_plain(row) for row in spans]})


def _is_offline() -> bool:
    return bool(os.environ.get("HF_HUB_OFFLINE") or os.environ.get("MTCHECK_OFFLINE"))


def _needs_reference(model: Any) -> bool:
    """False for the classes that score without one: referenceless ones, unified ones, xCOMET."""
    if type(model).__name__ == "XCOMETMetric":
        return False
    return bool(model.requires_references())


def _plain(spans: Any) -> list[dict[str, Any]]:
    return [
        {
            "start": int(span["start"]),
            "end": int(span["end"]),
            "severity": str(span["severity"]),
            "confidence": float(span["confidence"]),
        }
        for span in spans
    ]


def _say(answers: TextIO, data: dict[str, Any]) -> None:
    answers.write(json.dumps(data) + "\n")
    answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
