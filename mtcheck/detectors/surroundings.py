"""Words of a segment's text, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.document import Segment
from mtcheck.model import Span

_LETTER = "A-Za-zªµºÀ-ÖØ-öø-ʯ\u0300-\u036fḀ-ỿ\u00ad"
_SIGN = "'’ʼ`´′ʹʺ″·\""
_LATIN_WORD = re.compile(rf"(?<!\w)[{_LETTER}]+(?:[-‐‑{_SIGN}][{_LETTER}]+)*[ʹʺ′″]?(?!\w)")
_ANY_WORD = re.compile(r"\w[\w'’-]*")

ADDRESS_CHARACTERS = frozenset("@#_/\\=&~<>|")
HYPHENS = frozenset("-‐‑\u00ad")
OPENING_QUOTES = "“‘«„\"'‹"
CLOSING_QUOTES = "”’»“\"'›"
NEIGHBOUR_RANGE = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word of ``segment``; ``start`` and ``end`` are segment offsets."""

    segment: Segment
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.segment.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where the word stands in the document."""
        return self.segment.to_document(self.start, self.end)

    def before(self, count: int) -> str:
        """Up to ``count`` characters in front of the word."""
        return self.segment.text[max(0, self.start - count) : self.start]

    def after(self, count: int) -> str:
        """Up to ``count`` characters behind the word."""
        return self.segment.text[self.end : self.end + count]

    def previous_word(self) -> str:
        """The word in front with only white space between, or an empty string."""
        before = self.before(NEIGHBOUR_RANGE)
        words = _ANY_WORD.findall(before)
        return words[-1] if words and before.rstrip().endswith(words[-1]) else ""

    def next_word(self) -> str:
        """The word behind with only white space between, or an empty string."""
        found = _ANY_WORD.match(self.after(NEIGHBOUR_RANGE).lstrip())
        return found.group() if found else ""

    def is_verbatim(self) -> bool:
        """True within code or an address the format has marked."""
        here = Span(self.start, self.end)
        return any(span.overlaps(here) for span in self.segment.verbatim)

    def is_part_of_address(self) -> bool:
        """True for a piece of a URL, e-mail, handle, hashtag, path or file name.

        Tokenised ones count (``https : / / vk.com / name _ surname``): the sign may stand
        one space away.
        """
        before, after = self.before(2), self.after(2)
        if {*before[-1:], *before.rstrip()[-1:], *after[:1], *after.lstrip()[:1]} & (
            ADDRESS_CHARACTERS
        ):
            return True
        if before[-1:] == "." and before != "..":
            return True
        return after[:1] in {".", ":"} and after[1:2].isalnum()

    def is_cut_off(self) -> bool:
        """True for half a word: a hyphen hangs at its end or its beginning."""
        before, after = self.before(2), self.after(2)
        if before == "--" or after == "--":
            return False
        return before[-1:] in HYPHENS or after[:1] in HYPHENS

    def is_quoted_alone(self) -> bool:
        """True when quotation marks hold this word and nothing else."""
        before, after = self.before(2).rstrip(), self.after(2).lstrip()
        return before[-1:] in set(OPENING_QUOTES) and after[:1] in set(CLOSING_QUOTES)

    def part(self, start: int, end: int) -> Word:
        """The characters ``start``..``end`` of this word, as a word."""
        return Word(self.segment, self.start + start, self.start + end)


def latin_words(segment: Segment) -> Iterator[Word]:
    """The words in Latin letters, hyphens and inner apostrophes included."""
    for found in _LATIN_WORD.finditer(segment.text):
        yield Word(segment, found.start(), found.end())
