"""Texts with their broken junctions: reordered, native, and garbled English."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.language.junctions import JunctionClass
from training import garble, operations
from training.garble import (
    ARTICLE,
    CLAUSE,
    FORM,
    MISSING,
    PHRASE,
    SOUND,
    Operation,
    Piece,
    Sentence,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

ARTICLES = frozenset({"a", "an", "the"})
WORD = re.compile(r"\w+|[^\w\s]")
MONTH = r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
DATE = re.compile(rf"\b(?:\d{{1,2}} (?:{MONTH})|(?:{MONTH}) \d{{1,2}})\b\W*")
OPERATIONS: tuple[tuple[Operation, JunctionClass, float], ...] = (
    (operations.invert_subject, CLAUSE, 4.0),
    (operations.impersonal, CLAUSE, 4.0),
    (operations.front_object, CLAUSE, 1.5),
    (operations.squeeze_adverbial, CLAUSE, 3.0),
    (operations.comma_after_subject, CLAUSE, 0.3),
    (operations.postpose_modifier, PHRASE, 2.5),
    (operations.part_modifier, PHRASE, 1.0),
    (operations.shuffle_window, PHRASE, 1.5),
    (operations.drop_of, PHRASE, 1.0),
    (operations.drop_preposition, PHRASE, 0.7),
    (operations.drop_subject, MISSING, 1.5),
    (operations.drop_auxiliary, MISSING, 2.5),
    (operations.drop_finite_verb, MISSING, 0.7),
    (operations.drop_word, MISSING, 1.0),
    (operations.change_verb, FORM, 1.2),
    (operations.infinitive, FORM, 0.7),
    (operations.change_preposition, FORM, 0.3),
    (operations.insert_word, FORM, 0.7),
)


@dataclass(slots=True)
class Example:
    """A text with its junctions: character offset of the token behind each one, and its class."""

    text: str
    junctions: dict[int, int] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    group: str = ""
    origin: str = ""


def joined(examples: list[Example]) -> Example:
    text, junctions, spans = "", {}, []
    for example in examples:
        if text:
            text += " "
        shift = len(text)
        junctions.update({shift + at: kind for at, kind in example.junctions.items()})
        spans += [(shift + start, shift + end) for start, end in example.spans]
        text += example.text
    return Example(text, junctions, spans, examples[0].group, examples[0].origin)


def pieces_of(span: Span) -> list[Piece]:
    return [
        Piece(
            token.text,
            index,
            bool(token.whitespace_),
            index > 0 or token.pos_ == "PROPN" or token.text == "I" or token.text.isupper(),
        )
        for index, token in enumerate(span)
    ]


def garbled(span: Span, forms: garble.Forms, rng: random.Random) -> Example:
    sentence, pieces = Sentence(span, forms), pieces_of(span)
    wanted = rng.choice((1, 1, 1, 2, 2, 3))
    weights = [weight for _, _, weight in OPERATIONS]
    for operation, kind, _ in rng.choices(OPERATIONS, weights, k=wanted * 3):
        before = [piece.source for piece in pieces]
        if wanted and operation(sentence, pieces, rng):
            wanted -= 1
            for source in displaced(before, [piece.source for piece in pieces]):
                sentence.touched.setdefault(source, kind)
    if rng.random() < 0.5:
        drop_articles(pieces, 0.25, rng)
    return rendered(sentence, pieces)


def displaced(before: list[int], after: list[int]) -> set[int]:
    """Sources on either side of a junction that was not there before, and those taken out."""
    old = set(pairwise([-1, *before]))
    new = {source for pair in pairwise([-1, *after]) if pair not in old for source in pair}
    return (new | (set(before) - set(after))) - {-1}


def drop_articles(pieces: list[Piece], share: float, rng: random.Random) -> None:
    pieces[:] = [p for p in pieces if p.text.lower() not in ARTICLES or rng.random() > share]


def written(
    sentence: Sentence, pieces: list[Piece]
) -> Iterator[tuple[Piece | None, Piece, str, str]]:
    """Each piece behind the one before it: the space in front of it and its word, cased anew."""
    span = sentence.span
    before: Piece | None = None
    for piece in pieces:
        word = piece.text
        if before is None:
            word = word[:1].upper() + word[1:] if span[0].text[:1].isupper() else word
        elif not piece.keeps_capital:
            word = word[:1].lower() + word[1:]
        space = " " if before is not None and spaced(before, piece, word) else ""
        yield before, piece, space, word
        before = piece


def rendered(sentence: Sentence, pieces: list[Piece]) -> Example:
    text, junctions = "", {}
    for before, piece, space, word in written(sentence, pieces):
        text += space
        kind = junction(sentence, before, piece)
        if kind != SOUND:
            junctions[len(text)] = kind
        text += word
    return Example(text, junctions)


def spaced(before: Piece, piece: Piece, word: str) -> bool:
    kept = before.source >= 0 and piece.source == before.source + 1
    return before.space if kept else word not in garble.NO_SPACE_BEFORE


def junction(sentence: Sentence, before: Piece | None, piece: Piece) -> JunctionClass:
    if piece.changed:
        return FORM
    last = -1 if before is None else before.source
    if (before is not None and last < 0) or piece.source == last + 1:
        return SOUND
    if piece.source > last:
        gap = range(last + 1, piece.source)
        if all(sentence.span[i].lower_ in ARTICLES for i in gap):
            return ARTICLE
        touched = [sentence.touched.get(i, SOUND) for i in gap]
    else:
        touched = [sentence.touched.get(i, SOUND) for i in (last, piece.source)]
    kinds = {kind for kind in touched if kind not in {SOUND, FORM}}
    return min(kinds, default=PHRASE)


def reordered(path: Path) -> Iterator[tuple[Example, Example]]:
    """Pairs of the reordered text, with its broken junctions, and its sound original."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [(start, end) for start, end in row["spans"]]
        broken = Example(row["text"], aligned(row["text"], row["english"]), spans)
        sound = Example(row["english"])
        for example in (broken, sound):
            example.group, example.origin = row["russian"], row["origin"]
        yield broken, sound


