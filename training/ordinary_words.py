"""Make the list of words that English writes with a small letter inside a sentence.

    python training/ordinary_words.py MASC > rules/lists/capitals-ordinary-words.txt

MASC has one sentence a line. Counted are words behind a small letter or a comma, so that no
sentence begins with them. Prints them capitalised, one a line, as token patterns need them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from mtcheck.language.english_words import english_zipf

FEWEST = 8
MOST_CAPITALISED = 0.02
FEWEST_OF_FREQUENT = 3
FREQUENT_ZIPF = 3.3
SHORTEST = 4

NAMES = frozenset(
    [
        "alpha", "amazon", "angels", "apple", "april", "baker", "banks", "bats", "bears", "bell",
        "bill", "bishop", "bolt", "brooks", "bulls", "bush", "carter", "charles", "chase",
        "chrome", "cook", "cooper", "dawn", "dean", "delta", "dove", "drew", "duke", "eagles",
        "earl", "echo", "edge", "eve", "express", "faith", "field", "fields", "fisher", "frank",
        "fury", "giants", "grace", "grant", "guardian", "hill", "hills", "hotel", "hunter",
        "jack", "jaguar", "kings", "knight", "lake", "lakes", "life", "lions", "lotus", "march",
        "mark", "marshall", "mash", "mason", "meta", "mike", "miles", "mirror", "net", "nova",
        "observer", "omega", "orange", "page", "pages", "panther", "park", "parks", "pink",
        "pirates", "pope", "porter", "post", "potter", "price", "prime", "prince", "puma",
        "queen", "rangers", "rice", "rich", "rob", "rose", "ruby", "saints", "shell", "shield",
        "signal", "sky", "steel", "sting", "stone", "sue", "sun", "tango", "target", "taylor",
        "telegram", "telegraph", "tiger", "tigers", "turkey", "turner", "twitter", "uber",
        "uniform", "victor", "visa", "wagner", "walker", "wells", "will", "windows", "wolf",
        "wolves", "woods", "word", "yankee", "zenit", "zoom",
    ]
)  # fmt: skip
"""People, makers, papers, clubs and services named by an ordinary word."""

_INSIDE = re.compile(r"(?<=[a-z,] )([A-Za-z][a-z]{2,})\b")


def main(corpus: Path) -> None:
    """Count, choose and print."""
    small, capital = Counter[str](), Counter[str]()
    for line in corpus.read_text("utf-8").splitlines():
        for word in _INSIDE.findall(line):
            (capital if word[0].isupper() else small)[word.lower()] += 1
    print(
        "# Words that English writes with a small letter inside a sentence nearly always,"
        " capitalised.\n# Counted in MASC by training/ordinary_words.py."
    )
    for word in sorted(small):
        if _is_ordinary(word, small[word], capital[word]):
            print(word.capitalize())


def _is_ordinary(word: str, small: int, capital: int) -> bool:
    if len(word) < SHORTEST or word.endswith("ly") or word in NAMES:
        return False
    if small >= FEWEST:
        return capital <= MOST_CAPITALISED * small
    return small >= FEWEST_OF_FREQUENT and not capital and english_zipf(word) >= FREQUENT_ZIPF


if __name__ == "__main__":
    main(Path(sys.argv[1]))
