"""Errors within a word or between neighbours, as machine translation from Russian makes them.

Each operation changes the pieces of a sentence in place and says whether it could.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from training.fluency.word_lists import word_lists
from training.garble import Forms, Pieces, Sentence, change, insert, locate
from training.operations import dropper

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LISTS = word_lists()["slips"]
AGREEMENT, CASES = LISTS["agreement"], LISTS["cases"]
CONFUSED = {word: others.split() for word, others in LISTS["confused"].items()}
RELATIVES = {word: others.split() for word, others in LISTS["relatives"].items()}
SUFFIXES = LISTS["suffixes"].split()  # longest first
COUNTING = frozenset(LISTS["counting"].split())

Family = dict[str, list[tuple[str, str]]]


def plural_table(docs: Iterable[Doc]) -> Forms:
    """The commonest form of each lemma of common nouns, singular and plural."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            if token.tag_ in {"NN", "NNS"} and token.is_alpha:
                seen[token.lemma_.lower(), token.tag_][token.lower_] += 1
    return {key: forms.most_common(1)[0][0] for key, forms in seen.items()}


def families(docs: Iterable[Doc]) -> Family:
    """Words of one stem with their parts of speech, by word."""
    by_stem: dict[str, set[tuple[str, str]]] = defaultdict(set)
    counts: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for token in doc:
            if token.is_alpha and token.is_lower and token.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}:
                counts[token.lower_, token.pos_] += 1
    for (word, pos), count in counts.items():
        if count > 1:
            by_stem[stem(word)].add((word, pos))
    return {
        word: [other for other in sorted(group) if other[1] != pos and other[0] != word]
        for group in by_stem.values()
        for word, pos in group
        if 1 < len(group) < 12
    }


def stem(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)].rstrip("ei")
    return word.rstrip("ei") if len(word) > 4 else word


