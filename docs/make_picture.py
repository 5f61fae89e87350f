"""Draws the picture of the README: `python docs/make_picture.py ARTICLE LINES OUT.svg`.

The terminal report in colour, its first LINES lines, through rich's SVG export.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from mtcheck import Checker
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.terminal import Terminal
from mtcheck.verdict import Gate

WIDTH = 100


def main(article: Path, lines: int, out: Path) -> None:
    checker = Checker()
    report = checker.report([checker.check_file(article)])
    outcome = Gate.of(checker.config).judge(report)
    options = RenderOptions(True, WIDTH, outcome.reason, outcome.passed)
    shown = Terminal().render(report, options).splitlines()
    head, tail = shown[:lines], shown[-9:]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ mtcheck check {article}", style="bold"))
    console.print(Text.from_ansi("\n".join([*head, "  ⋮", *tail])))
    out.write_text(console.export_svg(title="mtcheck"), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
