"""Turns a Latin word back into the Russian word forms it may stand for.

A depth-first search over the correspondences of :mod:`mtcheck.language.scheme_letters`
walks pymorphy3's dictionary, a directed acyclic word graph, in step: a letter that leads
to no word form is dropped at once, and so is a path that no scheme explains.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.scheme_letters import alphabet, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dawg_python import RecordDAWG

LONGEST = 40
_END_OF_KEY = b"\x01"

Arc = tuple[str, bytes, str, int]
"""Latin letters, the Cyrillic ones as UTF-8 and as text, and the schemes that say so."""


@cache
def _arcs() -> Mapping[str, tuple[Arc, ...]]:
    return {
        letter: tuple((c.latin, c.cyrillic.encode(), c.cyrillic, c.schemes) for c in group)
        for letter, group in alphabet().by_first_letter.items()
    }


@cache
def _silent_arcs() -> tuple[Arc, ...]:
    return tuple(("", c.encode(), c, schemes) for c, schemes in alphabet().silent.items())


def russian_forms(word: str, dictionary: RecordDAWG) -> dict[str, int]:
    """Dictionary forms that ``word`` may be a transliteration of, each with its schemes.

    The value is a set of schemes as in :class:`~mtcheck.language.scheme_letters.Alphabet`.
    Words longer than ``LONGEST`` letters have none.
    """
    latin = fold(word)
    if not 0 < len(latin) <= LONGEST:
        return {}
    return _Search(latin, dictionary).run()


class _Search:
    """One walk over letters and dictionary together."""

    def __init__(self, latin: str, dictionary: RecordDAWG) -> None:
        self._follow = dictionary.dct.follow_bytes
        self._found: dict[str, int] = {}
        self._end = len(latin)
        arcs = _arcs()
        self._choices = [
            [arc for arc in arcs.get(letter, ()) if latin.startswith(arc[0], at)]
            for at, letter in enumerate(latin)
        ]

    def run(self) -> dict[str, int]:
        if all(self._choices):
            self._walk(0, 0, "", -1)
        return self._found

    def _walk(self, at: int, node: int, form: str, schemes: int) -> None:
        if at == self._end:
            if self._follow(_END_OF_KEY, node) is not None:
                self._found[form] = self._found.get(form, 0) | schemes
        else:
            for arc in self._choices[at]:
                self._step(arc, at, node, form, schemes)
        if form and form[-1] not in "ьъ":
            for arc in _silent_arcs():
                self._step(arc, at, node, form, schemes)

    def _step(self, arc: Arc, at: int, node: int, form: str, schemes: int) -> None:
        latin, cyrillic, text, explaining = arc
        explaining &= schemes
        if explaining:
            target = self._follow(cyrillic, node)
            if target is not None:
                self._walk(at + len(latin), target, form + text, explaining)
