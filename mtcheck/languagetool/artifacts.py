"""The pinned files of LanguageTool, each with the checksum it was tested with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtcheck.languagetool.places import VERSION

LIST = Path(__file__).with_name(f"artifacts-{VERSION}.txt")


@dataclass(frozen=True, slots=True)
class Artifact:
    """One jar: Maven coordinates, size in bytes, SHA-256 in hexadecimal."""

    group: str
    name: str
    version: str
    size: int
    sha256: str

    @property
    def filename(self) -> str:
        return f"{self.name}-{self.version}.jar"

    @property
    def repository_path(self) -> str:
        """Where a Maven repository keeps it."""
        return f"{self.group.replace('.', '/')}/{self.name}/{self.version}/{self.filename}"

    def is_at(self, path: Path) -> bool:
        """True when ``path`` is a file with exactly this artifact's content."""
        try:
            if path.stat().st_size != self.size:
                return False
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


@cache
def artifacts() -> tuple[Artifact, ...]:
    """Everything the server needs, in the order of the shipped list."""
    return tuple(_artifact(line) for line in LIST.read_text("utf-8").splitlines())


def _artifact(line: str) -> Artifact:
    sha256, size, coordinates = line.split()
    group, name, version = coordinates.split(":")
    return Artifact(group, name, version, int(size), sha256)
