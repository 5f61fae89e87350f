"""Cyrillic left in English text: whole words, and single letters that look Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.detectors.base import SegmentBySegment
from mtcheck.detectors.russian_origin import describe, origin_of, translations
from mtcheck.detectors.surroundings import Word
from mtcheck.document import Document, Segment
from mtcheck.language.english_words import english_zipf, is_english_word
from mtcheck.language.look_alikes import (
    CYRILLIC,
    LATIN,
    has_cyrillic,
    has_latin,
    to_latin,
    to_russian,
)
from mtcheck.language.russian import analyse, frequency, is_known, romanised
from mtcheck.model import Category, Finding, Origin, Severity

CYRILLIC_WORD = "untranslated/cyrillic-word"
MIXED_ALPHABET = "encoding/mixed-alphabet"

_LETTERS = f"{CYRILLIC}{LATIN}\u0300-\u036f"
_WORD = re.compile(rf"[{_LETTERS}]+(?:['’][{_LETTERS}]+)*")
_RUN = re.compile(
    rf"[{CYRILLIC}][{CYRILLIC}\u0301]*(?:(?:,? |[-‑])[{CYRILLIC}][{CYRILLIC}\u0301]*)*"
)
_DESIGNATION = re.compile(r"[-‑ ]?\d")

_LANGUAGES = r"(?:Russian|Ukrainian|Belarusian|Bulgarian|Serbian|Kazakh|Cyrillic)"
_OPEN_BRACKET = re.compile(r"[\w”\"’»'*.]\s?[(\[]([^()\[\]]*)$")
_LANGUAGE_NAMED = re.compile(rf"\b{_LANGUAGES}\b[^.!?]{{0,24}}$")
_MENTION = re.compile(
    r"\b(?:words?|terms?|letters?|phrase|slogan|sign|inscription|caption|titled?|called|named?"
    r"|hashtag|reads?|reading|says?|saying|spelled|spelt|written|means?)\b[^.!?\w]{1,6}$"
)
DEGREE = "°"
_BRACKETED_WORDS = 3
_PASSAGE_LETTERS = 30
_CLEARLY_ENGLISH = 1.0


class Scripts(SegmentBySegment):
    """Finds what is not in the Latin alphabet and should be."""

    name = "scripts"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each Cyrillic word or run of words, and each mixed word."""
        if not has_cyrillic(document.text):
            return
        for segment in document.segments:
            if not has_cyrillic(segment.text):
                continue
            if _is_russian_passage(segment.text):
                yield _passage(segment)
                continue
            yield from _mixed_words(segment)
            yield from _cyrillic_runs(segment)


def _is_russian_passage(text: str) -> bool:
    cyrillic = len(re.findall(f"[{CYRILLIC}]", text))
    return cyrillic >= _PASSAGE_LETTERS and cyrillic > len(re.findall(f"[{LATIN}]", text))


def _passage(segment: Segment) -> Finding:
    letters = [found.start() for found in re.finditer(f"[{CYRILLIC}]", segment.text)]
    passage = Word(segment, letters[0], letters[-1] + 1)
    return _untranslated(passage, "This passage is left in Cyrillic.", Origin(form=passage.text))


def _mixed_words(segment: Segment) -> Iterator[Finding]:
    for found in _WORD.finditer(segment.text):
        word = Word(segment, found.start(), found.end())
        if not has_cyrillic(word.text) or word.is_verbatim() or word.is_part_of_address():
            continue
        if has_latin(word.text):
            yield _mixed_word(word)
        elif _looks_english(word):
            latin = to_latin(word.text) or ""
            yield _mixed(word, f"“{word.text}” is written in Cyrillic letters.", latin)
        elif _is_designation(word):
            yield _designation(word)


