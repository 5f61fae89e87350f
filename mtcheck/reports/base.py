"""What a report format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mtcheck.model import Breach, Report


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How the reader's side looks: colour or not, width in columns, the gate's verdict.

    ``breaches`` are the limits of the gate that broke, which ``verdict`` tells in one line.
    """

    color: bool = False
    width: int = 100
    verdict: str = ""
    passed: bool = True
    breaches: tuple[Breach, ...] = ()


class ReportFormat(Protocol):
    """One output format; made without arguments by its ``mtcheck.reports`` entry point."""

    name: str

    def render(self, report: Report, options: RenderOptions) -> str:
        """The whole report as text, ending in a line break."""
        ...
