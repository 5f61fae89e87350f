"""Measures LanguageTool's rules on native and machine-translated English and chooses among them.

    python benchmarks/languagetool_rules.py measure --data FOLDER [--marked FOLDER] HITS
    python benchmarks/languagetool_rules.py choose HITS
    python benchmarks/languagetool_rules.py table HITS > docs/languagetool-rules.md

``measure`` asks LanguageTool (all its rules but the speller's) about every corpus and
appends its hits to the file HITS; corpora that are in it already are left out. ``choose``
writes the lists of ``rules/grammar/languagetool.toml`` anew, ``table`` prints the document.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from languagetool_corpora import MACHINE, NATIVE, Corpus, corpora

from mtcheck.detectors.grammar_passages import passages
from mtcheck.detectors.grammar_rules import FILE
from mtcheck.document import OffsetMap, Segment
from mtcheck.languagetool import VERSION, Client, Question
from mtcheck.languagetool.places import install_dir
from mtcheck.resources import rules_dir

GROUPS = {"wmt21-": "wmt21-systems"}
NEWS = ("native-news", "abc-news")
HELD_OUT = "-rest"
CHOSEN_CATEGORIES = ("GRAMMAR", "COLLOCATIONS")
NATIVE_LIMIT = 1 / 20_000
CLEARLY = 0.95
TIMES = 2.0
DRAWS = 100_000


@dataclass
class Tally:
    """Distinct sentences with a hit, for each rule on each corpus, and the corpora's words."""

    words: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    hits: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def total(self, rule: str, kind: str, held_out: bool = False) -> tuple[int, int]:
        """Hits of a rule in the corpora of a kind, and their words."""
        names = [c for c, k in self.kinds.items() if k == kind and c.endswith(HELD_OUT) == held_out]
        return sum(self.hits[rule][c] for c in names), sum(self.words[c] for c in names)


def measure(data: Path, marked: Path | None, hits: Path) -> None:
    client = Client(Question(without_categories=frozenset({"TYPOS"})))
    done = {line["corpus"] for line in _lines(hits) if "words" in line}
    with hits.open("a", encoding="utf-8") as out:
        for corpus in corpora(data, marked):
            if corpus.name in done:
                continue
            for hit in _hits(client, corpus):
                out.write(json.dumps(hit, ensure_ascii=False) + "\n")
            end = {"corpus": corpus.name, "kind": corpus.kind, "words": corpus.words}
            out.write(json.dumps({**end, "digest": corpus.digest}) + "\n")
            out.flush()
            print(corpus.name, corpus.words, file=sys.stderr)


def _hits(client: Client, corpus: Corpus) -> Iterator[dict[str, Any]]:
    segments = [Segment(text, OffsetMap.straight(0, len(text))) for text in corpus.texts]
    line_of = {id(segment): number for number, segment in enumerate(segments)}
    for passage in passages(segments):
        for match in client.check(passage.text):
            located = passage.locate(match.start, match.end)
            if located:
                segment, span = located
                yield {
                    "corpus": corpus.name,
                    "rule": match.rule,
                    "category": match.category,
                    "line": line_of[id(segment)],
                    "start": span.start,
                    "end": span.end,
                    "text": segment.text,
                }


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def tally(hits: Path) -> Tally:
    """Count each sentence once a rule; systems that translate the same text count as one."""
    counted = Tally()
    seen: set[tuple[str, str, int]] = set()
    lines = _lines(hits)
    for line in lines:
        if "words" in line:
            name = _group(line["corpus"], line["kind"])
            counted.words[name] = max(counted.words.get(name, 0), line["words"])
            counted.kinds[name] = line["kind"]
            counted.digests[name] = line["digest"]
    kinds = {line["corpus"]: line["kind"] for line in lines if "words" in line}
    for line in lines:
        if "rule" in line and line["corpus"] in kinds:
            name = _group(line["corpus"], kinds[line["corpus"]])
            key = (line["rule"], name, line["line"])
            if key not in seen:
                seen.add(key)
                counted.hits[line["rule"]][name] += 1
    return counted


def _group(corpus: str, kind: str) -> str:
    if kind != MACHINE:
        return corpus
    return next((g for prefix, g in GROUPS.items() if corpus.startswith(prefix)), corpus)


def likelier(counted: Tally, rule: str, times: float) -> float:
    """Posterior probability that the rate on machine translation is ``times`` the native one.

    Poisson counts, Jeffreys' prior, by drawing.
    """
    return _likelier(*counted.total(rule, MACHINE), *counted.total(rule, NATIVE), times)


@cache
def _likelier(hits: int, words: int, native_hits: int, native_words: int, times: float) -> float:
    draw = np.random.default_rng(6800)
    machine = draw.gamma(hits + 0.5, 1 / words, DRAWS)
    native = draw.gamma(native_hits + 0.5, 1 / native_words, DRAWS)
    return float(np.mean(machine > times * native))


