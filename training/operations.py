"""What garbles a sentence: each operation changes the pieces in place and says whether it could."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from training.garble import Operation, Pieces, Sentence, change, drop, insert, move

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
REPORTING = frozenset({"say", "ask", "add", "tell", "write", "reply", "explain", "report", "note"})
PREPOSITIONS = ("of", "in", "on", "for", "with", "to", "from", "at", "by", "about", "under", "over")


def invert_subject(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    subject = sentence.find(
        lambda t: (
            t.dep_ in SUBJECTS
            and t.head.pos_ in {"VERB", "AUX"}
            and t.i < t.head.i
            and (t.head.lemma_ not in REPORTING or opens_clause(t))
            and t.tag_ not in {"WP", "WDT"}
        ),
        rng,
    )
    if subject is None or not sentence.span.start <= subject.head.i < sentence.span.end:
        return False
    left, right = sentence.block(subject)
    if rng.random() < 0.6:
        front_adverbial(sentence, pieces, rng, subject.head, left)
    return move(pieces, left, right, sentence.index(subject.head), after=True)


def opens_clause(subject: Token) -> bool:
    """True when no quotation or reported clause stands before the subject of its verb."""
    first = subject.left_edge.i
    return all(child.i >= first or child.dep_ == "mark" for child in subject.head.lefts)


def front_adverbial(
    sentence: Sentence, pieces: Pieces, rng: random.Random, verb: Token, before: int
) -> bool:
    adverbials = [
        t for t in verb.rights if t.dep_ in {"prep", "npadvmod", "advmod", "agent", "advcl"}
    ]
    if not adverbials:
        return False
    left, right = sentence.block(rng.choice(adverbials))
    if not move(pieces, left, right, before, after=False):
        return False
    sentence.fronted.update(range(left, right))
    return True


def front_object(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    noun = sentence.find(lambda t: t.dep_ in {"dobj", "attr", "acomp"} and t.i > t.head.i, rng)
    if noun is None or noun.head.i < sentence.span.start:
        return False
    left, right = sentence.block(noun)
    subject = next((t for t in noun.head.lefts if t.dep_ in SUBJECTS), None)
    if subject is not None and rng.random() < 0.4:
        return move(pieces, left, right, sentence.block(subject)[0], after=False)
    return move(pieces, left, right, sentence.index(noun.head), after=False)


def squeeze_adverbial(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """Set an adverbial before its verb, or between the verb and its object."""
    adverbial = sentence.find(
        lambda t: (
            t.dep_ in {"prep", "npadvmod", "agent", "dative"}
            and t.head.pos_ in {"VERB", "AUX"}
            and t.i > t.head.i
        ),
        rng,
    )
    if adverbial is None or adverbial.head.i < sentence.span.start:
        return False
    left, right = sentence.block(adverbial)
    obj = next((t for t in adverbial.head.rights if t.dep_ in {"dobj", "attr", "acomp"}), None)
    if obj is not None and obj.i < adverbial.i and rng.random() < 0.5:
        return move(pieces, left, right, sentence.block(obj)[0], after=False)
    return move(pieces, left, right, sentence.index(adverbial.head), after=False)


def postpose_modifier(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    kinds = {"amod", "compound", "nummod", "poss", "nmod", "appos"}
    modifier = sentence.find(lambda t: t.dep_ in kinds and 0 < t.head.i - t.i < 6, rng)
    if modifier is None or modifier.head.i >= sentence.span.end:
        return False
    left, right = sentence.block(modifier)
    case = next((t for t in modifier.rights if t.tag_ == "POS"), None)
    if not move(pieces, left, right, sentence.index(modifier.head), after=True):
        return False
    if case is not None and rng.random() < 0.7:
        drop(pieces, sentence.index(case))
    return True


def part_modifier(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """Set what follows a noun (of-phrase, participle clause) before it, as Russian can."""
    modifier = sentence.find(
        lambda t: t.dep_ in {"prep", "acl"} and t.head.pos_ in {"NOUN", "PROPN"} and t.i > t.head.i,
        rng,
    )
    if modifier is None or modifier.head.i < sentence.span.start:
        return False
    left, right = sentence.block(modifier)
    return move(pieces, left, right, sentence.index(modifier.head), after=False)


def shuffle_window(_: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """Exchange two neighbouring stretches of one to three words."""
    first, second = rng.randint(1, 3), rng.randint(1, 3)
    if len(pieces) < first + second + 2:
        return False
    start = rng.randrange(len(pieces) - first - second)
    window = pieces[start : start + first + second]
    if any(not piece.text[0].isalnum() for piece in window):
        return False
    pieces[start : start + first + second] = window[first:] + window[:first]
    return True


def dropper(test: Callable[[Token], bool]) -> Operation:
    def operation(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
        token = sentence.find(test, rng)
        return token is not None and drop(pieces, sentence.index(token))

    return operation


drop_subject = dropper(
    lambda t: t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.tag_ in {"PRP", "EX", "DT", "WP"}
)
drop_auxiliary = dropper(
    lambda t: t.dep_ in {"aux", "auxpass"} or (t.lemma_ == "be" and t.pos_ == "AUX")
)
drop_word = dropper(
    lambda t: (
        t.dep_ in {"prep", "mark", "pobj", "dobj", "nsubj", "ROOT", "pcomp", "xcomp"} and t.is_alpha
    )
)
drop_preposition = dropper(lambda t: t.dep_ in {"prep", "agent"})


def change_verb(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    verb = sentence.find(lambda t: t.tag_.startswith("VB") and t.is_alpha, rng)
    if verb is None:
        return False
    tags = [tag for tag in ("VB", "VBZ", "VBP", "VBD", "VBN", "VBG") if tag != verb.tag_]
    form = sentence.forms.get((verb.lemma_.lower(), rng.choice(tags)), "")
    source = sentence.index(verb)
    return change(pieces, source, form)


def infinitive(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    verb = sentence.find(lambda t: t.tag_ in {"VBZ", "VBP", "VBD", "VBN", "VBG"}, rng)
    if verb is None or not verb.is_alpha:
        return False
    source = sentence.index(verb)
    form = sentence.forms.get((verb.lemma_.lower(), "VB"), "")
    return bool(form) and insert(pieces, source, "to") and change(pieces, source, form)


def change_preposition(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    word = sentence.find(lambda t: t.lower_ in PREPOSITIONS and t.dep_ == "prep", rng)
    if word is None:
        return False
    return change(pieces, sentence.index(word), rng.choice(PREPOSITIONS))


def insert_word(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    token = sentence.find(lambda t: t.i > sentence.span.start and t.is_alpha, rng)
    if token is None:
        return False
    verb = token.tag_.startswith("VB")
    words = ("do", "is", "to", "was", "it", "be") if verb else (*PREPOSITIONS, "that", "it", "is")
    return insert(pieces, sentence.index(token), rng.choice(words))


def impersonal(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """A passive as the impersonal of Russian: "In Omsk found a bomb" for "A bomb was found"."""
    passive = sentence.find(lambda t: t.dep_ == "nsubjpass" and t.i < t.head.i, rng)
    if passive is None or not sentence.span.start <= passive.head.i < sentence.span.end:
        return False
    verb = passive.head
    left, right = sentence.block(passive)
    auxiliaries = [t for t in verb.lefts if t.dep_ in {"aux", "auxpass"}]
    if rng.random() < 0.6:
        front_adverbial(sentence, pieces, rng, verb, left)
    if not move(pieces, left, right, sentence.index(verb), after=True):
        return False
    return all(drop(pieces, sentence.index(auxiliary)) for auxiliary in auxiliaries)


def comma_after_subject(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    subject = sentence.find(
        lambda t: t.dep_ == "nsubj" and t.i + 2 < t.head.i and t.right_edge.i + 1 == t.head.i, rng
    )
    if subject is None or not sentence.span.start <= subject.head.i < sentence.span.end:
        return False
    return insert(pieces, sentence.index(subject.head), ",")


def drop_of(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """A genitive without its sign: "the owner Telegram"."""
    word = sentence.find(lambda t: t.lower_ == "of" and t.head.pos_ == "NOUN", rng)
    if word is None:
        return False
    if rng.random() < 0.5:
        articles = [t for t in word.subtree if t.i == word.i + 1 and t.lower_ in {"a", "an", "the"}]
        for article in articles:
            drop(pieces, sentence.index(article))
    return drop(pieces, sentence.index(word))


def drop_finite_verb(sentence: Sentence, pieces: Pieces, rng: random.Random) -> bool:
    """The finite verb left out, as Russian does with the copula and with verbs of motion."""
    verb = sentence.find(
        lambda t: t.tag_ in {"VBZ", "VBP", "VBD"} and t.dep_ in {"ROOT", "ccomp", "conj"}, rng
    )
    return verb is not None and drop(pieces, sentence.index(verb))
