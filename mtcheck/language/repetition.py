"""Words and phrases that stand twice in a row in a translation and once in its source."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_lists import words
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 12
LONG_PHRASE = 3
FEWEST_DIGITS = 4
"""Shorter figures that stand twice may be groups of one number (12 000 000)."""
FAR_PHRASE, FAR_CONTENT = 6, 3
"""A phrase of so many words, so many of content, comes twice only when a model loops."""

_MAY_DOUBLE = words("and had that is do no ha bye so very long many more blah")


def repetitions(pair: SegmentPair) -> Iterator[Disparity]:
    """Repetitions of the English for which the Russian has none."""
    tokens = [token for token in pair.tokens if not token.is_punct]
    texts = [token.lower_ for token in tokens]
    source = [token.lower for token in pair.source_tokens if token.text[:1].isalnum()]
    if _doubled(source) or any(_is_reduplicated(word) for word in source):
        return
    place = 0
    while place < len(texts):
        length = _repeat_at(texts, place)
        if 0 < length < LONG_PHRASE and not _counts(tokens[place : place + length], pair):
            length = 0
        if not length:
            place += 1
            continue
        end = place + length
        while texts[end : end + length] == texts[place : place + length]:
            end += length
        first, last = tokens[place + length], tokens[end - 1]
        what = "phrase" if length >= LONG_PHRASE else "word"
        yield Disparity(what, Span(first.idx, last.idx + len(last)))
        place = end
    yield from _far(pair)


def _repeat_at(texts: Sequence[str], place: int) -> int:
    """Length of the shortest phrase at ``place`` that follows again at once, 0 for none."""
    for length in range(1, LONGEST + 1):
        phrase = texts[place : place + length]
        if phrase == texts[place + length : place + 2 * length] and any(
            word.isalpha() or (word.isdigit() and len(word) >= FEWEST_DIGITS) for word in phrase
        ):
            return length
    return 0


def _counts(phrase: Sequence[Token], pair: SegmentPair) -> bool:
    """False where good English doubles a word or a mark parts the two."""
    doc = pair.segment.doc
    parted = doc is not None and doc[phrase[-1].i + 1].is_punct
    return not parted and not any(token.lower_ in _MAY_DOUBLE for token in phrase)


def _is_reduplicated(word: str) -> bool:
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and first == second


def _doubled(items: Sequence[Hashable]) -> bool:
    return any(
        items[place : place + length] == items[place + length : place + 2 * length]
        for length in (1, 2, 3)
        for place in range(len(items) - 2 * length + 1)
    )


def _far(pair: SegmentPair) -> Iterator[Disparity]:
    """A long phrase that comes again later in the sentence."""
    tokens = pair.tokens
    seen: dict[tuple[str, ...], int] = {}
    for place in range(len(tokens) - FAR_PHRASE + 1):
        window = tokens[place : place + FAR_PHRASE]
        content = sum(1 for t in window if t.is_alpha and not t.is_stop)
        key = tuple(token.lower_ for token in window)
        if content < FAR_CONTENT:
            continue
        if key in seen and place >= seen[key] + FAR_PHRASE:
            if not _source_repeats(pair):
                yield Disparity("far-phrase", Span(window[0].idx, window[-1].idx + len(window[-1])))
            return
        seen.setdefault(key, place)


def _source_repeats(pair: SegmentPair) -> bool:
    """True when two content words stand beside each other twice in the Russian."""
    lemmas = [t.lemma for t in pair.source_tokens if t.is_word and len(t.text) > 2]
    bigrams = list(pairwise(lemmas))
    return len(set(bigrams)) < len(bigrams)