class Slips:
    """Operations that need to know the words of the corpus."""

    def __init__(self, docs: list[Doc], foreign: list[str]) -> None:
        self.plurals = plural_table(docs)
        self.families = families(docs)
        self.foreign = foreign

    def number(self, sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
        noun = sentence.find(lambda t: t.tag_ in {"NN", "NNS"} and shows_number(t), rng)
        if noun is None:
            return False
        other = "NNS" if noun.tag_ == "NN" else "NN"
        form = self.plurals.get((noun.lemma_.lower(), other), "")
        return change(pieces, sentence.index(noun), form)

    def derivation(self, sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
        word = sentence.find(
            lambda t: (
                t.pos_ in {"NOUN", "ADJ", "ADV", "VERB"} and bool(self.families.get(t.lower_))
            ),
            rng,
        )
        if word is None:
            return False
        other, pos = rng.choice(self.families[word.lower_])
        if pos == word.pos_ or (
            word.pos_ == "ADJ" and pos == "NOUN" and word.dep_ == "amod" and rng.random() < 0.7
        ):
            return False
        return change(pieces, sentence.index(word), other)

    def left_standing(self, sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
        word = sentence.find(lambda t: t.pos_ in {"NOUN", "VERB", "ADJ"} and t.is_alpha, rng)
        return word is not None and change(pieces, sentence.index(word), rng.choice(self.foreign))


def shows_number(noun: Token) -> bool:
    """True when a determiner, a numeral or the verb tells the number of the noun."""
    if any(t.dep_ == "nummod" or t.lower_ in COUNTING for t in noun.lefts):
        return True
    return noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.tag_ in {"VBZ", "VBP"}


def agreement(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    verb = sentence.find(lambda t: t.tag_ in {"VBZ", "VBP"} or t.lower_ in {"was", "were"}, rng)
    if verb is None:
        return False
    form = AGREEMENT.get(verb.lower_) or sentence.forms.get(
        (verb.lemma_.lower(), "VBP" if verb.tag_ == "VBZ" else "VBZ"), ""
    )
    return change(pieces, sentence.index(verb), form)


def verb_form(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """A form that the verb cannot have in its place; other tenses are not among them."""
    verb = sentence.find(lambda t: t.tag_.startswith("VB") and t.is_alpha and len(t) > 1, rng)
    if verb is None:
        return False
    wrong = {"VB": "VBZ VBN VBG VBD", "VBN": "VB VBZ VBG", "VBG": "VB VBN VBZ VBD"}
    tags = wrong.get(verb.tag_, "VB VBN VBG" if verb.tag_ != "VBP" else "VBG VBZ").split()
    form = sentence.forms.get((verb.lemma_.lower(), rng.choice(tags)), "")
    return change(pieces, sentence.index(verb), form)


def pronoun_case(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.lower_ in CASES, rng)
    return word is not None and change(pieces, sentence.index(word), CASES[word.lower_])


def relative(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.lower_ in RELATIVES and t.tag_ in {"WP", "WDT", "IN"}, rng)
    return word is not None and change(
        pieces, sentence.index(word), rng.choice(RELATIVES[word.lower_])
    )


def preposition(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(
        lambda t: (
            t.lower_ in CONFUSED
            and t.tag_ in {"IN", "TO"}
            and t.dep_ in {"prep", "agent", "dative"}
        ),
        rng,
    )
    if word is None:
        return False
    return change(pieces, sentence.index(word), rng.choice(CONFUSED[word.lower_]))


def doubled_preposition(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.dep_ == "prep" and t.lower_ in CONFUSED, rng)
    if word is None:
        return False
    return insert(pieces, sentence.index(word), rng.choice(CONFUSED[word.lower_]))


def repeated(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.is_alpha and t.i > sentence.span.start, rng)
    if word is None or word.lower_ in {"had", "that", "very", "so", "no", "bye", "ha"}:
        return False
    place = locate(pieces, sentence.index(word), sentence.index(word) + 1)
    if place is None or not pieces[place].text.isalpha():
        return False
    pieces.insert(place + 1, replace(pieces[place], source=-1, space=True, changed=True))
    pieces[place] = replace(pieces[place], space=True)
    return True


def needless_article(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """“a” before plurals and names, “the” before names of people and before pronouns."""

    def bare(token: Token) -> bool:
        first = token.left_edge
        return first.pos_ not in {"DET", "NUM", "PRON"} and all(
            t.tag_ not in {"POS", "PRP$", "DT"} for t in token.lefts
        )

    noun = sentence.find(
        lambda t: (
            (t.tag_ in {"NNS", "NNP"} and t.dep_ != "compound" and bare(t)) or t.tag_ == "PRP"
        ),
        rng,
    )
    if noun is None:
        return False
    first = noun.left_edge if noun.tag_ != "PRP" else noun
    people = noun.ent_type_ == "PERSON" or noun.tag_ == "PRP"
    article = "the" if people and rng.random() < 0.6 else "a"
    return insert(pieces, sentence.index(first), article)


def wrong_article(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.lower_ in {"a", "an"}, rng)
    return word is not None and change(
        pieces, sentence.index(word), "an" if word.lower_ == "a" else "a"
    )


def stray_of(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(
        lambda t: t.dep_ in {"dobj", "attr", "amod", "nsubj"} and t.i > t.sent.start, rng
    )
    return word is not None and insert(
        pieces, sentence.index(word.left_edge if word.dep_ != "amod" else word), "of"
    )


def misspelled(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.is_alpha and t.is_lower and len(t) > 3, rng)
    if word is None:
        return False
    letters = word.lower_
    at = rng.randrange(1, len(letters) - 1)
    way = rng.random()
    if way < 0.4:
        letters = letters[:at] + letters[at + 1 :]
    elif way < 0.8:
        letters = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
    else:
        letters = letters[:at] + letters[at] + letters[at:]
    return change(pieces, sentence.index(word), letters)


def lower_name(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(
        lambda t: t.pos_ == "PROPN" and t.is_title and t.i > sentence.span.start, rng
    )
    return word is not None and recased(pieces, sentence.index(word), str.lower)


def raised_word(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(
        lambda t: (
            t.pos_ in {"NOUN", "ADJ"}
            and t.is_lower
            and t.is_alpha
            and t.i > sentence.span.start
            and not t.nbor(-1).is_punct
        ),
        rng,
    )
    return word is not None and recased(pieces, sentence.index(word), str.capitalize)


def recased(pieces: Pieces, source: int, way) -> bool:
    place = locate(pieces, source, source + 1)
    if place is None or pieces[place].text == way(pieces[place].text):
        return False
    pieces[place] = replace(
        pieces[place], text=way(pieces[place].text), changed=True, keeps_capital=True
    )
    return True


def comma_before_that(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(
        lambda t: (
            t.lower_ == "that"
            and t.dep_ == "mark"
            and t.i > sentence.span.start
            and not t.nbor(-1).is_punct
        ),
        rng,
    )
    return word is not None and insert(pieces, sentence.index(word), ",")


drop_article = dropper(
    lambda t: t.lower_ in {"a", "an", "the"} and t.head.tag_ in {"NN", "NNS", "JJS"}
)
drop_relative = dropper(
    lambda t: t.tag_ in {"WDT", "WP"} and t.dep_ in {"nsubj", "nsubjpass"} and t.i > t.sent.start
)
drop_conjunction = dropper(
    lambda t: t.dep_ == "cc" and t.lower_ in {"and", "or"} and t.i > t.sent.start
)
drop_to = dropper(lambda t: t.tag_ == "TO" and t.dep_ == "aux")
drop_possessive = dropper(lambda t: t.tag_ == "POS")
