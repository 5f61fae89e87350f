"""How often words occur, from the word lists of wordfreq (Speer 2022).

Frequencies are on the Zipf scale: 3.0 is one in a million words, 6.0 one in a thousand.
wordfreq's own look-up tokenises the word each time; the two here take it as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

UNSEEN = 0.0
_TABLE_AFTER = 300


@cache
def zipf_frequencies(language: str, wordlist: str = "best") -> dict[str, float]:
    """Every word of a list of ``language`` (ISO 639-1) with its Zipf value.

    ``wordlist`` is ``small`` (down to one in a million words), ``large`` or ``best``. A
    table costs up to half a second, a look-up in it next to nothing: right for the
    language of the text.
    """
    return {
        word: _zipf(centibel)
        for centibel, bucket in enumerate(_buckets(language, wordlist))
        for word in bucket
    }


def zipf(word: str, language: str, wordlist: str = "best") -> float:
    """Zipf value of ``word`` in ``language``, ``UNSEEN`` when its list does not have it.

    For languages of which an article needs few words: the list is searched as wordfreq
    reads it (a fifth of a millisecond a word), until it was asked often enough for a
    table to pay.
    """
    return _word_list(language, wordlist).zipf(word)


class _WordList:
    def __init__(self, language: str, wordlist: str) -> None:
        self._key = language, wordlist
        self._asked = 0

    def zipf(self, word: str) -> float:
        self._asked += 1
        if self._asked > _TABLE_AFTER:
            return zipf_frequencies(*self._key).get(word, UNSEEN)
        for centibel, bucket in enumerate(_buckets(*self._key)):
            place = bisect_left(bucket, word)
            if place < len(bucket) and bucket[place] == word:
                return _zipf(centibel)
        return UNSEEN


@cache
def _word_list(language: str, wordlist: str) -> _WordList:
    return _WordList(language, wordlist)


def _zipf(centibel: int) -> float:
    return (900 - centibel) / 100


@cache
def _buckets(language: str, wordlist: str) -> list[list[str]]:
    """Words of equal frequency, each list in alphabetical order, most frequent first."""
    import wordfreq

    buckets: list[list[str]] = wordfreq.get_frequency_list(language, wordlist)
    return buckets
