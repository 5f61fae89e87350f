"""English words that stand for one another: synonyms, derivations, wider words, antonyms.

From WordNet 3.0 (Fellbaum 1998) as Debian's package ``wordnet-base`` holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PARTS = ("noun", "verb", "adj", "adv")
_LETTER = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
_DERIVED = {"+", "\\", "<"}
_WIDER = {"@", "@i"}
_NEAR = {"&", "*", "$", "^"}
_FREQUENT_SENSES = 4


@dataclass(slots=True)
class Kin:
    """The words of one word, by how they are related."""

    same: set[str] = field(default_factory=set)
    derived: set[str] = field(default_factory=set)
    wider: set[str] = field(default_factory=set)
    opposite: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Synset:
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, int, int], ...]


def english_kin(folder: Path) -> dict[str, Kin]:
    """Every single word of WordNet with its kin; no words of more parts, no names.

    Synonyms and wider words are those of the first senses of a word only.
    """
    synsets = {f"{part}{at}": s for part in PARTS for at, s in _synsets(folder / f"data.{part}")}
    ordinary = {word for synset in synsets.values() for word in synset.words if word.islower()}
    found: dict[str, Kin] = defaultdict(Kin)
    for part in PARTS:
        for word, places in _index(folder / f"index.{part}"):
            for rank, at in enumerate(places if word in ordinary else ()):
                _add(found[word], word, synsets[f"{part}{at}"], synsets, rank)
    return found


def _add(kin: Kin, word: str, synset: _Synset, synsets: dict[str, _Synset], rank: int) -> None:
    frequent = rank < _FREQUENT_SENSES
    if frequent:
        kin.same.update(map(str.lower, synset.words))
    for symbol, target, own, other in synset.pointers:
        words = tuple(map(str.lower, synsets[target].words))
        if own and synset.words[own - 1].lower() != word:
            continue
        if symbol in _DERIVED:
            kin.derived.update(words[other - 1 : other] if other else words)
        elif symbol == "!":
            kin.opposite.update(words[other - 1 : other] if other else words)
        elif symbol in _NEAR and frequent:
            kin.same.update(words)
        elif symbol in _WIDER and frequent:
            kin.wider.update(words)


def _index(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text("utf-8").splitlines():
        if line[0] == " ":
            continue
        cells = line.split()
        senses = int(cells[2])
        if "_" not in cells[0]:
            yield cells[0], cells[-senses:]


def _synsets(path: Path) -> Iterator[tuple[str, _Synset]]:
    for line in path.read_text("utf-8").splitlines():
        if line[0] == " ":
            continue
        cells = line.partition(" | ")[0].split()
        count = int(cells[3], 16)
        words = tuple(_plain(cells[4 + 2 * i]) for i in range(count))
        at = 4 + 2 * count
        pointers = []
        for i in range(int(cells[at])):
            symbol, offset, part, ends = cells[at + 1 + 4 * i : at + 5 + 4 * i]
            pointers.append((symbol, _LETTER[part] + offset, int(ends[:2], 16), int(ends[2:], 16)))
        yield cells[0], _Synset(words, tuple(pointers))


def _plain(word: str) -> str:
    return word.partition("(")[0]
