"""How near a Russian and an English word are by their letters: names, places, cognates.

A weighted edit distance (Wagner & Fischer 1974) in which the Cyrillic letters may be written as
English, German, French … spelling writes their sound, and not only as a scheme of romanisation
would: Джонсон is Johnson, Шольц is Scholz, экономика is economics.
"""

from __future__ import annotations

from functools import lru_cache

from mtcheck.language.scheme_letters import strip_diacritics

_SPELLINGS = {
    "а": "a u o e ah aa ai ea au er ar i",
    "б": "b bb p v",
    "в": "v w f ff vv wh b u",
    "г": "g gh h gg gu",
    "д": "d dd dh t th",
    "е": "e ye ie ae a ai ei ea i ee je ey o ay oe eh",
    "ё": "e yo io o eu oe jo ye ew ie",
    "ж": "zh j g s z ge dg dj r",
    "з": "z s ts x zz th",
    "и": "i y e ee ea ie yi j ii ey ei iy u ji ij",
    "й": "y i j e ij ll gh",
    "к": "k c q ck ch cc kk qu cq g x cu",
    "л": "l ll lh",
    "м": "m mm n",
    "н": "n nn gn ng m kn",
    "о": "o a au ou ow ough aw oh oo u eau e oa ho",
    "п": "p pp b ph pf",
    "р": "r rr rh re",
    "с": "s c ss sc z ce ps se st ts x",
    "т": "t tt th d dt te tz",
    "у": "u oo w ou o ew ue wo",
    "ф": "f ph ff v th p",
    "х": "kh h ch x j k hh gh",
    "ц": "ts c z tz tsch cz tc t zz s q",
    "ч": "ch tch tsch c cz cs ci č q j tsh g tj",
    "ш": "sh sch s ch sz ş š c ti x sj",
    "щ": "shch sch sh šč stch",
    "ъ": "",
    "ы": "y i u ui",
    "ь": "' i",
    "э": "e a ae ai he ea ei ha oe",
    "ю": "yu u iu ju ew ue eu you y ü eau",
    "я": "ya ia ja a ea yah iah ie y",
    "-": "- ' ",
    "цз": "j z zh ji",
    "чж": "zh z j",
    "дж": "j g dg dzh dj gi dge ge ji",
    "кс": "x cc xx ks cs",
    "кв": "qu kv kw cv q",
    "уэ": "we wa ue hue way",
    "уи": "wi we whi ui",
    "уа": "ua wa oi oua",
    "хь": "j h",
    "нь": "ñ gn ny",
    "ия": "y ia ie e",
    "ий": "y iy ii ius ic i",
    "ый": "y iy",
    "ая": "aya aia aja ic",
    "ай": "y i ai ei ey ay ie igh uy",
    "ей": "ei ay ey a ai ej ej ae",
    "эй": "a ay ai ey ei ae",
    "ау": "ow au ou ao o aw",
    "оу": "o ow oa ou ough",
    "ой": "oi oy eu",
    "ья": "ia ya lla",
    "ье": "ier ye ie iere",
    "ью": "ew u iu yu",
    "тс": "ts tz zz z",
    "дз": "z zz dz j zi",
    "ция": "tion sion cy",
    "изм": "ism",
}
_VOWELS = frozenset("аеёиоуыэюя")
_LATIN_VOWELS = frozenset("aeiouy")
_SOFT = frozenset("ьъй-")
_SILENT = frozenset("hegw'-")
_LONGEST_CYRILLIC = 3
_LONGEST_LATIN = 5
_SHORTEST = 3
_ENDINGS = frozenset("аеёиоуыэюямхйгвт")
_BAND = 4
_TAIL = 3
"""Letters at the end of a Russian word that may be its ending."""

_RENDERINGS = {cyrillic: frozenset(latin.split()) for cyrillic, latin in _SPELLINGS.items()}
_FIRST = {
    letter: frozenset(
        latin[0]
        for cyrillic, forms in _RENDERINGS.items()
        if cyrillic[0] == letter
        for latin in forms
    )
    | frozenset("h" if letter in _VOWELS else "")
    for letter in _RENDERINGS
    if len(letter) == 1
}


@lru_cache(maxsize=200_000)
def likeness(russian: str, english: str) -> float:
    """From 0 (nothing in common) to 1 (one word in two scripts); both in small letters.

    A Russian case ending, or that of an English adjective, costs little. Words whose first letters
    are never the same sound are not looked at any further.
    """
    english = strip_diacritics(english)
    if not russian or not english or english[0] not in _FIRST.get(russian[0], ()):
        return 0.0
    shorter = min(len(russian), len(english))
    if max(len(russian), len(english)) > 2 * shorter + 1:
        return 0.0
    return max(0.0, 1.0 - _distance(russian, english) / max(shorter, _SHORTEST))


def _distance(russian: str, english: str) -> float:
    """Costs of the cheapest way from one to the other, in letters."""
    height, width = len(russian) + 1, len(english) + 1
    best = [[float("inf")] * width for _ in range(height)]
    best[0][0] = 0.0
    for i in range(height):
        row = best[i]
        for j in range(width):
            cost = row[j]
            if cost == float("inf") or abs(i * width / height - j) > _BAND:
                continue
            if i < height - 1:
                _lower(best, i + 1, j, cost + _dropped(russian, i))
            if j < width - 1:
                _lower(best, i, j + 1, cost + _added(english, j))
            if i < height - 1 and j < width - 1:
                _lower(best, i + 1, j + 1, cost + _changed(russian[i], english[j]))
                _follow(best, russian, english, i, j)
    return best[-1][-1]


def _follow(best: list[list[float]], russian: str, english: str, i: int, j: int) -> None:
    cost = best[i][j]
    for size in range(1, min(_LONGEST_CYRILLIC, len(russian) - i) + 1):
        for latin in _RENDERINGS.get(russian[i : i + size], ()):
            if english.startswith(latin, j):
                _lower(best, i + size, j + len(latin), cost)


def _lower(best: list[list[float]], i: int, j: int, cost: float) -> None:
    if cost < best[i][j]:
        best[i][j] = cost


def _dropped(russian: str, at: int) -> float:
    letter = russian[at]
    if letter in _SOFT:
        return 0.1
    if at >= len(russian) - _TAIL and at > 1 and letter in _ENDINGS:
        return 0.3 if letter in _VOWELS else 0.5
    return 0.6 if letter in _VOWELS else 1.0


def _added(english: str, at: int) -> float:
    letter = english[at]
    if at and letter == english[at - 1]:
        return 0.1
    if letter in _SILENT:
        return 0.3
    if at >= len(english) - 2 and at > 2:
        return 0.4
    return 0.6 if letter in _LATIN_VOWELS else 1.0


def _changed(russian: str, english: str) -> float:
    if russian in _VOWELS and english in _LATIN_VOWELS:
        return 0.4
    return 1.2
