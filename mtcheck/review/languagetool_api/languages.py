"""The languages that can be checked, and which one a client means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from mtcheck.review.languagetool_api.refusals import BadRequest

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

AUTO = "auto"
SURE = 0.9
"""Short or odd English must not pass for something else; a false "other" leaves it unchecked."""
NEAR_ENGLISH = frozenset({"en", "pcm", "und", "zxx"})
LOOKED_AT = 4_000


@dataclass(frozen=True, slots=True)
class Language:
    """A language as LanguageTool names it; ``code`` is a BCP 47 tag."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Detected:
    """What a text seems to be written in; ``confidence`` is from 0 to 1."""

    language: Language
    confidence: float

    @property
    def is_english(self) -> bool:
        return self.language in LANGUAGES


LANGUAGES = (
    Language("English", "en"),
    Language("English (US)", "en-US"),
    Language("English (GB)", "en-GB"),
    Language("English (Australian)", "en-AU"),
    Language("English (Canadian)", "en-CA"),
    Language("English (New Zealand)", "en-NZ"),
    Language("English (South African)", "en-ZA"),
)
DEFAULT = LANGUAGES[1]
_BY_CODE = {language.code.lower(): language for language in LANGUAGES}
_identifying = Lock()


def language_of(code: str) -> Language:
    """The language of a code. Raises ``BadRequest`` for all but English."""
    found = _BY_CODE.get(code.strip().lower())
    if found is None:
        codes = ", ".join(sorted(language.code for language in LANGUAGES))
        raise BadRequest(
            f"'{code[:40]}' is not a language code known to mtcheck. "
            f"Supported language codes are: {codes}"
        )
    return found


def variant_of(preferred: Iterable[str]) -> Language:
    """The kind of English that ``preferredVariants`` names, US English without one.

    Raises ``BadRequest`` for a code without a region, as LanguageTool does.
    """
    for code in preferred:
        if "-" not in code:
            raise BadRequest(
                f"Invalid format for 'preferredVariants', expected a dash as in 'en-GB': '{code}'"
            )
        if code.lower() in _BY_CODE:
            return _BY_CODE[code.lower()]
    return DEFAULT


def detect(text: str, english: Language = DEFAULT) -> Detected:
    """What the beginning of ``text`` is written in: ``english`` unless it surely is not."""
    begin = text[:LOOKED_AT]
    if not any(c.isalpha() for c in begin):
        return Detected(english, 0.0)
    ranked = _ranked(begin)
    code, confidence = ranked[0]
    if code in NEAR_ENGLISH or confidence < SURE:
        return Detected(english, next((p for c, p in ranked if c == "en"), 0.0))
    return Detected(Language(code, code), confidence)


def _ranked(text: str) -> list[tuple[str, float]]:
    with _identifying:
        return [(str(code), float(share)) for code, share in _identifier().rank(text)]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
