"""Translations counted in parallel text that is aligned word by word (eflomal).

Östling & Tiedemann 2016, "Efficient word alignment with Markov chain Monte Carlo". Both sides are
lemmas; the pairs of the dictionaries are given as sentences of one word.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO

from mtcheck.language.russian import analyser

_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*|\d+|[a-z]+", re.IGNORECASE)

Sentence = Sequence[str]


@lru_cache(maxsize=100_000)
def lemma(form: str) -> str:
    return str(analyser().parse(form.lower())[0].normal_form).replace("ё", "е")


def russian_lemmas(line: str) -> list[str]:
    return [lemma(form) for form in _WORD.findall(line)]


def detokenised(line: str) -> str:
    """A line of MLQE-PE as it would be printed."""
    line = line.replace("n 't", " n't")
    line = re.sub(r"(?<=[\w)\]]) (?=n't\b|'(?:s|re|ve|m|ll|d)\b|[.,;:!?%)\]…])", "", line)
    return re.sub(r"([(\[$£]) ", r"\1", line)


def english_lemmas(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lemmas of every line, small letters, without punctuation."""
    from mtcheck.language.english import load_pipeline

    for doc in load_pipeline().pipe(lines, batch_size=64):
        yield [token.lemma_.lower() for token in doc if not token.is_punct and not token.is_space]


def counted(pairs: Sequence[tuple[Sentence, Sentence]], kept: int) -> Counter[tuple[str, str]]:
    """How often two lemmas were linked from both sides in the last ``kept`` of ``pairs``."""
    forward, backward = _links(pairs)
    found: Counter[tuple[str, str]] = Counter()
    for (russian, english), one, other in zip(
        pairs[-kept:], forward[-kept:], backward[-kept:], strict=True
    ):
        found.update((russian[i], english[j]) for i, j in one & other)
    return found


def _links(pairs: Sequence[tuple[Sentence, Sentence]]) -> tuple[list[set[tuple[int, int]]], ...]:
    import eflomal

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("ru", "en", "forward", "backward")]
        for side in (0, 1):
            lines = (" ".join(pair[side]) for pair in pairs)
            files[side].write_text("\n".join(lines) + "\n", "utf-8")
        with files[0].open() as russian, files[1].open() as english:
            eflomal.Aligner().align(
                russian, english, links_filename_fwd=str(files[2]), links_filename_rev=str(files[3])
            )
        with files[2].open() as forward, files[3].open() as backward:
            return _read(forward), _read(backward)


def _read(lines: IO[str]) -> list[set[tuple[int, int]]]:
    return [
        {(int(i), int(j)) for i, _, j in (link.partition("-") for link in line.split())}
        for line in lines
    ]
