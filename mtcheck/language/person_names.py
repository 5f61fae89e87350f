"""Full names of Russian, Ukrainian and Belarusian people in English text.

The surname classes are those of Unbegaun 1972, "Russian Surnames": adjectival and
possessive surnames change with gender, the others do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.english_forms import read_table
from mtcheck.resources import rules_dir

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FEMININE = (
    (re.compile(r"(?<=[a-z]{2})(ov|yov|ev|iev)a$"), r"\1"),
    (re.compile(r"(?<=[a-z])(sk|tsk|zk)aya$"), r"\1y"),
    (re.compile(r"(?<=[a-z]{3})(sh|ch|k|ts|l|n|zh)(i|y)na$"), r"\1\2n"),
)
_MASCULINE = (
    (re.compile(r"(?<=[a-z]{2})(ov|yov|ev|iev)$"), r"\1a"),
    (re.compile(r"(?<=[a-z])(sk|tsk)(?:y|iy|ii|yi|iyi|yy)$"), r"\1aya"),
)
_OBLIQUE = (
    (re.compile(r"(?<=[a-z]{2})(ov|yov|ev|in|yn)(?:u|ym|ymi|ykh|yh)$"), r"\1"),
    (re.compile(r"(?<=[a-z])(sk|tsk)(?:ogo|omu|im)$"), r"\1y"),
    (re.compile(r"(?<=[a-z]{2})(ov|ev|in)(?:oy|oi|oyu)$"), r"\1a"),
)
_INSTRUMENTAL = re.compile(r"(?<=[a-z]{3})(?:(?<=i|y)em|(?<=[bdfghklmnprstvz])om|(?<=[hcj])em)$")
_SLAVIC_END = re.compile(
    r"(?:[a-z]{2}(?:ov|ev|ova|eva|enko|chuk|shchuk|yuk|skiy|skyi|sky|skyy|skii|skaya|ska|tsky"
    r"|tskyi|tskiy|vich|vych|shvili|dze|nko|iev|ieva|aev|aeva)|(?:sh|ch|k|t|l)(?:in|ina|yn|yna))$"
)
PATRONYMIC = re.compile(
    r"^[A-Z][a-z]+(?:ovich|evich|ovych|evych|ovna|evna|ivna|ich|ichna|inichna)$"
)
_SHORT_PATRONYMICS = frozenset(
    ["Ilyich", "Kuzmich", "Fomich", "Lukich", "Ilyinichna", "Nikitichna"]
)


@dataclass(frozen=True, slots=True)
class FirstName:
    """A first name: ``gender`` is ``m`` or ``f``, ``englished`` what MT may make of it."""

    name: str
    gender: str
    englished: str


@dataclass(frozen=True, slots=True)
class FullName:
    """A first name, perhaps a patronymic, and a surname, side by side.

    The fields are spaCy tokens; ``gender`` is that of the first name.
    """

    first: Token
    patronymic: Token | None
    last: Token
    gender: str


@cache
def first_names() -> dict[str, FirstName]:
    """The known first names by spelling."""
    header = ("name", "gender", "englished")
    rows = read_table(rules_dir() / "names" / "first-names.tsv", header)
    return {row[0]: FirstName(*row) for row in rows}


@cache
def englished_names() -> dict[str, tuple[FirstName, ...]]:
    """The English names that MT puts for Russian ones, each with those it may stand for."""
    found: dict[str, list[FirstName]] = {}
    for name in first_names().values():
        if name.englished:
            found.setdefault(name.englished, []).append(name)
    return {english: tuple(names) for english, names in found.items()}


def full_names(doc: Doc) -> Iterator[FullName]:
    """The full names of a text, in order."""
    known = first_names()
    for token in doc:
        first = known.get(token.text)
        if first is None or token.i + 1 >= len(doc):
            continue
        following = doc[token.i + 1]
        patronymic = following if is_patronymic(following.text) else None
        at = token.i + (2 if patronymic is not None else 1)
        if at < len(doc) and is_name_shaped(doc[at].text) and not is_patronymic(doc[at].text):
            yield FullName(token, patronymic, doc[at], first.gender)


def is_name_shaped(text: str) -> bool:
    """True for one capital and then small letters, a hyphen inside allowed."""
    return re.fullmatch(r"[A-Z][a-z’']+(?:-[A-Z][a-z’']+)?", text) is not None


def is_patronymic(text: str) -> bool:
    return text in _SHORT_PATRONYMICS or (
        PATRONYMIC.match(text) is not None
        and text[-3:] in ("ich", "ych", "vna", "hna")
        and len(text) > 6
    )


def masculine_of(surname: str) -> str | None:
    """The nominative masculine of a surname in feminine (or genitive) shape, else ``None``.

    >>> masculine_of("Petrova"), masculine_of("Zadornaya"), masculine_of("Kuchma")
    ('Petrov', None, None)
    """
    return _changed(surname, _FEMININE)


def feminine_of(surname: str) -> str | None:
    """The feminine of a surname in masculine shape, else ``None``.

    >>> feminine_of("Petrov"), feminine_of("Zakharchenko")
    ('Petrova', None)
    """
    return _changed(surname, _MASCULINE)


def nominative_of(surname: str) -> str | None:
    """The nominative of a surname in a case that can be no nominative, else ``None``.

    >>> nominative_of("Lavrovym"), nominative_of("Peskovu"), nominative_of("Lavrov")
    ('Lavrov', 'Peskov', None)
    """
    return _changed(surname, _OBLIQUE)


def is_instrumental(surname: str) -> bool:
    """True for the instrumental of a surname without -ov, -in or -sky; sure behind a first name.

    >>> is_instrumental("Karagodom"), is_instrumental("Gurzhiem"), is_instrumental("Shevchenko")
    (True, True, False)
    """
    return _INSTRUMENTAL.search(surname) is not None


def looks_slavic(surname: str) -> bool:
    """True for the common endings of Russian, Ukrainian and Georgian surnames, any case."""
    return _SLAVIC_END.search(surname.lower()) is not None


def _changed(surname: str, changes: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, replacement in changes:
        if pattern.search(surname):
            return pattern.sub(replacement, surname)
    return None
