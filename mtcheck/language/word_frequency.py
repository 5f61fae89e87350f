"""How often words occur, from the word lists of wordfreq (Speer 2022).

Frequencies are on the Zipf scale: 3.0 is one in a million words, 6.0 one in a thousand.
wordfreq's own look-up tokenises the word each time; the two here take it as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

UNSEEN = 0.0


@cache
def zipf_frequencies(language: str) -> dict[str, float]:
    """Every word of the largest list of ``language`` (ISO 639-1) with its Zipf value.

    For the language of the text, where each word is looked up: a tenth of a second to
    load, then one hash look-up a word.
    """
    return {
        word: _zipf(centibel)
        for centibel, bucket in enumerate(_buckets(language, "best"))
        for word in bucket
    }


@lru_cache(maxsize=50_000)
def zipf(word: str, language: str, wordlist: str = "best") -> float:
    """Zipf value of ``word`` in ``language``, ``UNSEEN`` when its list does not have it.

    For few words of a language: wordfreq's list is searched as it was read, by bisection
    (a fifth of a millisecond), which saves building a table of half a million words.
    ``wordlist`` is ``small`` (down to one in a million words), ``large`` or ``best``.
    """
    for centibel, bucket in enumerate(_buckets(language, wordlist)):
        place = bisect_left(bucket, word)
        if place < len(bucket) and bucket[place] == word:
            return _zipf(centibel)
    return UNSEEN


def _zipf(centibel: int) -> float:
    return (900 - centibel) / 100


@cache
def _buckets(language: str, wordlist: str) -> list[list[str]]:
    """Words of equal frequency, each list in alphabetical order, most frequent first."""
    import wordfreq

    buckets: list[list[str]] = wordfreq.get_frequency_list(language, wordlist)
    return buckets
