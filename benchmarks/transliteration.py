"""Measures how well Russian words in Latin letters are found, and what it costs.

    python benchmarks/transliteration.py --native TEXT… --translated TEXT…

Recall: verb, noun and adjective forms of four letters and more, drawn uniformly from the
dictionary (and, in a second table, by their frequency in Russian), written in five schemes.
A form counts as found when the detector would report its transliteration with the form
among the readings; transliterations that are English words by wordfreq are left out.
False alarms: every finding in texts by native speakers (one paragraph a line) is printed.
Cost: microseconds a token, also as a share of what spaCy's parse of the same text takes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import iuliia

from mtcheck.config import Config
from mtcheck.detectors.transliteration import Transliteration
from mtcheck.document import Document, OffsetMap, Segment
from mtcheck.language.back_transliteration import russian_forms
from mtcheck.language.english import load_pipeline, parse
from mtcheck.language.english_words import english_zipf
from mtcheck.language.russian import NAME_TAGS, analyser, back_transliterate
from mtcheck.language.untranslated import untranslated_readings
from mtcheck.language.word_frequency import zipf_frequencies
from mtcheck.signature import signature_of

SCHEMES = ("bgn_pcgn", "gost_779_alt", "icao_doc_9303", "ala_lc", "wikipedia")
PARTS_OF_SPEECH = {
    "verb": {"VERB", "INFN", "PRTF", "PRTS", "GRND"},
    "noun": {"NOUN"},
    "adjective": {"ADJF", "ADJS", "COMP"},
}
SHORTEST_FORM = 4
BAR_FOUND, BAR_TOP_THREE, BAR_WORDS_PER_ALARM = 0.95, 0.90, 20_000
TIMED_WORDS = 20_000


class FormSampler:
    """Draws dictionary entries (a form with one analysis) uniformly.

    Entries below each node of the word graph are counted once; the n-th entry is then
    reached by walking down.
    """

    def __init__(self) -> None:
        words = analyser().dictionary.words
        self._graph, self._guide = words.dct, words.guide
        self._counts: dict[int, int] = {}
        sys.setrecursionlimit(10_000)
        self.total = self._count(self._graph.ROOT)

    def draw(self, random_numbers: random.Random) -> str:
        return self._entry(random_numbers.randrange(self.total))

    def _children(self, node: int) -> Iterator[tuple[int, int]]:
        label = self._guide.child(node)
        while label:
            target = self._graph.follow_char(label, node)
            yield label, target
            label = self._guide.sibling(target)

    def _count(self, node: int) -> int:
        if node not in self._counts:
            below = sum(self._count(target) for _, target in self._children(node))
            self._counts[node] = below + bool(self._graph.has_value(node))
        return self._counts[node]

    def _entry(self, number: int) -> str:
        node, key = self._graph.ROOT, bytearray()
        while not (self._graph.has_value(node) and number == 0):
            number -= bool(self._graph.has_value(node))
            for label, target in self._children(node):
                if number < self._count(target):
                    key.append(label)
                    node = target
                    break
                number -= self._count(target)
        return key.partition(b"\x01")[0].decode()


@cache
def word_class(form: str) -> str | None:
    """``verb``, ``noun``, ``adjective``; ``None`` for names, other and too short words."""
    tag = analyser().parse(form)[0].tag
    if len(form) < SHORTEST_FORM or NAME_TAGS & tag.grammemes:
        return None
    return next((name for name, tags in PARTS_OF_SPEECH.items() if str(tag.POS) in tags), None)


def uniform_forms(count: int, random_numbers: random.Random) -> list[str]:
    sampler, forms = FormSampler(), []
    while len(forms) < count:
        form = sampler.draw(random_numbers)
        if word_class(form):
            forms.append(form)
    return forms


def frequent_forms(count: int, random_numbers: random.Random) -> list[str]:
    dictionary, table = analyser().dictionary.words, zipf_frequencies("ru")
    weights = [10**value for value in table.values()]
    forms: list[str] = []
    while len(forms) < count:
        drawn = random_numbers.choices(list(table), weights, k=count)
        forms += [form for form in drawn if form in dictionary and word_class(form)]
    return forms[:count]


def report_recall(title: str, forms: list[str]) -> bool:
    print(f"\n{title}: {len(forms):,} forms\n{'scheme':<16}{'English':>9}{'found':>9}{'top 3':>9}")
    passed = True
    for scheme in SCHEMES:
        translate = iuliia.schemas.get(scheme).translate
        pairs = [(form, translate(form).lower()) for form in forms]
        tested = [(form, latin) for form, latin in pairs if english_zipf(latin) == 0]
        readings = [[r.form for r in untranslated_readings(latin)] for _, latin in tested]
        found = sum(form in given for (form, _), given in zip(tested, readings, strict=True))
        top = sum(form in given[:3] for (form, _), given in zip(tested, readings, strict=True))
        share, top_share = found / len(tested), top / len(tested)
        passed &= share >= BAR_FOUND and top_share >= BAR_TOP_THREE
        english = 1 - len(tested) / len(pairs)
        print(f"{scheme:<16}{english:>9.2%}{share:>9.2%}{top_share:>9.2%}")
    return passed


def read_document(path: Path) -> Document:
    """One segment a line, each with its ``Doc``."""
    text = path.read_text("utf-8")
    segments, start = [], 0
    for line in text.splitlines(keepends=True):
        length = len(line.rstrip("\r\n"))
        if length:
            segments.append(
                Segment(text[start : start + length], OffsetMap.straight(start, length))
            )
        start += len(line)
    document = Document(str(path), text, tuple(segments))
    return document.with_docs(list(parse(segment.text for segment in segments)))


def report_findings(path: Path, native: bool) -> bool:
    document = read_document(path)
    findings = list(Transliteration(Config()).detect(document))
    rate = len(findings) / document.words * BAR_WORDS_PER_ALARM
    kind = "false alarms" if native else "findings"
    print(f"\n{path.name}: {document.words:,} words, {len(findings)} {kind}, {rate:.2f} in 20,000")
    for found in findings:
        origin = found.origin
        around = document.text[max(0, found.span.start - 50) : found.span.end + 30]
        form = origin.form if origin else ""
        word = document.text[found.span.start : found.span.end]
        print(f"  {word} = {form} | {' '.join(around.split())}")
    return not native or rate <= 1


def report_cost(forms: list[str], native: Path | None) -> None:
    latin = [iuliia.BGN_PCGN.translate(form) for form in forms[:2000]]
    words = analyser().dictionary.words
    for name, work in (
        ("search", lambda word: russian_forms(word, words)),
        ("search, analysis and ranking", lambda word: back_transliterate.__wrapped__(word)),
    ):
        took = _seconds(lambda work=work: [work(word) for word in latin])
        print(f"{name}: {took / len(latin) * 1e6:.0f} µs an unknown word")
    if native is None:
        return
    text = " ".join(native.read_text("utf-8").split()[:TIMED_WORDS])
    document = Document("", text, (Segment(text, OffsetMap.straight(0, len(text))),))
    load_pipeline()
    docs: list[Any] = []
    parsing = _seconds(lambda: docs.extend(parse([text])))
    document = document.with_docs(docs)
    untranslated_readings.cache_clear()
    detecting = _seconds(lambda: list(Transliteration(Config()).detect(document)))
    tokens = len(docs[0])
    print(
        f"running text: {detecting / tokens * 1e6:.2f} µs a token, "
        f"{detecting / parsing:.2%} of spaCy's {parsing / tokens * 1e6:.0f} µs"
    )


def _seconds(work: Any) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def signature(seed: int, paths: list[Path]) -> str:
    packages = ("pymorphy3", "pymorphy3-dicts-ru", "iuliia", "wordfreq", "spacy")
    data = [f"{p.name}:{hashlib.sha256(p.read_bytes()).hexdigest()[:8]}" for p in paths]
    versions = [f"{name}:{version(name)}" for name in packages]
    return "|".join([signature_of(Config()), f"seed:{seed}", *versions, *data])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Formatter)
    parser.add_argument("--forms", type=int, default=20_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--native", type=Path, nargs="*", default=[], metavar="TEXT")
    parser.add_argument("--translated", type=Path, nargs="*", default=[], metavar="TEXT")
    options = parser.parse_args()
    numbers = random.Random(options.seed)
    forms = uniform_forms(options.forms, numbers)
    passed = report_recall("uniform over the dictionary", forms)
    report_recall("weighted by frequency", frequent_forms(options.forms, numbers))
    passed &= min((report_findings(path, native=True) for path in options.native), default=True)
    for path in options.translated:
        report_findings(path, native=False)
    print()
    report_cost(forms, next(iter(options.native), None))
    print(f"\n{'passed' if passed else 'FAILED'}: {signature(options.seed, options.native)}")
    return 0 if passed else 1


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of this file's docstring."""


if __name__ == "__main__":
    sys.exit(main())
