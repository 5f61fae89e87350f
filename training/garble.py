"""Make broken English out of sound English, the way statistical MT from Russian breaks it.

A `Piece` is one token of the sound sentence (or one put in); operations move, drop, change and
insert pieces. What stands between two pieces afterwards is judged by where they stood before.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mtcheck.language.junctions import JunctionClass

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SOUND, CLAUSE, PHRASE, MISSING, ARTICLE, FORM = JunctionClass

NO_SPACE_BEFORE = frozenset(".,;:!?)]}%”’'") | {"'s", "’s", "n't", "n’t", "...", "…"}


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    source: int  # index in the sound sentence; -1 = put in
    space: bool
    keeps_capital: bool
    changed: bool = False


Forms = dict[tuple[str, str], str]
Pieces = list[Piece]
Operation = Callable[["Sentence", Pieces, random.Random], bool]


@dataclass(slots=True)
class Sentence:
    """A sound sentence; `touched` says of each source which class of error it was moved by."""

    span: Span
    forms: Forms
    touched: dict[int, JunctionClass] = field(default_factory=dict)
    fronted: set[int] = field(default_factory=set)  # sources set in front, which is no error

    def token(self, source: int) -> Token:
        return self.span[source]

    def find(self, test: Callable[[Token], bool], rng: random.Random) -> Token | None:
        found = [token for token in self.span if test(token)]
        return rng.choice(found) if found else None

    def index(self, token: Token) -> int:
        return int(token.i - self.span.start)

    def block(self, token: Token) -> tuple[int, int]:
        """The subtree of a token as a half-open range, without punctuation at its edges."""
        left, right = token.left_edge.i - self.span.start, token.right_edge.i + 1 - self.span.start
        left, right = max(left, 0), min(right, len(self.span))
        while left < right and self.span[left].is_punct:
            left += 1
        while right > left and self.span[right - 1].is_punct:
            right -= 1
        return left, right


def form_table(docs: Iterable[Doc]) -> Forms:
    """The commonest lower-case form of each lemma and tag of verbs."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            if token.tag_.startswith("VB") and token.is_alpha:
                seen[token.lemma_.lower(), token.tag_][token.lower_] += 1
    return {key: forms.most_common(1)[0][0] for key, forms in seen.items()}


def locate(pieces: Pieces, left: int, right: int) -> int | None:
    """Where the pieces of sources left..right stand together, else None."""
    wanted = list(range(left, right))
    sources = [piece.source for piece in pieces]
    if not wanted or left not in sources:
        return None
    start = sources.index(left)
    return start if sources[start : start + len(wanted)] == wanted else None


def move(pieces: Pieces, left: int, right: int, target: int, after: bool) -> bool:
    """Take the block of sources left..right out and set it beside the piece of source target."""
    start = locate(pieces, left, right)
    if start is None or left <= target < right or all(p.source != target for p in pieces):
        return False
    block = pieces[start : start + right - left]
    del pieces[start : start + right - left]
    place = next(i for i, piece in enumerate(pieces) if piece.source == target) + after
    pieces[place:place] = block
    return True


def drop(pieces: Pieces, source: int) -> bool:
    place = locate(pieces, source, source + 1)
    if place is None or len(pieces) < 5:
        return False
    del pieces[place]
    return True


def change(pieces: Pieces, source: int, text: str) -> bool:
    place = locate(pieces, source, source + 1)
    if place is None or not text or pieces[place].text.lower() == text:
        return False
    if pieces[place].text[:1].isupper():
        text = text[:1].upper() + text[1:]
    pieces[place] = replace(pieces[place], text=text, changed=True)
    return True


def insert(pieces: Pieces, source: int, text: str) -> bool:
    place = locate(pieces, source, source + 1)
    if place is None:
        return False
    pieces.insert(place, Piece(text, -1, True, False, changed=True))
    return True
