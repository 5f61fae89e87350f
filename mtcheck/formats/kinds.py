"""Telling headlines, captions, list items and body text apart by how they look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.document import SegmentKind
from mtcheck.formats.datelines import is_stamp

LONGEST_HEADLINE = 25
LONGEST_SUBHEAD = 14
MOST_HEADS_TOGETHER = 3
LONGEST_BARE_ITEM = 8
LONGEST_CAPTION = 60

_DASHES = "-–—―"
_STOP = re.compile(r"(?<!\.[A-Z])[.:;,…]['\"“’”»)\]]*$")
_QUESTION = re.compile(r"[?!]['\"“’”»)\]]*$")
_CREDIT_NAMES = (
    r"(?:Reuters|REUTERS|AP|AFP|EPA|TASS|ITAR-TASS|RIA Novosti|Sputnik|Getty Images?|Xinhua|"
    r"Kommersant|Interfax|UNIAN|Shutterstock|Globallookpress(?:\.com)?)"
)
_CAPTION = re.compile(
    r"[(\[]?(?:(?:File|Archive|Stock)\s+)?"
    r"(?:Photo(?:graph)?s?|Picture|Image|Illustration|Infographics?|Video|Фото|Видео|Иллюстрация)"
    r"(?:\s(?:credit|by|courtesy of|from)\b|\s?[:©|/]|\s?[–—-]\s)"
    r"|©|[(\[]?(?:Image|Photo) credit"
    rf"|{_CREDIT_NAMES}(?: Photo)?\s?/\s?\w",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    rf"(?:[(\[]?(?:Photo|Photograph|Picture|Image)(?: by|:)[^.]{{2,60}}[)\]]?"
    rf"|©[^.]{{2,60}}|\b{_CREDIT_NAMES}(?: Photo)?\s?/\s?[A-Z][\w.' -]{{1,40}}[)\]]?)$"
)
_ATTRIBUTION = re.compile(r"[,.!?…”»\"]\s?[–—-]{1,2}\s?(?:[a-z]|[A-Z]\w+ said)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph shows: its text without the bullet, the bullet, and a kind if known."""

    text: str
    bullet: str = ""
    known: SegmentKind | None = None

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a paragraph; ``spoken`` when its bullet is the dash of direct speech."""

    kind: SegmentKind
    spoken: bool = False


def judge_kinds(looks: Sequence[Look]) -> list[Judged]:
    """The kind of every paragraph, seen together with its neighbours."""
    judged = [_alone(look) for look in looks]
    for first, last in _runs(
        [look.bullet != "" and not look.bullet.strip(_DASHES) for look in looks]
    ):
        before = looks[first - 1].text if first else ""
        run = looks[first:last]
        if not _is_dash_list(run, before):
            spoken = len(run) > 1 or any(_is_spoken(look.text) for look in run)
            judged[first:last] = [Judged(SegmentKind.BODY, spoken)] * len(run)
    _judge_heads(looks, judged)
    return [kind or Judged(SegmentKind.BODY) for kind in judged]


def _alone(look: Look) -> Judged | None:
    if look.known is not None:
        return Judged(look.known)
    if look.bullet:
        return Judged(SegmentKind.LIST_ITEM)
    if is_stamp(look.text) or is_caption(look.text):
        return Judged(SegmentKind.CAPTION)
    return None


def is_caption(text: str) -> bool:
    """True for picture captions and credit lines."""
    if text.count(" ") >= LONGEST_CAPTION:
        return False
    return _CAPTION.match(text) is not None or _CREDIT_END.search(text) is not None


def _is_dash_list(items: Sequence[Look], before: str) -> bool:
    """False when lines that open with a dash are the turns of a dialogue, as Russian sets it."""
    texts = [item.text for item in items]
    if any(_is_spoken(text) for text in texts):
        return False
    if before.endswith(":"):
        return True
    open_ended = sum(not re.search(r"[.!?…][”»\"]?$", text) for text in texts)
    return open_ended * 2 > len(texts)


def _is_spoken(text: str) -> bool:
    """True for a turn with "— said he" in it, and for a question or an exclamation."""
    return bool(_ATTRIBUTION.search(text) or _QUESTION.search(text))


def _judge_heads(looks: Sequence[Look], judged: list[Judged | None]) -> None:
    """Short lines without a full stop: headlines before body text, items where many meet."""
    heads = [
        judged[i] is None and _looks_like_head(look, first=i == 0) for i, look in enumerate(looks)
    ]
    for first, last in _runs(heads):
        run = looks[first:last]
        if len(run) > MOST_HEADS_TOGETHER:
            bare = sum(look.words for look in run) <= LONGEST_BARE_ITEM * len(run)
            kind = SegmentKind.LIST_ITEM if bare else SegmentKind.BODY
            judged[first:last] = [Judged(kind)] * len(run)
            if first == 0:
                judged[0] = Judged(SegmentKind.HEADLINE)
        elif _body_follows(looks, judged, last):
            judged[first:last] = [Judged(SegmentKind.HEADLINE)] * len(run)


def _looks_like_head(look: Look, first: bool) -> bool:
    if not any(c.isalpha() for c in look.text) or _STOP.search(look.text):
        return False
    if first:
        return look.words <= LONGEST_HEADLINE
    return look.words <= LONGEST_SUBHEAD and not _QUESTION.search(look.text)


def _body_follows(looks: Sequence[Look], judged: Sequence[Judged | None], start: int) -> bool:
    """True when the next paragraph that is no caption or date is body text or a list."""
    for look, kind in zip(looks[start:], judged[start:], strict=True):
        if kind is None or kind.spoken or kind.kind is SegmentKind.LIST_ITEM:
            return True
        if kind.kind is not SegmentKind.CAPTION:
            return kind.kind is SegmentKind.BODY and look.words > 1
    return False


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The ranges of neighbouring true flags."""
    start = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index
            start = None
