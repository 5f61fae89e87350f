"""What the drawings of the HTML report show: bars by category, the strip of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtcheck.model import DocumentReport, Finding, Severity

STRIP_WIDTH = 1000
STRIP_HEIGHT = 30
MOST_TICKS = 500
BINS = 200
TICK_WIDTH = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart: a filter's number, its label, its findings by severity."""

    number: int
    label: str
    counts: tuple[tuple[Severity, int, int], ...]
    total: int

    @property
    def told(self) -> str:
        return ", ".join(f"{number:,} {severity}" for severity, _, number in self.counts)


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the strip, in its own units: place, size, look, and where it leads."""

    x: float
    height: float
    severity: Severity
    number: int
    finding: Finding | None


def bars(findings: Iterable[Finding], labels: Sequence[str], attribute: str) -> list[Bar]:
    """A bar for each label, longest first; ``attribute`` is ``category`` or ``rule``."""
    counted: Counter[tuple[str, Severity]] = Counter(
        (str(getattr(f, attribute)), f.severity) for f in findings
    )
    made = [_bar(i, label, counted) for i, label in enumerate(labels)]
    return sorted(made, key=lambda bar: (-bar.total, bar.label))


def _bar(number: int, label: str, counted: Counter[tuple[str, Severity]]) -> Bar:
    parts, start = [], 0
    for severity in reversed(Severity):
        size = counted[label, severity]
        if size:
            parts.append((severity, start, size))
            start += size
    return Bar(number, label, tuple(parts), start)


def strip(document: DocumentReport) -> list[Tick]:
    """A tick for each finding, or for each of ``BINS`` equal parts when they are many."""
    length = max(1, len(document.text))
    if len(document.findings) <= MOST_TICKS:
        return [
            Tick(
                round(f.span.start / length * (STRIP_WIDTH - TICK_WIDTH), 1),
                _height(f.severity),
                f.severity,
                number,
                f,
            )
            for number, f in enumerate(document.findings, 1)
        ]
    return _binned(document, length)


def _height(severity: Severity) -> float:
    return STRIP_HEIGHT * (severity.rank + 1) / len(Severity)


def _binned(document: DocumentReport, length: int) -> list[Tick]:
    bins: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(document.findings, 1):
        place = min(BINS - 1, finding.span.start * BINS // length)
        bins.setdefault(place, []).append((number, finding))
    most = max(map(len, bins.values()))
    return [
        Tick(
            place * STRIP_WIDTH / BINS,
            round(STRIP_HEIGHT * max(0.1, len(found) / most), 1),
            max((f.severity for _, f in found), key=lambda s: s.rank),
            found[0][0],
            None,
        )
        for place, found in sorted(bins.items())
    ]


def quarters(document: DocumentReport) -> str:
    """The strip in words: how many findings start in each quarter of the text."""
    length = max(1, len(document.text))
    counted = Counter(min(3, f.span.start * 4 // length) for f in document.findings)
    return ", ".join(str(counted[quarter]) for quarter in range(4))
