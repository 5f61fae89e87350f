"""Russian names for those of native text: the model must not take them for errors."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.resources import rules_dir
from training.fluency.word_lists import word_lists
from training.garble import Piece

if TYPE_CHECKING:
    from spacy.tokens import Doc

LISTS = word_lists()["names"]
STEMS, ENDINGS, PLACES, BODIES = (
    LISTS[kind].split() for kind in ("stems", "endings", "places", "bodies")
)


class Names:
    """Names of people made of common stems and endings, and lists of places and bodies."""

    def __init__(self) -> None:
        table = (rules_dir() / "names" / "first-names.tsv").read_text("utf-8").splitlines()[1:]
        self._first = [line.split("\t")[0] for line in table]

    def surname(self, rng: random.Random) -> str:
        return rng.choice(STEMS) + rng.choice(ENDINGS)

    def exchanged(self, doc: Doc, pieces: list[Piece], rng: random.Random) -> list[Piece]:
        """The pieces with names of people, places and bodies replaced by Russian ones."""
        given: dict[str, str] = {}
        result = []
        for piece in pieces:
            token = doc[piece.source] if piece.source >= 0 else None
            if token is not None and token.pos_ == "PROPN" and token.is_title and token.is_alpha:
                if token.text not in given:
                    name = self._instead(token, rng)
                    if name:
                        given[token.text] = name
                piece = replace(piece, text=given.get(token.text, piece.text))
            result.append(piece)
        return result

    def _instead(self, token, rng: random.Random) -> str:
        entity = token.ent_type_
        if entity == "PERSON":
            last = token.i + 1 == len(token.doc) or token.nbor(1).ent_type_ != "PERSON"
            return self.surname(rng) if last else rng.choice(self._first)
        single = token.ent_iob_ == "B" and (
            token.i + 1 == len(token.doc) or token.nbor(1).ent_iob_ != "I"
        )
        if entity in {"GPE", "LOC"} and single:
            return rng.choice(PLACES)
        if entity == "ORG" and single:
            return rng.choice(BODIES)
        return ""
