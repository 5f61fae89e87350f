"""The comparison with a human translation, for a person at a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mtcheck.comparison import ComparedSegment, Comparison, DiffKind, Estimate, MetricScore
from mtcheck.reports.plain_text import printable

MOST_SEGMENTS = 5
MARKS = {DiffKind.ONLY_HERE: ("[-", "-]", "red"), DiffKind.ONLY_IN_REFERENCE: ("{+", "+}", "green")}


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Scores with their signatures, then the segments that differ most, worst first."""
    console.print(Text(f"Against {printable(comparison.path)}", style="bold"))
    if not comparison.scores:
        console.print("  nothing in it is a counterpart of this text")
        return
    for score in comparison.scores:
        console.print(f"  {_score(score)}")
        console.print(Padding(Text(score.signature, style="dim"), (0, 0, 0, 4)))
    if comparison.unpaired:
        console.print(
            Text(f"  {comparison.unpaired} without counterpart, in no score", style="dim")
        )
    differing = [segment for segment in comparison.segments if segment.edits]
    for segment in differing[:MOST_SEGMENTS]:
        _segment(console, segment)
    more = len(differing) - MOST_SEGMENTS
    if more > 0:
        console.print(Text(f"  and {more} more that differ", style="dim"))
    console.print()


def _score(score: MetricScore) -> str:
    within = "" if score.low is None else f" ({score.low:.1f}–{score.high:.1f})"
    return f"{score.name:8}{score.score:6.1f}{within}"


def _segment(console: Console, segment: ComparedSegment) -> None:
    scores = ", ".join(f"{name} {value:.0f}" for name, value in segment.scores.items())
    told = f"line {segment.line}: {segment.edits:g} edits; {scores}"
    console.print(Padding(Text(told, style="dim"), (0, 0, 0, 2)))
    words = Text()
    for part in segment.diff:
        before, behind, style = MARKS.get(part.kind, ("", "", ""))
        core, space = part.text.rstrip(), part.text[len(part.text.rstrip()) :]
        words.append(f"{before}{printable(core)}{behind}{printable(space)}", style=style or None)
    console.print(Padding(words, (0, 0, 0, 4)))


def print_estimate(console: Console, estimate: Estimate) -> None:
    """The mean of a model's scores, and where they are lowest."""
    lowest = sorted(estimate.segments, key=lambda s: s.score)[:MOST_SEGMENTS]
    told = ", ".join(f"line {s.line} {s.score:.2f}" for s in lowest)
    console.print(Text(f"COMET {estimate.mean:.3f}", style="bold").append(f"  lowest: {told}"))
    console.print(Padding(Text(printable(estimate.signature), style="dim"), (0, 0, 1, 4)))
