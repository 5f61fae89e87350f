"""What a text is about: news of Russia and its neighbours is likelier to come from Russian."""

from __future__ import annotations

import re

from mtcheck.language.person_names import first_names, is_name_shaped, looks_slavic
from mtcheck.language.word_lists import listed_words

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SITE = re.compile(r"\b[a-z][\w-]{2,}\.(?:ru|su|ua|kz|uz|рф)\b", re.IGNORECASE)


def russian_subjects(text: str) -> frozenset[str]:
    """The different lands, towns, papers and people of ``rules/lists/russian-subjects.txt`` that
    a text names, sites of their countries, and Slavic surnames that stand behind a first name.

    >>> sorted(russian_subjects("In Omsk, Pavel Zhirkov paid in roubles."))
    ['Zhirkov', 'omsk', 'roubles']
    """
    listed, known = listed_words("russian-subjects"), first_names()
    found, before = {site.lower() for site in SITE.findall(text)}, ""
    for word in WORD.findall(text):
        if word.lower() in listed:
            found.add(word.lower())
        elif before in known and is_name_shaped(word) and looks_slavic(word):
            found.add(word)
        before = word
    return frozenset(found)