def aligned(text: str, original: str) -> dict[int, int]:
    """Junctions of a permuted text, by the cheapest way of reading its words in the original."""
    words = [word.lower() for word in WORD.findall(original)]
    places = defaultdict(list)
    for index, word in enumerate(words):
        places[word].append(index)
    articles = [0]
    for word in words:
        articles.append(articles[-1] + (word in ARTICLES))
    paths: dict[int, tuple[float, list[tuple[int, int]]]] = {-1: (0.0, [])}
    for match in WORD.finditer(text):
        step: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for place in places.get(match.group().lower(), [-2]):
            options = []
            for before, (cost, found) in paths.items():
                kind = step_kind(before, place, articles)
                price = {SOUND: 0.0, ARTICLE: 0.3}.get(kind, 1.0)
                options.append((cost + price, found, kind))
            cost, found, kind = min(options, key=lambda option: option[0])
            step[place] = (cost, [*found, (match.start(), kind)] if kind else found)
        paths = step
    junctions = dict(min(paths.values(), key=lambda option: option[0])[1])
    for date in DATE.finditer(text):  # day and month may stand in either order
        for at in range(date.start(), date.end() + 1):
            junctions.pop(at, None)
    return junctions


def with_phrase_level(example: Example, original: Doc) -> Example:
    """Junctions of moved stretches without a verb, by the original's tags, as phrase level."""
    verbs = {token.lower_ for token in original if token.pos_ in {"VERB", "AUX"}}
    for start, end in example.spans:
        words = {word.lower() for word in WORD.findall(example.text[start:end])}
        if not words & verbs:
            for at, kind in example.junctions.items():
                if kind == CLAUSE and start <= at <= end + 1:
                    example.junctions[at] = PHRASE
    return example


def step_kind(before: int, place: int, articles: list[int]) -> int:
    if place == before + 1 or place == -2:
        return SOUND
    if before == -1 or before == -2:
        return ARTICLE if articles[place] == place else SOUND
    if place > before and articles[place] - articles[before + 1] == place - before - 1:
        return ARTICLE
    return CLAUSE


def native_lines(path: Path) -> list[str]:
    lines = (" ".join(line.split()) for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if len(line.split()) > 1]


def detokenised(line: str) -> str:
    line = re.sub(r" (n't|'s|'re|'ve|'m|'ll|'d)\b", r"\1", line)
    line = re.sub(r" ([.,;:!?%)\]…])", r"\1", line)
    line = re.sub(r"([(\[$£]) ", r"\1", line)
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', line)


def packs(items: list[Example], rng: random.Random, most: int = 3) -> list[Example]:
    """Neighbouring sentences joined by one to `most`, as paragraphs have them."""
    result, at = [], 0
    while at < len(items):
        size = rng.randint(1, most)
        result.append(joined(items[at : at + size]))
        at += size
    return result


def garbled_packs(
    docs: list[Doc], forms: garble.Forms, rng: random.Random, share: float = 0.6
) -> list[Example]:
    """The sentences of parsed texts, most of them garbled, joined like paragraphs."""
    items = []
    for doc in docs:
        sound = doc[:]
        bad = len(doc) >= 6 and rng.random() < share
        items.append(garbled(sound, forms, rng) if bad else Example(doc.text))
    return packs(items, rng)
