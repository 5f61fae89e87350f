"""Russian words that English has borrowed, from ``rules/lists/borrowed-russian.txt``."""

from __future__ import annotations

from functools import cache

from mtcheck.resources import rules_dir

LIST = "borrowed-russian.txt"
NAME_MARK = "+name"


@cache
def borrowed_words() -> dict[str, bool]:
    """Each borrowed word; the value is true when it needs a name beside it (``ulitsa Mira``)."""
    words = {}
    for line in (rules_dir() / "lists" / LIST).read_text("utf-8").splitlines():
        word, *marks = line.partition("#")[0].split()[:2] or [""]
        if word:
            words[word] = NAME_MARK in marks
    return words


def is_borrowed(word: str, beside_name: bool = False) -> bool:
    """True when English uses the Russian ``word`` as it is, also with an English plural."""
    known = borrowed_words()
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in known:
            return beside_name or not known[form]
    return False
