"""Russian words of the source left in the English, in Cyrillic or in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.detectors.russian_origin import describe, origin_of, translations
from mtcheck.detectors.source_base import PairByPair
from mtcheck.detectors.surroundings import CLOSING_QUOTES, OPENING_QUOTES, Word, latin_words
from mtcheck.language.borrowings import is_borrowed
from mtcheck.language.english_words import DOUBTFUL, english_zipf
from mtcheck.language.russian import analyse, back_transliterate
from mtcheck.language.russian_text import RussianToken
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.untranslated import SHORTEST
from mtcheck.model import Category, Finding, Severity, Span

RULE = "source-untranslated"
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё\u0301]*(?:[-/][А-Яа-яЁё]+)*")
_EXPLAINED = frozenset("([=/" + "".join(OPENING_QUOTES))


class SourceUntranslated(PairByPair):
    """Finds the very words of the source that nobody translated."""

    name = "source-untranslated"

    def compare(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield a finding for each word of the source that stands in the English."""
        source = {
            token.lower.replace("ё", "е"): token for token in pair.source_tokens if token.is_word
        }
        yield from self._copied(pair, source)
        yield from self._transliterated(pair, source)

    def _copied(self, pair: SegmentPair, source: dict[str, RussianToken]) -> Iterator[Finding]:
        for found in _CYRILLIC_WORD.finditer(pair.text):
            word = _word(pair, found.start(), found.end())
            plain = found.group().lower().replace("ё", "е")
            token = source.get(plain) or source.get(plain.partition("/")[0])
            if token and len(word.text) > 1 and not _is_meant(word):
                yield self._finding(pair, word, token, "copied", "left as in the source")

    def _transliterated(
        self, pair: SegmentPair, source: dict[str, RussianToken]
    ) -> Iterator[Finding]:
        for word in latin_words(pair.segment):
            text = word.text
            outside = word.start < pair.target.start or word.end > pair.target.end
            if outside or len(text) < SHORTEST or english_zipf(text) >= DOUBTFUL:
                continue
            token = _source_of(text, source) if text.islower() else None
            if token and not (_is_borrowed(word) or _is_meant(word)):
                yield self._finding(pair, word, token, "transliterated", "Russian in Latin letters")

    def _finding(
        self, pair: SegmentPair, word: Word, token: RussianToken, kind: str, what: str
    ) -> Finding:
        reading = analyse(token.lower)
        return self.finding(
            pair,
            f"{RULE}/{kind}",
            Category.UNTRANSLATED,
            Severity.CRITICAL,
            f"“{word.text}” is {what}: {describe(reading)}.",
            target=Span(word.start, word.end),
            source=token.span,
            origin=origin_of(reading),
            suggestions=translations(reading, word.text),
        )


def _is_borrowed(word: Word) -> bool:
    named = word.previous_word()[:1].isupper() or word.next_word()[:1].isupper()
    return is_borrowed(word.text, beside_name=named)


def _source_of(text: str, source: dict[str, RussianToken]) -> RussianToken | None:
    """The word of the source that ``text`` writes in Latin letters, unless it is a name there."""
    for reading in back_transliterate(text.lower()):
        token = source.get(reading.form.replace("ё", "е"))
        if token is None:
            continue
        if token.text.islower() or (token.opens_sentence and not reading.is_name):
            return token
    return None


def _is_meant(word: Word) -> bool:
    """True for what is named on purpose: in brackets or quotation marks, in an address."""
    before, after = word.before(2).rstrip(), word.after(2).lstrip()
    quoted = before[-1:] in _EXPLAINED and (before[-1:] in "([=/" or after[:1] in CLOSING_QUOTES)
    return word.is_verbatim() or word.is_part_of_address() or quoted


def _word(pair: SegmentPair, start: int, end: int) -> Word:
    return Word(pair.segment, start + pair.target.start, end + pair.target.start)
