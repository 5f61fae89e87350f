"""Words of languages other than English and the Slavic ones, as evidence against Russian."""

from __future__ import annotations

from mtcheck.language.word_frequency import UNSEEN, zipf

LARGE_LISTS = ("fr", "es", "it", "pt", "de")
SMALL_LISTS = ("ca", "da", "fi", "fil", "hu", "id", "ms", "nb", "nl", "ro", "sv", "tr")


def foreign_zipf(word: str, thorough: bool = False) -> float:
    """The highest Zipf value of ``word`` in any of the languages, ``UNSEEN`` if in none.

    Looks at words down to one in a million; ``thorough`` also at the rare words of the
    languages English borrows from most (half a second to load, once).
    """
    value = max(zipf(word, language, "small") for language in LARGE_LISTS + SMALL_LISTS)
    if value == UNSEEN and thorough:
        return max(zipf(word, language, "large") for language in LARGE_LISTS)
    return value
