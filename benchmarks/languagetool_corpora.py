"""The corpora LanguageTool's rules are measured on, as lists of paragraphs or sentences."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtcheck.document import count_words

NATIVE = "native"
MACHINE = "machine"
EDITED = "edited"
NEWS_WORDS = 130_000
MIXED_WORDS = 110_000
SYSTEMS = ("Online-A", "Online-G", "Online-Y", "Manifold", "AFRL")


@dataclass(frozen=True)
class Corpus:
    """``kind`` is native, machine, or edited (machine translation a human has mended)."""

    name: str
    kind: str
    texts: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(map(count_words, self.texts))

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join(self.texts).encode()).hexdigest()[:12]


def corpora(data: Path, marked: Path | None) -> Iterator[Corpus]:
    """Every corpus that is there below ``data``; ``marked`` holds articles with their marks."""
    mlqe = data / "mlqe-pe-ru-en"
    wmt = data / "wmt21-ru-en"
    native = data / "native-english"
    yield Corpus("native-news", NATIVE, _lines(data / "native-news-en" / "wmt21.en"))
    yield Corpus("abc-news", NATIVE, _cut(_lines(native / "abc-news.txt"), NEWS_WORDS))
    yield Corpus("masc", NATIVE, _spread(_lines(native / "masc-written.txt"), MIXED_WORDS))
    yield Corpus("ud", NATIVE, _lines(native / "ud-english.txt"))
    yield Corpus("wmt21-references", EDITED, _lines(wmt / "reference.A.en"))
    yield Corpus("mlqe-edited", EDITED, tuple(map(detokenise, _lines(mlqe / "train.pe"))))
    yield Corpus("reordered-before", EDITED, _column(data, "english"))
    yield Corpus("mlqe-machine", MACHINE, tuple(map(detokenise, _lines(mlqe / "train.mt"))))
    for system in SYSTEMS:
        yield Corpus(f"wmt21-{system}", MACHINE, _lines(wmt / f"system.{system}.en"))
    yield Corpus("reordered", MACHINE, _column(data, "text"))
    yield Corpus("abc-news-rest", NATIVE, _rest(_lines(native / "abc-news.txt"), NEWS_WORDS))
    if marked:
        paths = sorted(marked.glob("*.txt"))
        yield Corpus("marked-articles", MACHINE, tuple(t for p in paths for t in _lines(p)))


def detokenise(text: str) -> str:
    """Undo Moses tokenisation.

    >>> detokenise('He said , " I don \\'t know " ( twice ) .')
    'He said, "I don\\'t know" (twice).'
    """
    text = re.sub(r" ?@-@ ?", "-", text)
    text = re.sub(r" (n't|'(?:s|t|re|ve|ll|d|m)\b)", r"\1", text)
    text = re.sub(r" ([.,;:!?%)\]»”])", r"\1", text)
    text = re.sub(r"([(\[«“$£€]) ", r"\1", text)
    text = re.sub(r"\" ([^\"]*?) ?\"", r'"\1"', text)
    return re.sub(r"(\w) - (\w)", r"\1 - \2", text)


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())


def _column(data: Path, name: str) -> tuple[str, ...]:
    lines = _lines(data / "russian-order" / "reordered.jsonl")
    return tuple(str(json.loads(line)[name]) for line in lines)


def _cut(texts: Iterable[str], words: int) -> tuple[str, ...]:
    taken: list[str] = []
    for text in texts:
        taken.append(text)
        words -= count_words(text)
        if words <= 0:
            break
    return tuple(taken)


def _rest(texts: tuple[str, ...], words: int) -> tuple[str, ...]:
    """What ``_cut`` leaves: text on which no rule was chosen."""
    return texts[len(_cut(texts, words)) :]


def _spread(texts: tuple[str, ...], words: int) -> tuple[str, ...]:
    """Every n-th block of fifty lines, so that all parts of a mixed corpus are in."""
    blocks = [texts[i : i + 50] for i in range(0, len(texts), 50)]
    step = max(1, round(sum(map(count_words, texts)) / words))
    return tuple(text for block in blocks[::step] for text in block)
