"""What the translation left out or put in: sentences, and words that nothing stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from mtcheck.detectors.source_base import DOUBTFUL, SourceDetector
from mtcheck.document import Document
from mtcheck.language.coverage import (
    Uncovered,
    uncovered_russian,
    unexplained_english,
)
from mtcheck.language.english_words import english_zipf
from mtcheck.language.lexicon import kin, translations
from mtcheck.language.segment_pairs import SegmentPair, segment_pairs
from mtcheck.language.word_links import WordLinks, links_of
from mtcheck.language.word_lists import words
from mtcheck.model import Category, Finding, Origin, Severity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

OMITTED, ADDED = 0.94, 0.93
"""About one finding in 2,000 words of good translation, and one in 6,000."""
SURELY = 0.98
_EXAMPLES = 3
_NEGATIONS = words("не ни нет без нельзя никто ничто никогда")
_ENGLISH_NEGATIONS = words("not n't no non without never nobody nothing none neither nor")


class SourceOmission(SourceDetector):
    """Finds what has no partner on the other side, and words turned into their opposite."""

    name: ClassVar[str] = "source-omission"

    def compare_document(self, document: Document) -> Iterator[Finding]:
        """Yield sentences without partner, then the words of those that have one."""
        for pair in segment_pairs(document):
            if pair.doubt >= DOUBTFUL:
                continue
            if pair.is_one_sided:
                yield from self._sentence(pair)
            else:
                yield from self.compare(pair)

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield what one pair lost, added, or turned round."""
        links = links_of(pair)
        free = [
            u for u in uncovered_russian(links) if not links.source[u.number].text[:1].isupper()
        ]
        extra = list(unexplained_english(links))
        turned = list(_opposites(links, free, extra))
        for lost, other in turned:
            yield self._opposite(pair, links, lost, other)
        done = {id(word) for pair_ in turned for word in pair_}
        for word in free:
            if id(word) not in done and word.probability("omission") >= OMITTED:
                yield self._omitted(pair, links, word)
        for word in extra:
            if id(word) not in done and word.probability("addition") >= ADDED:
                yield self._added(pair, links.target[word.number], word)

    def _sentence(self, pair: SegmentPair) -> Iterator[Finding]:
        """A sentence of one side alone; nothing for bare marks."""
        if _content(pair.source_text):
            yield self.finding(
                pair,
                "source-omission/sentence",
                Category.OMISSION,
                Severity.MAJOR,
                "Nothing in the translation stands for this sentence of the source.",
            )
        elif _content(pair.text):
            yield self.finding(
                pair,
                "source-omission/added-sentence",
                Category.ADDITION,
                Severity.MAJOR,
                "Nothing in the source stands for this sentence.",
            )

    def _omitted(self, pair: SegmentPair, links: WordLinks, word: Uncovered) -> Finding:
        russian = links.source[word.number]
        known = sorted(translations(russian.lemma).sure, key=lambda w: (-english_zipf(w), w))
        meaning = f" ({', '.join(known[:_EXAMPLES])})" if known else ""
        return self.finding(
            pair,
            "source-omission/word",
            Category.OMISSION,
            _severity(word.probability("omission")),
            f"Nothing here stands for {russian.text}{meaning} of the source.",
            target=links.place(word.number),
            source=russian.span,
            origin=Origin(form=russian.text, lemma=russian.lemma),
        )

    def _added(self, pair: SegmentPair, token: Token, word: Uncovered) -> Finding:
        return self.finding(
            pair,
            "source-omission/added-word",
            Category.ADDITION,
            _severity(word.probability("addition")),
            f"Nothing in the source stands for “{token.text}”.",
            target=Span(token.idx, token.idx + len(token.text)),
        )

    def _opposite(
        self, pair: SegmentPair, links: WordLinks, lost: Uncovered, other: Uncovered
    ) -> Finding:
        russian, token = links.source[lost.number], links.target[other.number]
        right = sorted(_sure(russian) & kin(token.lemma_.lower()).opposite)
        return self.finding(
            pair,
            "source-omission/opposite",
            Category.MISTRANSLATION,
            Severity.MAJOR,
            f"“{token.text}” is the opposite of {russian.text}, which is “{'”, “'.join(right)}”.",
            target=Span(token.idx, token.idx + len(token.text)),
            source=russian.span,
            origin=Origin(form=russian.text, lemma=russian.lemma),
            suggestions=tuple(right) if token.lemma_.lower() == token.lower_ else (),
        )


def _opposites(
    links: WordLinks, free: list[Uncovered], extra: list[Uncovered]
) -> Iterator[tuple[Uncovered, Uncovered]]:
    """Pairs of left-over words of which one translates the opposite of the other.

    Not where the sentence says no: “not forgotten” is a good translation of помнит.
    """
    if _negated(links):
        return
    for word in free:
        sure = _sure(links.source[word.number])
        for other in extra:
            opposite = kin(links.target[other.number].lemma_.lower()).opposite
            if not sure.isdisjoint(opposite):
                yield word, other
                break


def _sure(word: RussianToken) -> frozenset[str]:
    return frozenset(t for lemma in word.lemmas for t in translations(lemma).sure)


def _negated(links: WordLinks) -> bool:
    russian = any(not w.lemmas.isdisjoint(_NEGATIONS) for w in links.source)
    return russian or any(t.lower_ in _ENGLISH_NEGATIONS for t in links.target)


def _severity(probability: float) -> Severity:
    return Severity.MAJOR if probability >= SURELY else Severity.MINOR


def _content(text: str) -> bool:
    return any(character.isalpha() for character in text)
