"""Quotations in a paragraph, and which of them are somebody's speech.

Quotation marks in translated news are of all kinds and not always in pairs: “…”, "…", «…»,
„…“, ‘…’, one closing mark for two openings, none at all where the speech goes on in the
next paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.model import Span

FEWEST_SPOKEN_WORDS = 5
DEEPEST = 8

_MARK = re.compile(r"[“”„«»\"‟‘’‹›']")
_BEFORE_OPENING = frozenset(" ([{—–-/…“„«‘\"'")
_BEHIND_CLOSING = frozenset(" )]}—–-/….,;:!?”»’\"'")
_SINGLE_OPENING = re.compile(
    r"(?:(?<=[\s(\[—–“\"«])|^)[‘'](?!(?:\d0s|em|til|cause|bout|tis|twas|n['’]?)\b)(?=[^\W_])",
    re.IGNORECASE,
)
_SINGLE_CLOSING = re.compile(r"(?<=[^\s(\[])['’](?![^\W_])")
_ENDS_SPOKEN = re.compile(r"[,.!?…]\s?[”»\"’'“]$")
_ATTRIBUTION_BEHIND = re.compile(
    r"\s?[,.]?\s?(?:[–—-]{1,2}\s?)?(?:(?:he|she|they|it|who|as|the|a|an|[A-Z]\w+)\s)?(?:\w+\s){0,5}?"
    r"(?:said|says|told|added|noted|stressed|explained|wrote|according|quot\w+|stat\w+|declared)\b"
)
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|has|have|had|do|does|did|will|would|can|could|shall|should|must|may|"
    r"might|cannot|I|we|he|she|they|isn|aren|wasn|weren|don|doesn|didn|won|wouldn|couldn|"
    r"let|there)\b|\b\w+['’](?:s|re|ve|ll|d|m)\b(?=\s+(?:a|the|not|been|going|all|no)\b)"
    r"|^(?:[“„«\"‘']\s?)you\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"[,.!?…”»\"]\s?[–—-]{1,2}\s")
_TITLE_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "as",
        "de",
        "von",
        "di",
    ]
)


@dataclass(slots=True)
class _Open:
    """A quotation not closed yet; ``shared_end`` is that of the first inner one whose closing
    mark looks like the closing of this one too."""

    mark: str
    start: int
    shared_end: int | None = None


def quotations(text: str) -> tuple[Span, ...]:
    """Every quotation of a paragraph, marks included, outer before inner, in order.

    One that is not closed runs to the end of the paragraph, or to the end of the quotation
    in it where one mark closes both.
    """
    found: list[Span] = []
    stack: list[_Open] = []
    singles = _single_pairs(text)
    closings = frozenset(singles.values())
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark[0]
        if sign in "‘’'":
            if at in closings and any(o.mark in "‘'" for o in stack):
                _close(text, stack, found, at)
            elif at in singles:
                stack.append(_Open(sign, at))
        elif stack and _closes(text, at, sign, stack):
            _close(text, stack, found, at)
        elif _opens(text, at, sign):
            stack.append(_Open(sign, at))
            del stack[:-DEEPEST]
    found += _unclosed(text, stack)
    return tuple(sorted(set(found), key=lambda span: (span.start, -span.end)))


def direct_speech(text: str) -> tuple[Span, ...]:
    """The quotations that are speech, quotation marks included; none within another.

    Names, titles and single words in quotation marks are not.
    """
    spans: list[Span] = []
    for span in quotations(text):
        inside_one = spans and span.end <= spans[-1].end
        if not inside_one and _is_speech(text[span.start : span.end]):
            spans.append(span)
    return tuple(spans)


def quoted_names(text: str) -> tuple[Span, ...]:
    """The quotations that are names or titles: every word of weight has a capital."""
    found = ((span, text[span.start + 1 : span.end - 1].split()) for span in quotations(text))
    return tuple(span for span, words in found if words and _is_title(words))


def dialogue_speech(text: str) -> tuple[Span, ...]:
    """What is said in a turn that Russian typography opens with a dash (left out of ``text``).

    "I think so, — said Lavrov. — We are ready." holds two pieces of speech.
    """
    spans, start, spoken = [], 0, True
    for turn in _TURN.finditer(text):
        behind = text[turn.end() : turn.end() + 1]
        if spoken and (behind.islower() or _ATTRIBUTION_BEHIND.match(text, turn.end())):
            spans.append(Span(start, turn.start() + 1))
            spoken = False
        elif not spoken:
            start, spoken = turn.end(), True
    if spoken and start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(spans)


def _opens(text: str, at: int, sign: str) -> bool:
    if sign in "»›":
        return False
    if sign in '"”':
        before, behind = _around(text, at)
        return before in _BEFORE_OPENING and behind != " "
    return True


def _closes(text: str, at: int, sign: str, stack: list[_Open]) -> bool:
    before, behind = _around(text, at)
    if sign in "»›":
        return True
    if sign == "”":
        return before != " " or behind in _BEHIND_CLOSING
    if sign in '“"':
        return before not in " ([" and behind in _BEHIND_CLOSING and stack[-1].mark != "«"
    return False


def _around(text: str, at: int) -> tuple[str, str]:
    return text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "


def _close(text: str, stack: list[_Open], found: list[Span], at: int) -> None:
    """Close the innermost quotation the mark at ``at`` can close; what is open in it is dropped."""
    fits = "‘'" if text[at] in "’'" else "‹" if text[at] == "›" else '“„«”"‟'
    index = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].mark in fits), None)
    if index is None:
        return
    end = at + 1
    found.append(Span(stack[index].start, end))
    del stack[index:]
    if stack and stack[-1].shared_end is None and _speech_ends(text, end):
        stack[-1].shared_end = end


def _speech_ends(text: str, end: int) -> bool:
    """True when the quotation that ends here ends like speech, or "he said" comes behind it."""
    return text[end - 2] in ",.!?…" or _ATTRIBUTION_BEHIND.match(text, end) is not None


def _unclosed(text: str, stack: list[_Open]) -> Iterator[Span]:
    for opened in stack:
        if opened.mark not in "‘'‹":
            yield Span(opened.start, opened.shared_end or len(text))


def _single_pairs(text: str) -> dict[int, int]:
    """Openings of quotations in single marks, each with its closing; apostrophes are neither.

    Of several marks behind one opening the first counts that is no possessive plural; such
    a one only where nothing else is left.
    """
    closings = [m.start() for m in _SINGLE_CLOSING.finditer(text)]
    openings = [m.start() for m in _SINGLE_OPENING.finditer(text)]
    pairs: dict[int, int] = {}
    for opening, limit in zip(openings, [*openings[1:], len(text)], strict=False):
        between = closings[bisect_right(closings, opening) : bisect_left(closings, limit)]
        sure = next((c for c in between if text[c - 1] not in "sS"), None)
        if sure is not None:
            pairs[opening] = sure
        elif between:
            pairs[opening] = between[-1]
    return pairs


def _is_speech(quotation: str) -> bool:
    inner = quotation.strip("“”„«»\"‟‘’‹›' ")
    words = inner.split()
    if not words:
        return False
    if len(words) > 1 and _ENDS_SPOKEN.search(quotation):
        return True
    if len(words) > 1 and _FINITE.search(quotation) and not _is_title(words):
        return True
    return len(words) >= FEWEST_SPOKEN_WORDS and not _is_title(words)


def _is_title(words: list[str]) -> bool:
    """True when every word of weight is capitalised, as in the title of a work."""
    weighty = [w for w in words if w.lower() not in _TITLE_SMALL]
    return len(weighty) > 1 and all(not w[:1].islower() for w in weighty)
