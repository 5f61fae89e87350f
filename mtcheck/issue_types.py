"""The localisation quality issue types of ITS 2.0 (w3.org/TR/its20) for MQM categories."""

from __future__ import annotations

from mtcheck.model import Category

_ISSUE_TYPES = {
    Category.ADDITION: "addition",
    Category.OMISSION: "omission",
    Category.MISTRANSLATION: "mistranslation",
    Category.UNTRANSLATED: "untranslated",
    Category.PUNCTUATION: "typographical",
    Category.SPELLING: "misspelling",
    Category.GRAMMAR: "grammar",
    Category.REGISTER: "register",
    Category.INCONSISTENCY: "inconsistency",
    Category.ENCODING: "characters",
    Category.TERM_INAPPROPRIATE: "terminology",
    Category.TERM_INCONSISTENT: "terminology",
    Category.AWKWARD: "style",
    Category.OTHER: "other",
}
_OF_A_LOCALE = "locale-violation"


def issue_type(category: Category) -> str:
    """ITS's type of a category; conventions of a locale are ``locale-violation``."""
    return _ISSUE_TYPES.get(category, _OF_A_LOCALE)
