"""Russian words left in Latin letters: “the Americans otrulivaet aside”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.detectors.russian_origin import describe, origin_of, translations
from mtcheck.detectors.surroundings import OPENING_QUOTES, Word, latin_words
from mtcheck.document import Document, Segment
from mtcheck.language.borrowings import is_borrowed
from mtcheck.language.english_words import DOUBTFUL, english_zipf, is_english_word
from mtcheck.language.russian import Reading, back_transliterate, is_russian_name, name_tags
from mtcheck.language.untranslated import SHORTEST, untranslated_readings
from mtcheck.model import Category, Finding, Severity

RULE = "untranslated/transliterated-word"
READINGS_SHOWN = 3
QUOTE_RANGE = 400

_VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADVB", "PRED", "COMP"})
_CONFIDENT_ZIPF = 2.0
_CONFIDENT_LENGTH = 8
_JOINED_ZIPF = 2.0
_FOREIGN_PASSAGE_WORDS = 4
_INTRODUCED = re.compile(
    r"\b(?:so-called|called|known as|term|word|dubbed|nicknamed)[\s\W]{1,4}$", re.I
)
_EXPLAINED = re.compile(
    r"^[\"'”’»]?,?\s(?:\(|or\b|meaning\b|which means\b|literally\b|that is\b)", re.I
)
_OPEN_SINGLE_QUOTE = re.compile(r"‘|(?<!\w)'(?=\w)")
_PARTS = re.compile(r"[^-‐‑]+")


class Transliteration:
    """Finds Latin words that are no English but forms of the Russian dictionary."""

    name = "transliteration"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each Russian word left in Latin letters."""
        names = _Names(document.text)
        for segment in document.segments:
            in_capitals = segment.text.isupper()
            found = [
                hit
                for word in latin_words(segment)
                for hit in _left_overs(word, names, in_capitals)
            ]
            if found and not _is_foreign_passage(segment):
                yield from (_finding(word, readings) for word, readings in found)


