"""Where marked and sound English comes from."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from mtcheck.language.fluency_kinds import Kind
from mtcheck.language.fluency_words import units
from mtcheck.rules.examples import expected, plain
from mtcheck.rules.loader import load_rules
from training.corpus import detokenised
from training.fluency.marks import BROKEN, UNKNOWN, Marked, move_marks
from training.fluency.word_lists import word_lists

CLEAN = re.compile(r"^[\"'(]?[A-Z0-9].*[.!?][\"')]?$")
STRANGE = re.compile(
    r"https?:|www\.|@|[<>{}\[\]|\\=_*#^~]|\.\.\.|--|  |\b[A-Z]{3,} [A-Z]{3,}|\w - \w|['’] \w"
    r"|\burl\b|\bi\b|\b(?:lol\w*|u|ur|pls|gonna|wanna|gotta|uh|um|erm|ya)\b"
    r"|[,;:][,;:.]| [,.;:!?)]|\( |\b\w- |: ID|^Q:|^A:|^\d+\.",
)
SHORTEST, LONGEST = 5, 45
MARK = re.compile(r"\{([a-z]+):([^{}]+)\}")
ARTICLES = frozenset({"a", "an", "the"})


def native_sentences(path: Path) -> list[str]:
    """Whole sentences of running text: one a line, with a capital and a full stop."""
    lines = (detokenised(" ".join(line.split())) for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if is_clean(line)]


def is_clean(line: str) -> bool:
    words = len(line.split())
    return bool(CLEAN.match(line)) and not STRANGE.search(line) and SHORTEST <= words <= LONGEST


def foreign_words(rng: random.Random, number: int) -> list[str]:
    """Russian word forms in Latin letters, as translation systems leave them standing."""
    from mtcheck.language.russian import analyser
    from mtcheck.resources import rules_dir

    lemmas = [
        line.split("\t")[0]
        for line in (rules_dir() / "glosses" / "ru-en.tsv").read_text("utf-8").splitlines()[1:]
    ]
    letters = word_lists()["letters"]
    words = []
    for lemma in rng.sample([lemma for lemma in lemmas if len(lemma) > 4], number):
        forms = analyser().parse(lemma)[0].lexeme
        form = rng.choice(forms).word
        words.append("".join(letters.get(c, "") for c in form.lower()))
    return [word for word in words if len(word) > 3]


def rule_examples() -> Iterator[Marked]:
    """The examples of the rule packs: what is good, and what is bad with its marks."""
    for rule in load_rules():
        if rule.category.value.startswith(("locale", "fluency/punctuation")):
            continue
        lexical = not rule.category.value.startswith("fluency/")
        for example in rule.examples:
            text = plain(example)
            kind = UNKNOWN if lexical and rule.id.startswith(("calques", "numbers")) else BROKEN
            yield Marked(text, [(s, e, kind) for s, e in expected(example)])


def passages(*paths: Path) -> Iterator[Marked]:
    """The passages written for training in files, one a line, ``{kind:broken words}``.

    Raises ``ValueError`` for a mark of a kind there is not.
    """
    for path in paths:
        yield from map(passage, path.read_text("utf-8").splitlines())


def passage(line: str) -> Marked:
    """A line ``The {article:minister} said`` as a text and its marks."""
    result = Marked("")
    at = 0
    for mark in MARK.finditer(line):
        if mark[1].upper() not in Kind.__members__:
            raise ValueError(f"no kind {mark[1]!r}: {line}")
        result.text += line[at : mark.start()]
        start = len(result.text)
        result.text += mark[2]
        result.marks.append((start, len(result.text), Kind[mark[1].upper()]))
        at = mark.end()
    result.text += line[at:]
    return result


def marked_translations(
    wmt21: Path, mlqe: Path, marks: Path, readings: int = 1
) -> Iterator[Marked]:
    """Machine translations with what was marked in them by hand, in at least so many readings.

    ``marks`` has a JSON object a line: ``system`` of WMT21 or ``mlqe``, ``line`` (from 0),
    ``marks``, each [start, end, kind] in code points of the line, ``unknown`` being the kind of
    words about which readers disagree, and perhaps ``readings``, by how many readers it was
    marked; the texts are those of the folders, MLQE-PE's put together from its tokens.
    """
    texts: dict[str, list[str]] = {}
    for record in map(json.loads, marks.read_text("utf-8").splitlines()):
        if record.get("readings", 1) < readings:
            continue
        name = record["system"]
        if name not in texts:
            path = mlqe / "train.mt" if name == "mlqe" else wmt21 / f"system.{name}.en"
            texts[name] = path.read_text("utf-8").split("\n")
        text = texts[name][record["line"]].strip()
        text = detokenised(text) if name == "mlqe" else text
        yield Marked(text, [(s, e, kind_of(kind)) for s, e, kind in record["marks"]])


def kind_of(name: str) -> int:
    return UNKNOWN if name == "unknown" else Kind[name.upper()]


def references(wmt21: Path, marks: Path) -> Iterator[Marked]:
    """People's translations, as sound text, of the lines of WMT21 that ``marks`` tells of."""
    records = map(json.loads, marks.read_text("utf-8").splitlines())
    lines = sorted({record["line"] for record in records if record["system"] != "mlqe"})
    for name in "AB":
        texts = (wmt21 / f"reference.{name}.en").read_text("utf-8").split("\n")
        yield from (Marked(texts[line].strip()) for line in lines)


