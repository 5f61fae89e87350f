"""Texts of WMT21's systems with what annotators marked in them, as folders for `mtcheck eval`.

    python benchmarks/marked_translations.py WMT21 OUT
    mtcheck eval --gold OUT/kept-A

``benchmarks/marked/wmt21.jsonl`` has the marks of several annotators without the texts: the folder
of WMT21 (``system.NAME.en``) has these. One folder a part and an annotator is written: ``looked``
are texts whose findings were read while the rules were written, ``kept`` are others, ``blind``
those whose marks came when the last of the work was done. All are of the documents that nothing
was learned from. ``kept-both`` has what two annotators marked, ``kept-either`` what one of them
did.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from mtcheck.evaluation.gold import Mark
from mtcheck.model import Category, Severity, Span

MARKS = Path(__file__).with_name("marked") / "wmt21.jsonl"


def main() -> None:
    """Write the folders and say how many texts and marks each has."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wmt21", type=Path, help="folder with system.NAME.en")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()

    annotated: dict[tuple[str, str], list[tuple[str, list[Mark]]]] = defaultdict(list)
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for record in map(json.loads, MARKS.read_text("utf-8").splitlines()):
        text, marks = placed(record, arguments.wmt21)
        folder = f"{record['part']}-{record['annotator']}"
        write(arguments.out / folder, record["id"], text, marks, totals[folder])
        annotated[record["part"], record["id"]].append((text, marks))
    for (part, name), ((text, one), (_, other)) in annotated.items():
        both = [mark for mark in one if any(mark.span.overlaps(m.span) for m in other)]
        for folder, marks in ((f"{part}-both", both), (f"{part}-either", one + other)):
            write(arguments.out / folder, name, text, marks, totals[folder])
    for folder, (texts, marks_) in sorted(totals.items()):
        print(f"{folder}: {texts} texts, {marks_} marks")


def placed(record: dict[str, Any], wmt21: Path) -> tuple[str, list[Mark]]:
    """The text of a record, a paragraph a line of the system, and its marks in there."""
    lines = (wmt21 / f"system.{record['system']}.en").read_text("utf-8").split("\n")
    text, starts = "", {}
    for number in record["lines"]:
        starts[number] = len(text)
        text += lines[number].strip() + "\n\n"
    marks = [
        Mark(Span(start, end).shifted(starts[number]), Category(category), Severity(severity))
        for number, start, end, category, severity in record["marks"]
    ]
    return text, sorted(marks, key=lambda mark: mark.span)


def write(folder: Path, name: str, text: str, marks: list[Mark], total: list[int]) -> None:
    """A text and its marks side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")
    lines = [
        json.dumps(
            {
                "start": mark.span.start,
                "end": mark.span.end,
                "category": mark.category,
                "severity": mark.severity,
            }
        )
        for mark in marks
    ]
    (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    total[0] += 1
    total[1] += len(marks)


if __name__ == "__main__":
    main()