def native_rate(counted: Tally, rule: str) -> float:
    """The higher of the hits a word in all native text and in native news."""
    count, words = counted.total(rule, NATIVE)
    news = sum(counted.hits[rule][c] for c in NEWS) / sum(counted.words[c] for c in NEWS)
    return max(count / words, news)


def choose(counted: Tally, settings: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Rules that speak always, and rules that speak only in company (see the document)."""
    off = re.compile("|".join(settings["off_patterns"]))
    candidates = [r for r in _grammar_rules() if not off.search(r)] + settings["also_considered"]
    firm, tentative = [], []
    for rule in sorted(set(candidates) - settings["off"].keys()):
        if native_rate(counted, rule) >= NATIVE_LIMIT:
            continue
        if likelier(counted, rule, TIMES) >= CLEARLY:
            firm.append(rule)
        elif likelier(counted, rule, 1.0) >= 0.5:
            tentative.append(rule)
    return firm, tentative


def _grammar_rules() -> list[str]:
    """Ids of LanguageTool's grammar rules that are on unless it is asked to be picky."""
    jar = install_dir() / "jars" / f"language-en-{VERSION}.jar"
    with (
        zipfile.ZipFile(jar) as archive,
        archive.open("org/languagetool/rules/en/grammar.xml") as xml,
    ):
        root = ElementTree.parse(xml).getroot()
    return [
        rule.attrib["id"]
        for category in root.iter("category")
        if category.get("id") in CHOSEN_CATEGORIES
        for rule in category
        if rule.tag in ("rule", "rulegroup")
        and rule.get("default", "on") == "on"
        and "picky" not in rule.get("tags", "")
    ]


def write_choice(path: Path, firm: list[str], tentative: list[str]) -> None:
    text = path.read_text("utf-8")
    for name, rules in (("firm", firm), ("tentative", tentative)):
        lines = "".join(f'  "{rule}",\n' for rule in rules)
        text = re.sub(rf"(?ms)^{name} = \[.*?^\]", f"{name} = [\n{lines}]", text)
    path.write_text(text, "utf-8")


def table(counted: Tally, settings: dict[str, Any]) -> Iterator[str]:
    yield (Path(__file__).with_name("languagetool_rules_head.md")).read_text("utf-8").rstrip()
    yield ""
    today = datetime.now(UTC).date().isoformat()
    yield f"Signature: LanguageTool {VERSION}, en-US, speller off, {today}; corpora:"
    yield ""
    yield "| corpus | kind | words | sha256 |"
    yield "|---|---|---:|---|"
    for name, words in counted.words.items():
        yield f"| {name} | {counted.kinds[name]} | {words:,} | {counted.digests[name]} |"
    yield ""
    yield from _summary(counted, settings)
    yield ""
    yield "## Rules with a hit"
    yield ""
    yield "Sentences with a hit; in brackets for 1,000 words. *P* is the probability that the"
    yield f"rate on machine translation is more than {TIMES:g} times the native one."
    yield ""
    yield "| rule | level | machine | native | native news | *P* |"
    yield "|---|---|---:|---:|---:|---:|"
    for rule in sorted(counted.hits, key=lambda r: (-counted.total(r, MACHINE)[0], r)):
        yield _row(counted, rule, _level(rule, settings))


def _summary(counted: Tally, settings: dict[str, Any]) -> Iterator[str]:
    names = list(counted.words)
    yield "Findings in 1,000 words, by level:"
    yield ""
    yield "| corpus | firm | tentative | off |"
    yield "|---|---:|---:|---:|"
    for name in names:
        sums: Counter[str] = Counter()
        for rule, hits in counted.hits.items():
            sums[_level(rule, settings)] += hits[name]
        rates = [f"{1000 * sums[level] / counted.words[name]:.3f}" for level in LEVELS]
        yield f"| {name} | {' | '.join(rates)} |"


LEVELS = ("firm", "tentative", "off")


def _level(rule: str, settings: dict[str, Any]) -> str:
    return next((level for level in LEVELS[:2] if rule in settings[level]), "off")


def _row(counted: Tally, rule: str, level: str) -> str:
    cells = []
    for count, words in (counted.total(rule, MACHINE), counted.total(rule, NATIVE)):
        cells.append(f"{count} ({1000 * count / words:.3f})")
    news = sum(counted.hits[rule][c] for c in NEWS)
    cells.append(f"{news} ({1000 * news / sum(counted.words[c] for c in NEWS):.3f})")
    return f"| {rule} | {level} | {' | '.join(cells)} | {likelier(counted, rule, TIMES):.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=["measure", "choose", "table"])
    parser.add_argument("hits", type=Path)
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--marked", type=Path, help="folder of marked articles")
    given = parser.parse_args()
    path = rules_dir() / FILE
    if given.job == "measure":
        measure(given.data, given.marked, given.hits)
        return
    settings = tomllib.loads(path.read_text("utf-8"))
    if given.job == "choose":
        write_choice(path, *choose(tally(given.hits), settings))
    else:
        print("\n".join(table(tally(given.hits), settings)))


if __name__ == "__main__":
    main()
