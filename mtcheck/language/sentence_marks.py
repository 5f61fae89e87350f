"""How the sentences of a pair begin and end: capitals, full stops, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mtcheck.document import SegmentKind
from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.language.word_lists import words
from mtcheck.model import Span

FEWEST_WORDS = 4
ENDS = ".?!…"
_CLOSING = "\"'”’»)]“ \u00a0*_"
_OPENING = re.compile(r"^[\s\"'“‘«„(\[\-–—*•\d.)]*")
_QUESTION = re.compile(r"\?")
_CAPITALS_OF_SENTENCE = re.compile(r"(?:^|[.!?…:]\s+[\"«“„]?|[\"«“„(])[А-ЯЁA-Z]")
_TRAILING = ("…", "...")
_WORD = re.compile(r"[^\W\d_]+")
_OPENS_LOWER = re.compile(r"^[a-z]+(?=[\s,;:!?'’-])")
_ASKING = words("how what whether if which where when who whom whose why")
_INVERTED = words("did do does is are was were has have will would can could might must")


def sentence_marks(pair: SegmentPair) -> Iterator[Disparity]:
    """Ends that are missing, questions lost or added, capitals lost."""
    yield from _end(pair)
    yield from _questions(pair)
    yield from _capitals(pair)


def _end(pair: SegmentPair) -> Iterator[Disparity]:
    if pair.segment.kind is SegmentKind.HEADLINE:
        return
    english, russian = pair.text.rstrip(_CLOSING), pair.source_text.rstrip(_CLOSING)
    if not english or not russian or russian[-1] not in ENDS or _is_abbreviation(russian):
        return
    if english[-1].isalnum() or english[-1] in "%,;:-–—":
        yield Disparity(
            "end-lost",
            _last_word(english, pair.target.start),
            _place(len(russian) - 1, pair.source.start),
        )


def _is_abbreviation(russian: str) -> bool:
    """«… и др.», «2020 г.»: the point is the word's."""
    last = russian.rstrip(".").split()[-1:] or [""]
    return russian.endswith(".") and len(last[0]) <= 3 and len(russian.split()) < FEWEST_WORDS * 2


def _last_word(text: str, offset: int) -> Span:
    start = len(text) - len(text.split()[-1])
    return Span(offset + start, offset + len(text))


def _place(at: int, offset: int) -> Span:
    return Span(offset + at, offset + at + 1)


def _questions(pair: SegmentPair) -> Iterator[Disparity]:
    asked = _QUESTION.search(pair.source_text)
    answers = [m for m in _QUESTION.finditer(pair.text) if _ends_sentence(pair.text, m.end())]
    if asked is None and answers and not pair.source_text.rstrip(_CLOSING).endswith(_TRAILING):
        yield Disparity("question-added", _sentence_to(pair, answers[0].end()))
    elif asked and "?" not in pair.text:
        ends = asked.end() == len(pair.source_text.rstrip(_CLOSING))
        if ends and not _is_indirect(pair):
            yield Disparity("question-lost", None, _place(asked.start(), pair.source.start))
    elif asked is None and _opens_as_question(pair):
        first = pair.tokens[0]
        yield Disparity("question-order", Span(first.idx, first.idx + len(first)))


def _ends_sentence(text: str, at: int) -> bool:
    rest = text[at:].lstrip(_CLOSING)
    return not rest or rest[0].isupper() or rest[0] in "-–—"


def _is_indirect(pair: SegmentPair) -> bool:
    """«Напишите, какая у вас погода?»: "Write how the weather is." asks as well."""
    asking = {token.lower_ for token in pair.tokens[1:]} & _ASKING
    return bool(asking) or pair.text.rstrip(_CLOSING).endswith(("!", *_TRAILING))


def _opens_as_question(pair: SegmentPair) -> bool:
    """ "Did he make the announcement on Friday.": the verb first, its subject behind."""
    spoken = [token for token in pair.tokens if not token.is_punct]
    if len(spoken) < FEWEST_WORDS or spoken[0].lower_ not in _INVERTED:
        return False
    second = spoken[1]
    return (
        second.pos_ in {"PRON", "PROPN", "DET"}
        and second.tag_ != "WP"
        and second.i == spoken[0].i + 1
    )


def _sentence_to(pair: SegmentPair, end: int) -> Span:
    """From the beginning of the sentence that ends at ``end`` of the pair's text."""
    last = pair.target.start + end
    starts = [t.idx for t in pair.tokens if t.is_sent_start and t.idx < last]
    return Span(starts[-1] if starts else pair.target.start, last)


def _capitals(pair: SegmentPair) -> Iterator[Disparity]:
    english, russian = pair.text, pair.source_text
    letters = [c for c in english if c.isalpha()]
    if len(_WORD.findall(english)) < FEWEST_WORDS:
        return
    if _inner_capitals(russian) and not any(c.isupper() for c in letters):
        yield Disparity("all-lower", pair.target)
    elif all(c.isupper() for c in letters) and not russian.isupper():
        yield Disparity("all-upper", pair.target)
    elif _starts_upper(russian):
        opening = _OPENING.match(english)
        start = opening.end() if opening else 0
        found = _OPENS_LOWER.match(english[start:])
        if found and not any(c.isdigit() for c in english[:start]):
            place = pair.target.start + start
            yield Disparity("first-lower", Span(place, place + found.end()))


def _starts_upper(russian: str) -> bool:
    opening = _OPENING.match(russian)
    rest = russian[opening.end() if opening else 0 :]
    return rest[:1].isupper() and rest[1:2].islower()


def _inner_capitals(russian: str) -> bool:
    """True when a word inside a sentence has a capital and is no abbreviation: a name."""
    opened = {found.end() - 1 for found in _CAPITALS_OF_SENTENCE.finditer(russian)}
    return any(
        c.isupper() and after.islower() and place not in opened
        for place, (c, after) in enumerate(pairwise(russian))
    )