def _mixed_word(word: Word) -> Finding:
    latin, russian = to_latin(word.text), to_russian(word.text)
    english = latin is not None and is_english_word(latin)
    if russian is not None and is_known(russian) and not english:
        return _single(word, russian)
    count = len(re.findall(f"[{CYRILLIC}]", word.text))
    letters = "a Cyrillic letter" if count == 1 else f"{count} Cyrillic letters"
    return _mixed(word, f"“{word.text}” has {letters} among its Latin ones.", latin)


def _mixed(word: Word, message: str, latin: str | None) -> Finding:
    return Finding(
        rule=MIXED_ALPHABET,
        category=Category.ENCODING,
        severity=Severity.MINOR if latin else Severity.MAJOR,
        span=word.span,
        message=message,
        detector=Scripts.name,
        suggestions=(latin,) if latin else (),
        safe_fix=bool(latin),
    )


def _looks_english(word: Word) -> bool:
    """True for an English word all in look-alikes: “а”, “сору”."""
    latin = to_latin(word.text)
    if latin is None or not is_english_word(latin):
        return False
    if len(latin) == 1:
        return latin in {"a", "A", "I"} and has_latin(word.next_word()[:1])
    return english_zipf(latin) > frequency(word.text.lower()) + _CLEARLY_ENGLISH


def _is_designation(word: Word) -> bool:
    """True for the letter of “С-300”, “Т-72” or “17 °С”."""
    if len(word.text) != 1 or not word.text.isupper():
        return False
    return word.before(1) == DEGREE or bool(_DESIGNATION.match(word.after(2)))


def _designation(word: Word) -> Finding:
    is_unit = word.before(1) == DEGREE
    latin = (is_unit and to_latin(word.text)) or romanised(word.text)
    return _mixed(word, f"“{word.text}” is a Cyrillic letter; in English it is {latin}.", latin)


def _cyrillic_runs(segment: Segment) -> Iterator[Finding]:
    for found in _RUN.finditer(segment.text):
        run = Word(segment, found.start(), found.end())
        if _is_whole(run) and not _is_right_use(run):
            yield _single(run, run.text) if _WORD.fullmatch(run.text) else _several(run)


def _is_whole(run: Word) -> bool:
    """False for what :func:`_mixed_words` has dealt with."""
    touching = run.before(1) + run.after(1)
    return not has_latin(touching) and not _looks_english(run) and not _is_designation(run)


def _is_right_use(run: Word) -> bool:
    """True for an original name or a word that the text speaks about."""
    if run.is_verbatim() or run.is_part_of_address():
        return True
    before = run.before(80)
    bracket = _OPEN_BRACKET.search(before)
    if bracket and len(bracket[1].split()) <= _BRACKETED_WORDS and run.after(1) in {*")],;"}:
        return True
    if _LANGUAGE_NAMED.search(before):
        return True
    return run.is_quoted_alone() and (run.text[0].isupper() or bool(_MENTION.search(before)))


def _single(word: Word, russian: str) -> Finding:
    if not is_known(russian):
        return _several(word)
    reading = analyse(russian)
    suggestions = translations(reading, word.text)
    if reading.is_name or (not suggestions and russian[0].isupper()):
        suggestions = (romanised(russian),)
    message = f"“{word.text}” is left in Cyrillic: {describe(reading)}."
    return _untranslated(word, message, origin_of(reading), suggestions)


def _several(run: Word) -> Finding:
    is_name = all(part[:1].isupper() for part in re.split(r"[\s,‑-]+", run.text))
    latin = romanised(run.text)
    suggestions = (latin,) if is_name and not has_cyrillic(latin) else ()
    message = f"“{run.text}” is left in Cyrillic."
    return _untranslated(run, message, Origin(form=run.text), suggestions)


def _untranslated(
    word: Word, message: str, origin: Origin, suggestions: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        rule=CYRILLIC_WORD,
        category=Category.UNTRANSLATED,
        severity=Severity.CRITICAL,
        span=word.span,
        message=message,
        detector=Scripts.name,
        origin=origin,
        suggestions=suggestions,
    )
