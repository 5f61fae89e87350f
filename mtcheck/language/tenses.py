"""Tense and aspect of the finite verbs of a pair, compared only where the evidence is sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_lists import words
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.language.russian_text import RussianToken

LIKELY = 0.05
"""Readings of a Russian word that are less likely are not believed."""

_FUTURE_WORDS = words("will 'll ’ll wo shall")
_SOON = words(
    "завтра послезавтра скоро вскоре предстоять предстоящий планировать планироваться собираться "
    "намереваться намерен готов готовиться ожидаться рассчитывать обещать намерение план хотеть "
    "мочь должен должный следующий ближайший будущий обязать обязан пора если когда пусть пускай"
)
_RUSSIAN_TENSES = frozenset({"past", "pres", "futr"})


class Tense(StrEnum):
    """Where in time a verb puts what it says."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"


_OF_TAG = {"past": Tense.PAST, "pres": Tense.PRESENT, "futr": Tense.FUTURE}


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb with its place."""

    tense: Tense
    span: Span
    progressive: bool = False


def tense_disparities(pair: SegmentPair) -> Iterator[Disparity]:
    """Where all verbs of the Russian are in one tense and the English has none in that one.

    That the present of reports («сообщает») is told in the past is usual and no disparity.
    Conditionals («бы», "would") are left out, and so are headlines (texts without a final mark):
    there the present tells what is past.
    """
    if pair.is_left_in_russian or not pair.source_text.rstrip("\"'”») ").endswith((".", "!", "…")):
        return
    russian = _russian_tenses(pair.source_tokens)
    if russian is None:
        return
    english = list(english_verbs(pair.tokens))
    tenses = {verb.tense for verb in english}
    wrong = _wrong_tense(russian, tenses, pair)
    if wrong:
        verb = next(v for v in english if v.tense is wrong)
        yield Disparity(f"{next(iter(russian))}-to-{wrong}", verb.span)
    elif russian == {Tense.PAST} and _all_perfective(pair.source_tokens):
        for verb in english:
            if verb.progressive and Tense.PRESENT not in tenses:
                yield Disparity("progressive", verb.span)


def doubtful_tenses(pair: SegmentPair) -> float:
    """How many English verbs are in a tense that no Russian one has, or say "is doing".

    Weak evidence: translators shift tenses, and Russian has one form for "does" and "is doing";
    a progressive counts a third.
    """
    if pair.is_left_in_russian:
        return 0.0
    english = list(english_verbs(pair.tokens))
    progressive = sum(1 for t in pair.tokens if t.tag_ == "VBG" and _has_be(t)) / 3
    russian = _russian_tenses(pair.source_tokens)
    if russian is None:
        return progressive
    known = russian | {Tense.MODAL}
    return progressive + sum(1 for verb in english if verb.tense not in known)


def _has_be(token: Token) -> bool:
    return any(child.lemma_ == "be" and child.dep_ == "aux" for child in token.children)


def _wrong_tense(russian: set[Tense], english: set[Tense], pair: SegmentPair) -> Tense | None:
    """The tense of the English that the Russian speaks against."""
    soon = any(token.lemmas & _SOON for token in pair.source_tokens)
    if russian == {Tense.PAST}:
        if Tense.FUTURE in english and not soon:
            return Tense.FUTURE
        if english == {Tense.PRESENT}:
            return Tense.PRESENT
    if russian == {Tense.FUTURE} and english == {Tense.PAST}:
        return Tense.PAST
    return None


def _russian_tenses(tokens: tuple[RussianToken, ...]) -> set[Tense] | None:
    """The tenses of the finite verbs; ``None`` where they tell nothing sure."""
    found: set[Tense] = set()
    for token in tokens:
        if token.lower in ("бы", "б", "чтобы", "чтоб"):
            return None
        readings = [a for a in token.analyses if a.score >= LIKELY]
        verbs = [a for a in readings if a.part_of_speech == "VERB"]
        if not verbs:
            if any(a.part_of_speech == "PRTS" for a in readings[:1]):
                found |= {Tense.PAST, Tense.PRESENT}
            elif any(a.part_of_speech in ("PRED", "ADJS") for a in readings[:1]):
                found.add(Tense.PRESENT)
            continue
        if len(verbs) < len(readings) and readings[0].part_of_speech != "VERB":
            continue
        tags = {tag for a in verbs for tag in a.grammemes & _RUSSIAN_TENSES}
        if any("impr" in a.grammemes for a in verbs) or len(tags) != 1:
            return None
        found.add(_OF_TAG[tags.pop()])
    if _has_nominal_clause(tokens):
        found.add(Tense.PRESENT)
    return found or None


def _has_nominal_clause(tokens: tuple[RussianToken, ...]) -> bool:
    """True for a dash between nouns or «это»: a clause of the present without a verb."""
    return any(token.text in "—–-" or token.lower in ("это", "нет", "есть") for token in tokens)


def _all_perfective(tokens: tuple[RussianToken, ...]) -> bool:
    verbs = [t for t in tokens if t.part_of_speech in ("VERB", "INFN", "GRND", "PRTF", "PRTS")]
    return bool(verbs) and all(token.analyses[0].grammemes >= {"perf"} for token in verbs)


def english_verbs(tokens: tuple[Token, ...]) -> Iterator[Verb]:
    """The finite verbs and verb groups of English tokens, each by its first word."""
    for token in tokens:
        group = token.head if token.dep_ in ("aux", "auxpass") else token
        span = Span(token.idx, token.idx + len(token))
        if token.tag_ == "MD":
            future = token.lower_ in _FUTURE_WORDS
            yield Verb(Tense.FUTURE if future else Tense.MODAL, span)
        elif token.tag_ == "VBD":
            yield Verb(Tense.PAST, span, _is_progressive(token, group))
        elif token.tag_ in ("VBZ", "VBP"):
            yield Verb(_present_or_perfect(token, group), span)
        elif token.tag_ == "VBN" and _stands_alone(token):
            yield Verb(Tense.PAST, span)


def _stands_alone(token: Token) -> bool:
    """True for a participle in the place of a finite verb: a past that was read wrongly."""
    helped = any(child.dep_ in ("aux", "auxpass") for child in token.children)
    return token.dep_ in ("ROOT", "conj", "ccomp", "advcl") and not helped


def _present_or_perfect(token: Token, group: Token) -> Tense:
    if token.lemma_ == "have" and group is not token:
        return Tense.PAST
    if token.lemma_ == "be" and group is not token and group.lemma_ == "go":
        return Tense.FUTURE
    return Tense.PRESENT


def _is_progressive(token: Token, group: Token) -> bool:
    return token.lemma_ == "be" and group is not token and group.tag_ == "VBG"
