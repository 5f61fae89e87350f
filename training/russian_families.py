"""Russian words of one stem: сообщать, сообщить, сообщение; экономика, экономический."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from mtcheck.language.word_lists import words

_SUFFIXES = words(
    "изировать ировать ывать ивать авать евать овать нуть ать ять еть ить уть ыть оть ти чь"
    " ирование ование ывание ивание ение ание яние ство ость ность изация ация яция иция ция тель"
    " ник ница чик щик ист изм ец ка ок ие ия ье тие"
    " ический еский ский ской ственный тельный ательный ительный альный ельный льный енный анный"
    " янный нный ной ный ний овый евый ивый ый ий ой ически ски но а я о е ь й ы и"
)
_ENDING = re.compile(f"(?:{'|'.join(sorted(_SUFFIXES, key=len, reverse=True))})$")
_SOUNDS = (
    ("щ", "т"),
    ("жд", "д"),
    ("ж", "г"),
    ("з", "г"),
    ("д", "г"),
    ("ч", "к"),
    ("ц", "к"),
    ("т", "к"),
    ("ш", "с"),
    ("х", "с"),
)
_SHORTEST = 4


def stem(lemma: str) -> str:
    """What a word keeps in its derivations, its last sound made one of its alternations."""
    word = re.sub(r"(?:ся|сь)$", "", lemma)
    found = _ENDING.search(word, _SHORTEST)
    kept = word[: found.start()] if found else word
    kept = re.sub(r"(?<=[бвмпф])л$|(?<=[нк])н$", "", kept)
    for sound, other in _SOUNDS:
        if kept.endswith(sound):
            kept = kept[: -len(sound)] + other
            if sound in ("щ", "жд"):
                continue
            break
    return kept


def families(lemmas: Iterable[str]) -> dict[str, set[str]]:
    """The lemmas by their stem; those too short to tell are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for lemma in lemmas:
        key = stem(lemma)
        if len(key) >= _SHORTEST:
            found[key].add(lemma)
    return found
