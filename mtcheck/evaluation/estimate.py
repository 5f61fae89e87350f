"""An estimate of damage from everything that is too weak to be a finding.

A sum over a document, 0 where nothing speaks against it. Its parts: how likely each junction of
the English is broken (the word-order model), how strange its words are (their frequency), how
unusual its length is beside that of the source, tenses that may not be the source's, and words
of either side that nothing on the other stands for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtcheck.document import Document
from mtcheck.language.coverage import uncovered_russian, unexplained_english
from mtcheck.language.english_words import english_zipf
from mtcheck.language.junctions import Floats, JunctionClass
from mtcheck.language.segment_pairs import SegmentPair, segment_pairs
from mtcheck.language.tenses import doubtful_tenses
from mtcheck.language.word_links import links_of
from mtcheck.language.word_order import junction_classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BROKEN_JUNCTION = 1.0
"""Weight of a junction that is surely broken."""
STRANGE_WORD = 0.5
"""Weight of a word that no list has."""
DOUBTFUL_TENSE = 0.5
UNCOVERED = 1.0
"""Weight of a content word that surely was left out or put in."""
UNUSUAL_LENGTH = 0.1
"""Weight of one unit of surprise (nats) at the length."""
USUAL_ZIPF = 4.0
LENGTH_MEAN, LENGTH_DEVIATION = 0.06, 0.15
"""Of the logarithm of English to Russian characters, in two human translations of WMT21 news."""


def estimates(documents: Sequence[Document]) -> Iterator[float]:
    """The estimate of each analysed document, in order. Raises as ``junction_classes`` does."""
    for document in documents:
        docs = [segment.doc for segment in document.segments if segment.doc is not None]
        of_english = sum(
            _broken(classes) + _strange(doc)
            for doc, classes in zip(docs, junction_classes(docs), strict=True)
        )
        yield of_english + sum(_beside_source(pair) for pair in segment_pairs(document))


def _broken(classes: Floats) -> float:
    return BROKEN_JUNCTION * float((1.0 - classes[:, JunctionClass.SOUND]).sum())


def _strange(doc: Doc) -> float:
    words = (token for token in doc if token.is_alpha and not token.is_stop)
    return STRANGE_WORD * sum(_strangeness(token) for token in words)


def _strangeness(token: Token) -> float:
    """0 for a word in common use, up to 1 for one that no list has."""
    return max(0.0, 1.0 - english_zipf(token.text) / USUAL_ZIPF)


def _beside_source(pair: SegmentPair) -> float:
    length = UNUSUAL_LENGTH * _surprise(len(pair.text), len(pair.source_text))
    tenses = DOUBTFUL_TENSE * doubtful_tenses(pair)
    return length + tenses + UNCOVERED * _uncovered(pair)


def _uncovered(pair: SegmentPair) -> float:
    """How many words of either side are to be expected lost or added, by their likelihood."""
    links = links_of(pair)
    lost = sum(word.probability("omission") for word in uncovered_russian(links))
    return lost + sum(word.probability("addition") for word in unexplained_english(links))


def _surprise(english: int, russian: int) -> float:
    """How unusual a length is: negative logarithm of its likelihood beside the likeliest's."""
    if not russian:
        return 0.0
    deviation = (math.log(max(english, 1) / russian) - LENGTH_MEAN) / LENGTH_DEVIATION
    return deviation**2 / 2