def reordered(path: Path, every: int = 4) -> tuple[list[Marked], list[Marked]]:
    """Reordered sentences and their originals, without those kept for measuring.

    Every ``every``-th is kept, and whatever has the same Russian or the same English.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = {row[key] for row in rows[::every] for key in ("russian", "english")}
    rows = [row for row in rows if row["russian"] not in kept and row["english"] not in kept]
    return [reordered_marks(row) for row in rows], [Marked(row["english"]) for row in rows]


def reordered_marks(row: dict[str, str]) -> Marked:
    """Words out of their order, by the cheapest reading of the text as the original's words."""
    original = [unit.text.lower() for unit in units(row["english"])]
    places = defaultdict(list)
    for place, word in enumerate(original):
        places[word].append(place)
    found = units(row["text"])
    sources = cheapest([places.get(unit.text.lower(), []) for unit in found])
    marks = move_marks([s for s in sources if s >= 0])
    result = Marked(row["text"])
    before = -1
    for unit, source in zip(found, sources, strict=True):
        gap = original[before + 1 : source] if source > before else []
        kind = marks.get(source, Kind.SOUND)
        if kind == Kind.SOUND and gap and all(word in ARTICLES for word in gap):
            kind = Kind.ARTICLE
        if kind != Kind.SOUND:
            result.marks.append((unit.start, unit.end, kind))
        before = source
    return result


def cheapest(options: list[list[int]]) -> list[int]:
    """One place each with the fewest breaks in order; -1 where there is none."""
    paths: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for places in options:
        step: dict[int, tuple[float, list[int]]] = {}
        for place in places or [-1]:
            used = [
                (cost + (place != before + 1) + (place in path) * 3, path)
                for before, (cost, path) in paths.items()
            ]
            cost, path = min(used, key=lambda option: option[0])
            step[place] = (cost, [*path, place])
        paths = step
    return min(paths.values(), key=lambda option: option[0])[1]


def post_edits(folder: Path, part: str) -> Iterator[Marked]:
    """Translations whose words people kept or changed (MLQE-PE); many changes are of taste."""
    names = [folder / f"{part}.{kind}" for kind in ("mt", "tags", "pe")]
    for mt, tags, edited in zip(
        *(name.read_text("utf-8").splitlines() for name in names), strict=True
    ):
        words, flags = mt.split(), tags.split()
        yield from tagged(words, flags)
        text = detokenised(edited)
        if CLEAN.match(text):
            yield Marked(text, weight=0.3)


def tagged(words: list[str], flags: list[str]) -> Iterator[Marked]:
    """A tokenised translation with its tags; nothing where joining changes the words."""
    text = detokenised(" ".join(words))
    marks, at = [], 0
    for number, word in enumerate(words):
        start = text.find(word, at)
        if start < 0:
            return
        at = start + len(word)
        if "BAD" in flags[2 * number : 2 * number + 2]:
            marks.append((start, at, BROKEN))
    yield Marked(text, marks, weight=0.1)
