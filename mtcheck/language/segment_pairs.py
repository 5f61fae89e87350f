"""A segment and its Russian, sentence beside sentence, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mtcheck.document import Document, Joint, Segment
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken


@dataclass(frozen=True, eq=False)
class SegmentPair:
    """A stretch of a segment and the stretch of its source that it translates.

    ``target`` is in offsets of ``segment.text``, ``source`` of ``segment.source``, and so are
    all offsets of its tokens. ``doubt`` is that of the joint, 0 where nobody has aligned.
    """

    segment: Segment
    target: Span
    source: Span
    doubt: float = 0.0

    @cached_property
    def text(self) -> str:
        """The English."""
        return self.segment.text[self.target.start : self.target.end]

    @cached_property
    def source_text(self) -> str:
        """The Russian."""
        return (self.segment.source or "")[self.source.start : self.source.end]

    @property
    def is_one_sided(self) -> bool:
        """True when either language has no words here."""
        return not (_has_words(self.text) and _has_words(self.source_text))

    @cached_property
    def is_left_in_russian(self) -> bool:
        """True when most letters of the English are Cyrillic: it was not translated at all."""
        letters = [c for c in self.text if c.isalpha()]
        return 2 * sum("\u0400" <= c <= "\u04ff" for c in letters) > len(letters)

    @cached_property
    def stretch(self) -> SpacySpan | None:
        """The analysed English; ``None`` when it is empty or was not analysed."""
        if self.segment.doc is None or not self.target:
            return None
        return self.segment.doc.char_span(
            self.target.start, self.target.end, alignment_mode="expand"
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """spaCy's tokens of the English; ``token.idx`` is an offset in ``segment.text``."""
        return tuple(t for t in self.stretch or () if not t.is_space)

    @cached_property
    def source_tokens(self) -> tuple[RussianToken, ...]:
        """The words and marks of the Russian, with offsets in ``segment.source``."""
        from mtcheck.language.russian_text import tokens

        return tokens(self.segment.source or "", self.source.start, self.source.end)

    def in_document(self, start: int, end: int) -> Span:
        """Span in ``Document.text`` of ``segment.text[start:end]``."""
        return self.segment.to_document(start, end)

    def in_source(self, start: int, end: int) -> Span:
        """Span in ``Document.source`` of ``segment.source[start:end]``."""
        return Span(self.segment.source_start + start, self.segment.source_start + end)


_pairs: WeakKeyDictionary[Document, tuple[SegmentPair, ...]] = WeakKeyDictionary()


def has_source(document: Document) -> bool:
    """True when at least one segment has its Russian beside it."""
    return any(segment.source for segment in document.segments)


def segment_pairs(document: Document) -> tuple[SegmentPair, ...]:
    """All pairs of a document in order of its text, made once however many ask.

    One a joint, or one a segment where there are no joints; segments without source have none.
    """
    found = _pairs.get(document)
    if found is None:
        found = tuple(pair for segment in document.segments for pair in _of(segment))
        _pairs[document] = found
    return found


def _of(segment: Segment) -> Iterator[SegmentPair]:
    if not segment.source:
        return
    whole = Joint(Span(0, len(segment.text)), Span(0, len(segment.source)))
    for joint in segment.joints or (whole,):
        yield SegmentPair(segment, joint.target, joint.source, joint.doubt)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
