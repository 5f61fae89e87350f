"""Terms: what a glossary wants for a Russian word, what it forbids, what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from mtcheck.config import Config
from mtcheck.detectors.source_base import PairByPair
from mtcheck.language.russian_text import tokens
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.term_base import Term, read_terms
from mtcheck.language.word_links import links_of
from mtcheck.model import Category, Finding, Origin, Severity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken


class SourceTerms(PairByPair):
    """Holds the translation against the glossaries and the list of words not to translate.

    Raises ``MtcheckError`` for a glossary that cannot be read.
    """

    name: ClassVar[str] = "source-terms"

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._terms = [term for path in config.terms.files for term in read_terms(path)]
        self._russian = {word: _lemma_sets(word) for t in self._terms for word in t.russian}

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield what one pair has against the glossary."""
        english = [t for t in pair.tokens if t.text[:1].isalnum()]
        for term in self._terms:
            places = list(self._places(term, pair))
            if places or not term.russian:
                yield from self._forbidden(pair, term, places, english)
            wanted = [p for form in term.wanted for p in _english_places(form, english)]
            forbidden = [p for form in term.forbidden for p in _english_places(form, english)]
            if term.wanted and len(wanted) + len(forbidden) < len(places) and not wanted:
                yield self._missing(pair, term, places[0])
        yield from self._kept(pair)

    def _places(self, term: Term, pair: SegmentPair) -> Iterator[Span]:
        """Where the Russian term stands in the source, in any of its forms."""
        words = [t for t in pair.source_tokens if t.text[:1].isalnum()]
        for form in term.russian:
            yield from _russian_places(self._russian[form], words)

    def _forbidden(
        self, pair: SegmentPair, term: Term, places: list[Span], english: Sequence[Token]
    ) -> Iterator[Finding]:
        for form in term.forbidden:
            for place in _english_places(form, english):
                text = pair.segment.text[place.start : place.end]
                instead = f"; write “{'”, “'.join(term.wanted)}”" if term.wanted else ""
                yield self.finding(
                    pair,
                    "source-terms/forbidden",
                    Category.TERM_INAPPROPRIATE,
                    Severity.MAJOR,
                    f"The glossary does not want “{text}”{instead}.",
                    target=place,
                    source=places[0] if places else None,
                    suggestions=term.wanted if text.lower() == form.lower() else (),
                )

    def _missing(self, pair: SegmentPair, term: Term, place: Span) -> Finding:
        russian = (pair.segment.source or "")[place.start : place.end]
        return self.finding(
            pair,
            "source-terms/missing",
            Category.TERM_INAPPROPRIATE,
            Severity.MAJOR,
            f"The glossary has “{'” or “'.join(term.wanted)}” for {russian}.",
            target=_standing_for(pair, place),
            source=place,
            origin=Origin(form=russian),
        )

    def _kept(self, pair: SegmentPair) -> Iterator[Finding]:
        for word in self._config.terms.do_not_translate:
            at = _found(word, pair.source_text)
            if at is not None and _found(word, pair.text) is None:
                start = pair.source.start + at
                yield self.finding(
                    pair,
                    "source-terms/not-kept",
                    Category.TERM_INAPPROPRIATE,
                    Severity.MAJOR,
                    f"“{word}” is to stay as it is in the source.",
                    source=Span(start, start + len(word)),
                )


def _lemma_sets(term: str) -> tuple[frozenset[str], ...]:
    return tuple(t.lemmas | {t.lower} for t in tokens(term) if t.text[:1].isalnum())


def _russian_places(
    term: Sequence[frozenset[str]], words: Sequence[RussianToken]
) -> Iterator[Span]:
    for at in range(len(words) - len(term) + 1):
        run = words[at : at + len(term)]
        if all(
            word.lower in forms or word.lemmas & forms
            for word, forms in zip(run, term, strict=True)
        ):
            yield Span(run[0].start, run[-1].end)


def _english_places(form: str, words: Sequence[Token]) -> Iterator[Span]:
    """Where an English term stands, each of its words in the form given or inflected."""
    wanted = form.lower().replace("-", " ").split()
    for at in range(len(words) - len(wanted) + 1):
        run = words[at : at + len(wanted)]
        if wanted and all(
            w in (t.lower_, t.lemma_.lower()) for w, t in zip(wanted, run, strict=True)
        ):
            yield Span(run[0].idx, run[-1].idx + len(run[-1].text))


def _standing_for(pair: SegmentPair, place: Span) -> Span | None:
    """The English words linked to those of the source at ``place``, else about there."""
    links = links_of(pair)
    numbers = [i for i, w in enumerate(links.source) if place.start <= w.start < place.end]
    found = sorted(links.best[i].target for i in numbers if i in links.best)
    if not found:
        return links.place(numbers[0]) if numbers else None
    first, last = links.target[found[0]], links.target[found[-1]]
    return Span(first.idx, last.idx + len(last.text))


def _found(word: str, text: str) -> int | None:
    """Where ``word`` stands by itself in ``text``."""
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(character.isalnum() for character in around):
            return at
        at = text.find(word, at + 1)
    return None
