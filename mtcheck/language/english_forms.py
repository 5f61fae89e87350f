"""English word forms for the glosses: regular spelling rules plus a table of exceptions.

Tags are those of the Penn Treebank (VBZ, VBP, VBD, VBN, VBG, NNS, JJR, JJS); ``DTS`` is
the plural of a demonstrative. The table is ``glosses/en-irregular.tsv`` of the rules folder.
Spelling is American.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mtcheck.model import MtcheckError
from mtcheck.resources import rules_dir

_VOWEL_GROUP = re.compile(r"[aeiouy]+")
_DOUBLING = re.compile(r"^(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]$")
_AFTER_HEAD = re.compile(r" (?:of|in|on|to|for|with|by|at|from|behind|before)\b")


def data_path(name: str) -> Path:
    """A file of the folder ``glosses`` of the rules, in the wheel or the checkout."""
    return rules_dir() / "glosses" / name


def read_table(path: Path, header: tuple[str, ...]) -> list[list[str]]:
    """The rows of a tab-separated file below its header line.

    Raises ``MtcheckError`` naming the file, and the line where there is one, when the file
    cannot be read, its header is another or a row has another number of cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MtcheckError(f"cannot read {path}: {error}; install mtcheck again") from error
    if not lines or lines[0].split("\t") != list(header):
        raise MtcheckError(f"{path}:1: expected the columns {', '.join(header)}")
    rows = [line.split("\t") for line in lines[1:]]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise MtcheckError(f"{path}:{number}: {len(row)} cells where {len(header)} belong")
    return rows


@cache
def _irregular() -> dict[tuple[str, str], str]:
    rows = read_table(data_path("en-irregular.tsv"), ("word", "tag", "form"))
    return {(word, tag): form for word, tag, form in rows}


def verb_form(verb: str, tag: str) -> str:
    """One verb in the form ``tag`` (VB, VBP, VBZ, VBD, VBN or VBG): steal, VBN -> stolen.

    Raises ``ValueError`` for another tag.
    """
    exception = _irregular().get((verb, tag))
    if exception is not None:
        return exception
    if tag in ("VB", "VBP"):
        return verb
    if tag == "VBZ":
        return _add_s(verb)
    if tag == "VBG":
        return _add_ing(verb)
    if tag in ("VBD", "VBN"):
        return _add_ed(verb)
    raise ValueError(f"not a verb tag: {tag}")


def plural(noun: str) -> str:
    """A noun or noun phrase in the plural: head of state -> heads of state.

    The head is the last word before the first preposition. Uncountable nouns and those
    already in the plural stay as they are.
    """
    whole = _irregular().get((noun, "NNS"))
    if whole is not None:
        return whole
    preposition = _AFTER_HEAD.search(noun)
    end = preposition.start() if preposition else len(noun)
    start = noun.rfind(" ", 0, end) + 1
    return noun[:start] + _plural_word(noun[start:end]) + noun[end:]


def demonstrative_plural(word: str) -> str:
    """These for this, those for that; any other word as it is."""
    return _irregular().get((word, "DTS"), word)


def comparative(word: str) -> str:
    """An adjective or adverb in the comparative: -er where the length allows, else more."""
    return _graded(word, "JJR", "er", "more")


def superlative(word: str) -> str:
    """An adjective or adverb in the superlative: -est where the length allows, else most."""
    return _graded(word, "JJS", "est", "most")


def _graded(word: str, tag: str, ending: str, periphrasis: str) -> str:
    exception = _irregular().get((word, tag))
    if exception is not None:
        return exception
    stem = word[:-1] if word.endswith("e") else word
    syllables = len(_VOWEL_GROUP.findall(stem))
    if not word.isalpha() or not word.islower() or syllables > 2:
        return f"{periphrasis} {word}"
    if re.search(r"[^aeiou]y$", word) and not word.endswith("ly"):
        return word[:-1] + "i" + ending
    if syllables == 2:
        return f"{periphrasis} {word}"
    return (_doubled(word) if word == stem else stem) + ending


def _plural_word(noun: str) -> str:
    exception = _irregular().get((noun, "NNS"))
    if exception is not None:
        return exception
    if noun.endswith("man") and noun.removesuffix("man"):
        return noun.removesuffix("man") + ("mans" if noun in _NOT_MEN else "men")
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun
    if noun[:1].isupper():
        return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return _add_s(noun, add_e_after_o=False)


_NOT_MEN = frozenset({"German", "Roman", "Ottoman", "human", "shaman", "talisman", "caiman"})


def _add_s(word: str, *, add_e_after_o: bool = True) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    hissing = word.endswith(("s", "x", "z", "ch", "sh"))
    if hissing or (add_e_after_o and re.search(r"[^o]o$", word)):
        return word + "es"
    return word + "s"


def _add_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _add_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _doubled(word: str) -> str:
    if word.endswith("ic") and len(_VOWEL_GROUP.findall(word)) > 1:
        return word + "k"
    return word + word[-1] if _DOUBLING.match(word) else word
