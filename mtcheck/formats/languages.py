"""Language tags of bilingual files: which side is English, which Russian."""

from __future__ import annotations


def is_english(tag: str) -> bool:
    """True for ``en``, ``en-US``, ``EN_gb``, ``eng``.

    >>> [is_english(tag) for tag in ("en", "EN_gb", "eng", "enm", "")]
    [True, True, True, False, False]
    """
    return _primary(tag) in ("en", "eng")


def is_russian(tag: str) -> bool:
    """True for ``ru``, ``ru-RU``, ``RUS``."""
    return _primary(tag) in ("ru", "rus")


def _primary(tag: str) -> str:
    return tag.strip().lower().replace("_", "-").partition("-")[0]
