"""A git repository of a test, away from the settings of whoever runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

IDENTITY = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")


class Repository:
    """Commits files in a folder with the git program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        ran = subprocess.run(
            ("git", *IDENTITY, *arguments),
            cwd=self.folder,
            capture_output=True,
            check=True,
            env=clean_environment(),
        )
        return ran.stdout.decode()

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def commit(self, message: str = "Change") -> str:
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


def clean_environment() -> dict[str, str]:
    """The environment without what a git hook or a user's settings would bring in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
