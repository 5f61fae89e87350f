"""Pairs of a Russian lemma and an English word out of printed dictionaries.

Mueller's English–Russian dictionary (7th edition, GPL) and FreeDict's (GPL), as Debian's packages
``mueller7-dict`` and ``dict-freedict-eng-rus`` hold them, and the glosses of ``rules/glosses``.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from mtcheck.language.english_forms import data_path, read_table
from mtcheck.language.glosses import COLUMNS
from mtcheck.language.russian import analyser
from mtcheck.language.word_lists import words

Pair = tuple[str, str, bool]
"""Russian lemma, English word, whether each is the whole of what is translated."""

_LABEL = re.compile(r"_\S+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_SENSE = re.compile(r"(?:^|\s)\d+[.)]|[;,]")
_CYRILLIC = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_ENGLISH = re.compile(r"[a-z]+(?:[-'][a-z]+)*$", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]{2}")
_LONGEST = 2
_CONTENT = frozenset(
    {
        "NOUN",
        "ADJF",
        "ADJS",
        "INFN",
        "VERB",
        "PRTF",
        "PRTS",
        "GRND",
        "ADVB",
        "COMP",
        "PRED",
        "NUMR",
        "NPRO",
    }
)
_FUNCTION = words(
    "a an the to of in on at by for with from into oneself one one's be something somebody someone"
    " smb smth or and not as up out off down over away it its is are"
)


@lru_cache(maxsize=100_000)
def lemmas(form: str) -> tuple[str, ...]:
    """The likeliest lemmas of a form that are content words."""
    parses = analyser().parse(form.lower())
    best = parses[0].score
    likely = [p for p in parses if p.score >= best * 0.5]
    return tuple(
        dict.fromkeys(p.normal_form.replace("ё", "е") for p in likely if p.tag.POS in _CONTENT)
    )


def mueller(path: Path) -> Iterator[Pair]:
    """The pairs of a dictionary in dictd's format, its headwords at the margin."""
    headword, body = "", []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line[:1].strip():
                yield from _of_entry(headword, " ".join(body))
                headword, body = line.strip(), []
            else:
                body.append(line.strip())
    yield from _of_entry(headword, " ".join(body))


def glosses() -> Iterator[Pair]:
    """The pairs of our own glosses."""
    for lemma, _, _, cell in read_table(data_path("ru-en.tsv"), COLUMNS):
        for sense in cell.split("; "):
            left = [w for w in _BRACKETED.sub(" ", sense).lower().split() if w not in _FUNCTION]
            for word in left:
                yield lemma.replace("ё", "е"), word.strip(".,"), len(left) == 1


def _of_entry(headword: str, body: str) -> Iterator[Pair]:
    english = [w for w in headword.lower().split() if w not in _FUNCTION]
    if not english or len(english) > 2 or not all(_ENGLISH.match(w) for w in english):
        return
    text = body
    while _BRACKETED.search(text):
        text = _BRACKETED.sub(" ", text)
    for sense in _SENSE.split(_LABEL.sub(" ", text)):
        russian = _CYRILLIC.findall(sense)
        if _LATIN.search(sense) or not 0 < len(russian) <= _LONGEST:
            continue
        for lemma in (lemma for form in russian for lemma in lemmas(form)):
            for word in english:
                yield lemma, word, len(russian) == len(english) == 1
