"""How many sentences put into Russian order are found, and how many of their originals.

    python benchmarks/russian_order.py reordered.jsonl [--every N] [--without DETECTOR ...]

Each line holds `text`, `spans` (what moved) and `english` (the sound original). A sentence is
found when a finding overlaps one of its spans; every sentence is a document of its own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from mtcheck import Checker, Config
from mtcheck.formats import read_text
from mtcheck.model import DocumentReport, Severity, Span
from mtcheck.plugins import DETECTORS, plugins
from mtcheck.signature import signature_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[])
    given = parser.parse_args()
    lines = given.pairs.read_text("utf-8").splitlines()[:: given.every]
    pairs = [json.loads(line) for line in lines]
    config = Config(detectors=frozenset(plugins(DETECTORS)) - set(given.without))
    checker = Checker(config)
    moved = list(checker.check_documents(read_text(pair["text"]) for pair in pairs))
    sound = list(checker.check_documents(read_text(pair["english"]) for pair in pairs))
    found = sum(_touches(r, p["spans"]) for r, p in zip(moved, pairs, strict=True))
    print(f"{len(pairs)} sentences; {signature_of(config)}")
    print(f"found on what moved       {found / len(pairs):6.2%}")
    for name, reports in (("reordered", moved), ("original", sound)):
        anything = sum(bool(report.findings) for report in reports)
        major = sum(_major(report) for report in reports)
        print(f"{name:9} any finding     {anything / len(pairs):6.2%}")
        print(f"{name:9} major or worse  {major / len(pairs):6.2%}")
    rules = Counter(f.rule for r in sound for f in r.findings if f.severity is not Severity.MINOR)
    print("major on originals:", ", ".join(f"{rule} {n}" for rule, n in rules.most_common(15)))


def _touches(report: DocumentReport, spans: list[list[int]]) -> bool:
    moved = [Span(start, end) for start, end in spans]
    return any(finding.span.overlaps(span) for finding in report.findings for span in moved)


def _major(report: DocumentReport) -> bool:
    return any(finding.severity.at_least(Severity.MAJOR) for finding in report.findings)


if __name__ == "__main__":
    main()
