"""Marks that only one side of a pair has: addresses, placeholders, quotation, strays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtcheck.language.disparity import Disparity
from mtcheck.language.segment_pairs import SegmentPair
from mtcheck.model import Span

LONG_QUOTATION = 5
"""Words from which quoted matter is speech and no name or single term."""

_URL = r"(?:https?://|www\.)[^\s<>\"«»“”]+[^\s<>\"«»“”.,;:!?)\]]"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_HANDLE = r"(?<![\w@/.])@[A-Za-z_]\w{2,}"
_HASHTAG = r"(?<![\w#/&])#[A-Za-z_]\w{2,}"
_PLACEHOLDER = (
    r"\{\{?\s*[\w.]+\s*\}?\}|%\([\w.]+\)[sd]|%\d*\$?[sd](?!\w)|\$\{[\w.]+\}|<[^<>\s]{1,30}/?>"
)
_VERBATIM = {
    "address": re.compile(f"{_URL}|{_EMAIL}|{_HANDLE}"),
    "hashtag": re.compile(_HASHTAG),
    "placeholder": re.compile(_PLACEHOLDER),
}
_QUOTED = re.compile(r"«([^«»]*(?:«[^«»]*»[^«»]*)*)»|“([^“”]*)”|\"([^\"]*)\"|„([^“”]*)[“”]")
_ANY_QUOTE = re.compile(r"[\"“”„«»‘’]|(?<!\w)'|'(?!\w)")
_ODD = re.compile(r"[_@|~^*#\\<>=`]|(?<=[^\W\d_])(?<!s)(?<!S)'(?=\s)")
_MISPLACED = re.compile(r"(?<=[^\W\d_])[?!;:.](?= [a-z])")
_BRACKETS = {"(": ")", "[": "]"}
_HANGING = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART"})
_SPACED = re.compile(r"(?<=\w) [,.;:!?](?=\s|$)")
_NEVER_LAST = re.compile(r"(?<!\w)(?:a|an|the|of|and|or|very)$")
_FOLLOWERS = re.compile(r" (?:that|which|whom|whose|of|by|from)\b")
_ATTRIBUTED = re.compile(r",?\s*[-–—]\s*[а-яё]")


def stray_marks(pair: SegmentPair) -> Iterator[Disparity]:
    """Addresses and placeholders changed or lost, quotation marks lost, marks out of place."""
    yield from _verbatim(pair)
    yield from _quotation(pair)
    yield from _unbalanced(pair)
    yield from _spaced(pair)
    yield from _misplaced(pair)


def _verbatim(pair: SegmentPair) -> Iterator[Disparity]:
    for what, pattern in _VERBATIM.items():
        there = Counter(_normal(found.group()) for found in pattern.finditer(pair.text))
        for found in pattern.finditer(pair.source_text):
            if not found.group().isascii() or there[_normal(found.group())]:
                continue
            if _normal(found.group()) not in pair.segment.text.lower():
                yield Disparity(f"{what}-lost", None, _at(found, pair.source.start))


def _normal(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|^www\.|/$", "", address.lower())


def _quotation(pair: SegmentPair) -> Iterator[Disparity]:
    """Speech in quotation marks that the translation tells as its own words."""
    if _ANY_QUOTE.search(pair.segment.text):
        return
    for found in _QUOTED.finditer(pair.source_text):
        if len(found.group().split()) >= LONG_QUOTATION and _is_speech(pair.source_text, found):
            yield Disparity("quotation-lost", None, _at(found, pair.source.start))
            return


def _is_speech(russian: str, quoted: re.Match[str]) -> bool:
    """True behind a colon and before a dash; else it may be a title."""
    before, after = russian[: quoted.start()].rstrip(), russian[quoted.end() :]
    return before.endswith(":") or bool(_ATTRIBUTED.match(after))


def _unbalanced(pair: SegmentPair) -> Iterator[Disparity]:
    text, source = pair.text, pair.source_text
    place = _unpaired_quote(text)
    if place is not None and not source.count('"') % 2:
        at = pair.target.start + place
        yield Disparity("quote-unpaired", Span(at, at + 1))
    for opening, closing in _BRACKETS.items():
        if text.count(opening) == text.count(closing):
            continue
        if source.count(opening) == source.count(closing):
            mark = opening if text.count(opening) > text.count(closing) else closing
            place = pair.target.start + text.index(mark)
            yield Disparity("bracket-unpaired", Span(place, place + 1))


def _unpaired_quote(text: str) -> int | None:
    """Where a straight quotation mark inside a sentence has no partner.

    One that opens a sentence, or closes one, may have it in another paragraph; one with blanks
    on both sides tells nothing.
    """
    if ' " ' in text:
        return None
    opened: list[int] = []
    for found in re.finditer('"', text):
        at = found.start()
        if not opened and text[at - 1 : at].isdigit():
            continue
        if _opens(text, at) and not (opened and at + 1 == len(text)):
            opened.append(at)
        elif opened:
            opened.pop()
        elif text[at - 1 : at].isalnum() and at + 1 < len(text):
            return at
    inside = [at for at in opened if at and text[:at].rstrip()[-1:] not in ".!?:—–-"]
    return inside[0] if inside else None


def _opens(text: str, at: int) -> bool:
    return not text[:at] or text[at - 1] in " \u00a0([—–-"


def _spaced(pair: SegmentPair) -> Iterator[Disparity]:
    """A blank before a mark, as tokenised text has it, where the Russian has none."""
    found = _SPACED.search(pair.text)
    if found and not _SPACED.search(pair.source_text):
        yield Disparity("spaced-mark", _at(found, pair.target.start))


def _misplaced(pair: SegmentPair) -> Iterator[Disparity]:
    plain = pair.text
    for pattern in _VERBATIM.values():
        plain = pattern.sub(lambda found: " " * len(found.group()), plain)
    for found in _ODD.finditer(plain):
        mark = found.group()
        if mark == "'" and re.search(r"(?<!\w)['‘]", plain[: found.start()]):
            continue
        if plain.count(mark) > pair.source_text.count(mark) and not _is_spaced_hash(found, plain):
            yield Disparity("stray-mark", _at(found, pair.target.start))
    ends = {token.idx + len(token): token for token in pair.tokens}
    for found in _MISPLACED.finditer(plain):
        token = ends.get(found.start() + pair.target.start)
        if _fewer_in_source(pair, found.group()) and (
            (token is not None and token.pos_ in _HANGING)
            or _NEVER_LAST.search(plain[: found.start()])
            or (found.group() in ":;" and _FOLLOWERS.match(plain[found.end() :]))
            or found.group() in "?!"
        ):
            yield Disparity("misplaced-mark", _at(found, pair.target.start))


def _is_spaced_hash(found: re.Match[str], text: str) -> bool:
    """ "#30" is a number sign, "* " the bullet of a list."""
    behind = text[found.end() : found.end() + 1]
    return (found.group() == "#" and behind.isdigit()) or found.start() == 0


def _fewer_in_source(pair: SegmentPair, mark: str) -> bool:
    return pair.text.count(mark) > pair.source_text.count(mark)


def _at(found: re.Match[str], offset: int) -> Span:
    return Span(found.start() + offset, found.end() + offset)
