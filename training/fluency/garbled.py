"""Sound sentences with Russian names put in, and the same sentences garbled."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from mtcheck.language.fluency_kinds import Kind
from training import operations
from training.corpus import pieces_of
from training.fluency import slips
from training.fluency.marks import ARTICLES, Marked, rendered
from training.fluency.names import Names
from training.garble import Forms, Operation, Piece, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Weighted = tuple[Operation, Kind, float]
MISSING_WORDS = Kind.MISSING


class Garbler:
    """Makes marked examples of parsed sound sentences."""

    def __init__(self, forms: Forms, words: slips.Slips, names: Names) -> None:
        self._forms = forms
        self._names = names
        self._operations = operations_with(words)
        self._weights = [weight for _, _, weight in self._operations]

    def sound(self, doc: Doc, rng: random.Random) -> Marked:
        """The sentence as it is, or with Russian names, or with its adverbial in front."""
        sentence, pieces = Sentence(doc[:], self._forms), pieces_of(doc[:])
        if rng.random() < 0.6:
            pieces = self._names.exchanged(doc, pieces, rng)
        return rendered(sentence, pieces, {}, {})

    def broken(self, doc: Doc, rng: random.Random) -> Marked:
        """The sentence with one to three errors; sound where none could be made."""
        sentence, pieces = Sentence(doc[:], self._forms), pieces_of(doc[:])
        if rng.random() < 0.6:
            pieces = self._names.exchanged(doc, pieces, rng)
        kinds: dict[int, int] = {}
        dropped: dict[int, int] = {}
        keep: list[Piece] = []
        wanted = rng.choice((1, 1, 2, 2, 3))
        for operation, kind, _ in rng.choices(self._operations, self._weights, k=wanted * 4):
            if not wanted:
                break
            before = list(pieces)
            if not operation(sentence, pieces, rng):
                pieces[:] = before
                continue
            wanted -= 1
            keep += before
            known = {id(piece) for piece in before}
            sources = {piece.source for piece in pieces}
            kinds |= {id(p): kind for p in pieces if id(p) not in known and p.changed}
            for piece in before:
                if piece.source >= 0 and piece.source not in sources and piece.text[0].isalnum():
                    article = piece.text.lower() in ARTICLES
                    dropped[piece.source] = Kind.ARTICLE if article else MISSING_WORDS
        if rng.random() < 0.2:
            self._without_articles(sentence, pieces, dropped, rng)
        return rendered(sentence, pieces, kinds, dropped)

    def _without_articles(
        self, sentence: Sentence, pieces: list[Piece], dropped: dict[int, int], rng: random.Random
    ) -> None:
        for piece in list(pieces):
            singular = piece.source >= 0 and sentence.span[piece.source].head.tag_ == "NN"
            if piece.text.lower() in ARTICLES and singular and rng.random() < 0.4:
                pieces.remove(piece)
                dropped[piece.source] = Kind.ARTICLE


def operations_with(words: slips.Slips) -> tuple[Weighted, ...]:
    """Every operation, the kind of word it puts in or changes, how often it is tried."""
    return (
        *OF_ANY_WORDS,
        (words.number, Kind.FORM, 2.5),
        (words.derivation, Kind.FORM, 2.5),
        (words.left_standing, Kind.SPELLING, 1.0),
    )


OF_ANY_WORDS: tuple[Weighted, ...] = (
    (operations.invert_subject, Kind.ORDER, 2.5),
    (operations.impersonal, Kind.ORDER, 3.0),
    (operations.front_object, Kind.ORDER, 1.0),
    (operations.squeeze_adverbial, Kind.ORDER, 1.5),
    (operations.postpose_modifier, Kind.ORDER, 1.3),
    (operations.part_modifier, Kind.ORDER, 0.5),
    (operations.shuffle_window, Kind.ORDER, 0.8),
    (operations.comma_after_subject, Kind.EXTRA, 0.4),
    (operations.drop_of, Kind.MISSING, 1.0),
    (operations.drop_preposition, Kind.MISSING, 2.0),
    (operations.drop_subject, Kind.MISSING, 3.0),
    (operations.drop_auxiliary, Kind.MISSING, 4.0),
    (operations.drop_finite_verb, Kind.MISSING, 2.0),
    (operations.drop_word, Kind.MISSING, 2.0),
    (slips.drop_article, Kind.ARTICLE, 3.0),
    (slips.drop_relative, Kind.MISSING, 1.5),
    (slips.drop_conjunction, Kind.MISSING, 0.5),
    (slips.drop_to, Kind.MISSING, 1.2),
    (slips.drop_possessive, Kind.MISSING, 1.2),
    (slips.verb_form, Kind.FORM, 4.0),
    (slips.agreement, Kind.FORM, 2.5),
    (operations.infinitive, Kind.FORM, 1.5),
    (slips.pronoun_case, Kind.FORM, 0.7),
    (slips.preposition, Kind.WORD, 4.0),
    (slips.relative, Kind.WORD, 0.7),
    (slips.wrong_article, Kind.WORD, 0.3),
    (slips.doubled_preposition, Kind.EXTRA, 0.7),
    (slips.repeated, Kind.EXTRA, 0.7),
    (slips.needless_article, Kind.EXTRA, 1.5),
    (slips.stray_of, Kind.EXTRA, 1.2),
    (operations.insert_word, Kind.EXTRA, 2.0),
    (slips.comma_before_that, Kind.EXTRA, 0.4),
    (slips.misspelled, Kind.SPELLING, 0.8),
    (slips.lower_name, Kind.CAPITAL, 1.0),
    (slips.raised_word, Kind.CAPITAL, 0.5),
)
