"""What of a run counts: not the findings of a baseline, and of a change only what it touches."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.model import DocumentReport, MtcheckError

if TYPE_CHECKING:
    from mtcheck.document import Document
    from mtcheck.git_changes import Changes
    from mtcheck.verdict import Baseline

WIDE_ENCODINGS = ("utf-16", "utf-32")


@dataclass(frozen=True)
class Narrowing:
    """Which files to check and which of their findings count; everything without settings."""

    path: Path | None = None
    baseline: Baseline | None = None
    changes: Changes | None = None
    revision: str = field(default="")

    @classmethod
    def of(cls, config: Config, revision: str | None) -> Narrowing:
        """By the baseline of the settings and the git revision of ``--diff``, if there are any.

        Raises ``MtcheckError`` when one of them cannot be had.
        """
        baseline = changes = None
        if config.gate.baseline is not None:
            from mtcheck.verdict import read_baseline

            baseline = read_baseline(config.gate.baseline)
        if revision is not None:
            from mtcheck.git_changes import changes_since

            changes = changes_since(revision)
        return cls(config.gate.baseline, baseline, changes, revision or "")

    def wants(self, path: Path | None) -> bool:
        """True when the file has something to check; ``None`` is standard input."""
        if self.changes is None:
            return True
        if path is None:
            raise MtcheckError(f"--diff {self.revision}: git does not know standard input")
        return self.changes.of(path) != ()

    def __call__(self, document: Document, report: DocumentReport) -> DocumentReport:
        """The report of ``document`` with only what counts among its findings."""
        if self.baseline is not None and self.path is not None:
            from mtcheck.verdict import name_in

            report = self.baseline.apply(name_in(self.path, report.path), report)
        if self.changes is None:
            return report
        lines = self.changes.of(Path(document.path))
        if lines is None or document.encoding.startswith(WIDE_ENCODINGS):
            return report
        from mtcheck.verdict.changed import changed_part

        return changed_part(document, report, lines)
