"""The gloss dictionary and the English forms of its glosses."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pymorphy3
import pytest
from wordfreq import zipf_frequency

from mtcheck.language.english_forms import (
    comparative,
    data_path,
    plural,
    read_table,
    superlative,
    verb_form,
)
from mtcheck.language.glosses import COLUMNS, gloss, inflect_gloss
from mtcheck.model import MtcheckError

ROWS = read_table(data_path("ru-en.tsv"), COLUMNS)
IRREGULAR = read_table(data_path("en-irregular.tsv"), ("word", "tag", "form"))


@functools.cache
def morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def grammemes_of(form: str, lemma: str, pos: str) -> frozenset[str]:
    """The grammemes of the reading of ``form`` that belongs to a lemma and part of speech."""
    readings = (p for p in morphology().parse(form) if p.normal_form == lemma)
    return next(frozenset(p.tag.grammemes) for p in readings if pos in p.tag.grammemes)


def first_gloss_inflected(form: str, lemma: str, pos: str) -> str:
    return inflect_gloss(gloss(lemma, pos)[0], grammemes_of(form, lemma, pos))


def test_dictionary_is_large_sorted_and_without_duplicates() -> None:
    keys = [(lemma, pos) for lemma, pos, _, _ in ROWS]
    assert len(keys) >= 3000
    assert keys == sorted(set(keys))


def test_every_lemma_is_a_known_normal_form_of_its_part_of_speech() -> None:
    wrong = []
    for lemma, pos, aspect, _ in ROWS:
        readings = [
            p
            for p in morphology().parse(lemma)
            if p.is_known and p.normal_form == lemma and str(p.tag.POS) == pos
        ]
        aspects = {str(p.tag.aspect) for p in readings if p.tag.aspect} if pos == "INFN" else set()
        expected = next(iter(aspects)) if len(aspects) == 1 else ""
        if not readings or aspect != expected:
            wrong.append((lemma, pos, aspect))
    assert wrong == []


def test_every_sense_is_one_to_three_english_words() -> None:
    wrong = []
    for lemma, _, _, cell in ROWS:
        senses = cell.split("; ")
        words = [word for sense in senses for word in sense.split(" ")]
        well_formed = (
            len(senses) == len(set(senses)) <= 3
            and all(1 <= len(sense.split(" ")) <= 3 for sense in senses)
            and all(re.fullmatch(r"[A-Za-z0-9é'-]+", word) for word in words)
        )
        parts = [part for word in words for part in word.split("-")]
        if not well_formed or min(zipf_frequency(part, "en") for part in parts) < 1:
            wrong.append((lemma, cell))
    assert wrong == []


def test_a_verb_gloss_starts_with_a_bare_verb() -> None:
    first_words = {s.split()[0] for _, pos, _, c in ROWS if pos == "INFN" for s in c.split("; ")}
    not_bare = {"to", "a", "an", "the", "not", "is", "was", "been", "can", "will"}
    assert first_words & not_bare == set()


def test_both_aspects_of_common_verbs_are_there() -> None:
    aspects = Counter(aspect for _, pos, aspect, _ in ROWS if pos == "INFN")
    assert min(aspects["perf"], aspects["impf"]) >= 1000
    assert gloss("сообщать", "INFN") == gloss("сообщить", "INFN") != ()


def test_every_irregular_form_belongs_to_a_word_of_the_glosses() -> None:
    words = {w for row in ROWS for sense in row[3].split("; ") for w in (sense, *sense.split())}
    keys = [(word, tag) for word, tag, _ in IRREGULAR]
    assert keys == sorted(set(keys))
    assert [word for word, _ in keys if word not in words] == []


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "english"),
    [
        ("отруливает", "отруливать", "VERB", "steers away"),
        ("отруливают", "отруливать", "VERB", "steer away"),
        ("отрулил", "отрулить", "VERB", "steered away"),
        ("отрулит", "отрулить", "VERB", "will steer away"),
        ("отруливать", "отруливать", "INFN", "to steer away"),
        ("отруливая", "отруливать", "GRND", "steering away"),
        ("отрулив", "отрулить", "GRND", "having steered away"),
        ("отруливающий", "отруливать", "PRTF", "steering away"),
        ("отруливший", "отрулить", "PRTF", "that steered away"),
        ("отруливай", "отруливать", "VERB", "steer away"),
        ("пойдёмте", "пойти", "VERB", "let's go"),
        ("отнял", "отнять", "VERB", "took away"),
        ("молчат", "молчать", "VERB", "are silent"),
        ("молчу", "молчать", "VERB", "am silent"),
        ("молчали", "молчать", "VERB", "were silent"),
        ("молчала", "молчать", "VERB", "was silent"),
        ("молчит", "молчать", "VERB", "is silent"),
        ("молчащий", "молчать", "PRTF", "being silent"),
        ("выполнила", "выполнить", "VERB", "carried out"),
        ("выполняют", "выполнять", "VERB", "carry out"),
        ("украденный", "украсть", "PRTF", "stolen"),
        ("задержан", "задержать", "PRTS", "detained"),
        ("обсуждаемый", "обсуждать", "PRTF", "being discussed"),
        ("сдался", "сдаться", "VERB", "surrendered"),
        ("застрелилась", "застрелиться", "VERB", "shot herself"),
        ("застрелились", "застрелиться", "VERB", "shot themselves"),
        ("силовиков", "силовик", "NOUN", "security officials"),
        ("маршрутках", "маршрутка", "NOUN", "minibuses"),
        ("пятиэтажках", "пятиэтажка", "NOUN", "five-story buildings"),
        ("выборы", "выборы", "NOUN", "elections"),
        ("переговоров", "переговоры", "NOUN", "talks"),
        ("новостям", "новость", "NOUN", "news"),
        ("сильнее", "сильный", "COMP", "stronger"),
        ("опаснее", "опасный", "COMP", "more dangerous"),
        ("лучше", "хороший", "COMP", "better"),
        ("сильнейший", "сильный", "ADJF", "strongest"),
        ("готов", "готовый", "ADJS", "ready"),
        ("эти", "этот", "ADJF", "these"),
        ("им", "они", "NPRO", "them"),
        ("только", "только", "ADVB", "only"),
    ],
)
def test_gloss_in_the_form_of_the_russian_word(
    form: str, lemma: str, pos: str, english: str
) -> None:
    assert first_gloss_inflected(form, lemma, pos) == english


def test_plural_noun_picks_the_head() -> None:
    assert plural("man-made disaster") == "man-made disasters"
    assert plural("head of state") == "heads of state"
    assert plural("prisoner of war") == "prisoners of war"
    assert plural("mother-in-law") == "mothers-in-law"
    assert plural("deputy chairman") == "deputy chairmen"
    assert plural("German") == "Germans"
    assert plural("bus") == "buses"
    assert plural("headquarters") == "headquarters"
    assert plural("evidence") == "evidence"
    assert plural("embassy") == "embassies"
    assert plural("video") == "videos"


@pytest.mark.parametrize(
    ("verb", "third", "past", "participle", "ing"),
    [
        ("take", "takes", "took", "taken", "taking"),
        ("be", "is", "was", "been", "being"),
        ("have", "has", "had", "had", "having"),
        ("go", "goes", "went", "gone", "going"),
        ("carry", "carries", "carried", "carried", "carrying"),
        ("lie", "lies", "lied", "lied", "lying"),
        ("flee", "flees", "fled", "fled", "fleeing"),
        ("admit", "admits", "admitted", "admitted", "admitting"),
        ("visit", "visits", "visited", "visited", "visiting"),
        ("panic", "panics", "panicked", "panicked", "panicking"),
        ("broadcast", "broadcasts", "broadcast", "broadcast", "broadcasting"),
        ("quit", "quits", "quit", "quit", "quitting"),
        ("stop", "stops", "stopped", "stopped", "stopping"),
        ("fix", "fixes", "fixed", "fixed", "fixing"),
        ("annoy", "annoys", "annoyed", "annoyed", "annoying"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("begin", "begins", "began", "begun", "beginning"),
    ],
)
def test_verb_forms(verb: str, third: str, past: str, participle: str, ing: str) -> None:
    forms = [verb_form(verb, tag) for tag in ("VBZ", "VBD", "VBN", "VBG")]
    assert forms == [third, past, participle, ing]
    with pytest.raises(ValueError, match="not a verb tag"):
        verb_form(verb, "NN")


def test_degrees() -> None:
    assert [comparative(w) for w in ("big", "angry", "large", "far", "free")] == [
        "bigger",
        "angrier",
        "larger",
        "farther",
        "freer",
    ]
    assert [superlative(w) for w in ("bad", "important", "holy", "quickly", "thin")] == [
        "worst",
        "most important",
        "holiest",
        "most quickly",
        "thinnest",
    ]


def test_lookup_by_the_part_of_speech_of_a_form() -> None:
    for pos in ("VERB", "PRTF", "PRTS", "GRND"):
        assert gloss("рулить", pos) == gloss("рулить", "INFN") != ()
    assert gloss("готовый", "ADJS") == gloss("готовый", "ADJF") != ()
    assert gloss("рулить", "NOUN") == ()


def test_every_gloss_takes_every_form_of_its_part_of_speech() -> None:
    forms = {
        "INFN": ["VERB pres 3per sing", "VERB past masc sing", "PRTF actv pres", "GRND impf"],
        "NOUN": ["NOUN plur"],
        "ADJF": ["COMP", "ADJF Supr"],
    }
    for _, pos, _, cell in ROWS:
        for sense in cell.split("; "):
            for tag in forms.get(pos, []):
                english = inflect_gloss(sense, frozenset(tag.split()))
                assert english.split(), (sense, tag)
                assert english == " ".join(english.split()), (sense, tag)


def test_an_empty_gloss_is_refused() -> None:
    with pytest.raises(ValueError, match="empty gloss"):
        inflect_gloss(" ", frozenset({"NOUN"}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"lemma\tgloss\n", r"t\.tsv:1: expected the columns lemma, pos"),
        (b"lemma\tpos\nx\n", r"t\.tsv:2: 1 cells where 2 belong"),
        (b"\xff\xfe", r"cannot read .*t\.tsv"),
        (None, r"cannot read .*t\.tsv"),
    ],
)
def test_damaged_table_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "t.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MtcheckError, match=message):
        read_table(path, ("lemma", "pos"))


def test_tables_lie_in_the_rules_folder() -> None:
    assert data_path("ru-en.tsv").is_file()
    assert data_path("en-irregular.tsv").parent.name == "glosses"
