"""What the fluency model finds in passages held out: `python -m training.fluency.measure`.

Damaged passages are read eight to a document, sound ones as well; a mark is found when a stretch
overlaps it, a stretch is right when it overlaps a mark. Firm stretches alone, and all.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mtcheck.language.fluency import Verdict, verdicts
from mtcheck.language.fluency_company import in_company
from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_spans import BrokenSpan, broken_spans
from training.fluency import sources
from training.fluency.marks import Marked
from training.fluency.material import WRITTEN, written

TOGETHER = 8  # passages of a document


def stretches(document: list[Marked]) -> Iterator[tuple[Marked, list[BrokenSpan]]]:
    """Each passage of a document with what the model finds there."""
    found: list[Verdict] = list(verdicts([passage.text for passage in document]))
    for passage, verdict, likely in zip(document, found, in_company(found), strict=True):
        yield passage, list(broken_spans(verdict, likely))


def count(passages: list[Marked], firm_only: bool) -> dict[str, Counter[str]]:
    """Numbers of marks, found marks, stretches and right ones, by kind."""
    numbers: dict[str, Counter[str]] = {
        name: Counter() for name in ("marks", "found", "stretches", "right")
    }
    for at in range(0, len(passages), TOGETHER):
        for passage, spans in stretches(passages[at : at + TOGETHER]):
            spans = [span for span in spans if span.firm or not firm_only]
            for start, end, kind in passage.marks:
                hit = any(span.start < end and start < span.end for span in spans)
                numbers["marks"][Kind(kind).name] += 1
                numbers["found"][Kind(kind).name] += hit
            for span in spans:
                hit = any(span.start < end and start < span.end for start, end, _ in passage.marks)
                numbers["stretches"][span.kind.name] += 1
                numbers["right"][span.kind.name] += hit
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=Path, default=WRITTEN / "held-out", help="a folder")
    passages = list(sources.passages(*written(parser.parse_args().passages)))
    damaged = [passage for passage in passages if passage.marks]
    sound = [passage for passage in passages if not passage.marks]
    words = sum(len(passage.text.split()) for passage in sound)
    for name, firm_only in (("firm", True), ("all", False)):
        of = {key: sum(numbers.values()) for key, numbers in count(damaged, firm_only).items()}
        alarms = sum(count(sound, firm_only)["stretches"].values())
        print(
            f"{name:5}found {of['found']} of {of['marks']} ({of['found'] / of['marks']:.1%}), "
            f"right {of['right']} of {of['stretches']} ({of['right'] / of['stretches']:.1%}); "
            f"in {words:,} sound words {alarms}"
        )
    numbers = count(damaged, firm_only=False)
    for kind in Kind:
        marks, spans = numbers["marks"][kind.name], numbers["stretches"][kind.name]
        if marks or spans:
            right = numbers["right"][kind.name]
            print(f"{kind.name.lower():9}{numbers['found'][kind.name]:4} of {marks:4} found, "
                  f"{right:4} of {spans:4} right")  # fmt: skip


if __name__ == "__main__":
    main()