class _Names:
    """What a document shows to be a name by how it writes it somewhere."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._capitalised: dict[str, bool] = {}
        self._surnames: dict[str, bool] = {}

    def has_capital(self, word: str) -> bool:
        """True when the capitalised ``word`` also stands inside a sentence."""
        if word not in self._capitalised:
            inside = re.search(rf"[\w,;] {re.escape(word)}\b", self._text)
            self._capitalised[word] = inside is not None
        return self._capitalised[word]

    def is_surname(self, word: str) -> bool:
        """True when ``word`` stands behind a Russian given name or patronymic."""
        if word not in self._surnames:
            before = re.findall(rf"\b([A-Z]\w+) (?i:{re.escape(word)})\b", self._text)
            self._surnames[word] = any(
                name_tags(previous) & {"Name", "Patr"} for previous in dict.fromkeys(before)
            )
        return self._surnames[word]


def _finding(word: Word, readings: tuple[Reading, ...]) -> Finding:
    best, *others = readings[:READINGS_SHOWN]
    return Finding(
        rule=RULE,
        category=Category.UNTRANSLATED,
        severity=Severity.CRITICAL,
        span=word.span,
        message=f"“{word.text}” is Russian left in Latin letters: {describe(best)}.",
        detector=Transliteration.name,
        origin=origin_of(best, tuple(others)),
        suggestions=translations(best, word.text),
    )


def _left_overs(
    word: Word, names: _Names, in_capitals: bool
) -> Iterator[tuple[Word, tuple[Reading, ...]]]:
    """The word, or its hyphenated parts, with readings if it was left untranslated."""
    text = word.text
    if len(text) < SHORTEST or (text.islower() and english_zipf(text) >= DOUBTFUL):
        return
    if not text.islower():
        readings = _capitalised(word, names, in_capitals)
        if readings:
            yield word, readings
        return
    whole = untranslated_readings(text)
    pieces = [word] if whole or not _is_hyphenated(text) else _parts(word)
    for piece in pieces:
        readings = untranslated_readings(piece.text)
        if readings and not _has_other_reason(piece, word, readings[0], names):
            yield _with_soft_sign(piece, readings[0]), readings


def _with_soft_sign(word: Word, reading: Reading) -> Word:
    """The word with the apostrophe behind it, where that is its soft sign and no quote."""
    is_sign = reading.form.endswith("ь") and word.after(1) in {"'", "’"}
    if not is_sign or _OPEN_SINGLE_QUOTE.search(word.before(QUOTE_RANGE)):
        return word
    return Word(word.segment, word.start, word.end + 1)


def _is_hyphenated(text: str) -> bool:
    return any(hyphen in text for hyphen in "-‐‑")


def _parts(word: Word) -> list[Word]:
    return [word.part(found.start(), found.end()) for found in _PARTS.finditer(word.text)]


def _has_other_reason(piece: Word, word: Word, reading: Reading, names: _Names) -> bool:
    """True when something else than lost translation explains the word where it stands."""
    return (
        word.is_verbatim()
        or word.is_part_of_address()
        or word.is_cut_off()
        or is_borrowed(piece.text, beside_name=_is_beside_name(word))
        or _is_half_of_english(word)
        or _is_name(word, reading, names)
        or _is_mentioned(word, reading)
    )


def _is_beside_name(word: Word) -> bool:
    return word.previous_word()[:1].isupper() or word.next_word()[:1].isupper()


def _is_half_of_english(word: Word) -> bool:
    """True when a space came into an English word: “govern ment”."""
    text = word.text
    return any(
        neighbour and english_zipf(joined) >= _JOINED_ZIPF
        for neighbour, joined in (
            (word.previous_word(), word.previous_word() + text),
            (word.next_word(), text + word.next_word()),
        )
    )


def _is_name(word: Word, reading: Reading, names: _Names) -> bool:
    """True for a name that lacks but its capital: “Sergei hukov”."""
    if reading.part_of_speech in _VERBAL:
        return False
    return names.is_surname(word.text)


def _is_mentioned(word: Word, reading: Reading) -> bool:
    """True for a Russian term the text speaks about and explains: a “vrio” (acting head)."""
    if reading.part_of_speech not in {"NOUN", "ADJF"}:
        return False
    if _EXPLAINED.search(word.after(16)) and (word.is_quoted_alone() or word.after(2) == " ("):
        return True
    return word.is_quoted_alone() and bool(_INTRODUCED.search(word.before(24)))


def _capitalised(word: Word, names: _Names, in_capitals: bool) -> tuple[Reading, ...]:
    """Readings of a word that opens a sentence or stands in a line of capitals.

    Names are capitalised too, so only what is surely a verb or an adverb counts, never what
    is written with a capital elsewhere in the document or may be a name.
    """
    text, lowered = word.text, word.text.lower()
    if not (in_capitals or (text.istitle() and _opens_sentence(word))):
        return ()
    readings = untranslated_readings(lowered)
    if not readings or not _is_surely_verbal(readings, lowered) or is_borrowed(lowered):
        return ()
    if is_russian_name(lowered) or _has_other_reason(word, word, readings[0], names):
        return ()
    named = word.next_word()[:1].isupper() or names.has_capital(text)
    return () if named and not in_capitals else readings


def _is_surely_verbal(readings: tuple[Reading, ...], word: str) -> bool:
    best = readings[0]
    return (
        bool(best.schemes)
        and all(reading.part_of_speech in _VERBAL for reading in readings if reading.schemes)
        and (best.zipf >= _CONFIDENT_ZIPF or len(word) >= _CONFIDENT_LENGTH)
    )


def _opens_sentence(word: Word) -> bool:
    doc = word.segment.doc
    if doc is None:
        return False
    found = doc.char_span(word.start, word.end, alignment_mode="expand")
    if found is None:
        return False
    first = found[0]
    if first.i and doc[first.i - 1].text in OPENING_QUOTES:
        first = doc[first.i - 1]
    return bool(first.is_sent_start)


def _is_foreign_passage(segment: Segment) -> bool:
    """True when most words that are no English are no Russian either."""
    words = {w.text for w in latin_words(segment) if w.text.islower() and len(w.text) >= SHORTEST}
    unknown = [word for word in words if not is_english_word(word)]
    russian = [word for word in unknown if back_transliterate(word)]
    return len(unknown) >= _FOREIGN_PASSAGE_WORDS and 2 * len(russian) < len(unknown)
