"""What can be wrong with a word, as the fluency model tells it."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """Classes of the fluency model, in the order of its outputs."""

    SOUND = 0
    ARTICLE = 1  # an article is missing before the word
    MISSING = 2  # another word is missing before it
    EXTRA = 3  # the word is superfluous
    FORM = 4  # it has the wrong form
    ORDER = 5  # it stands in the wrong place
    WORD = 6  # it is the wrong word
    SPELLING = 7  # it is misspelled or no English
    CAPITAL = 8  # it should have a capital, or should have none
