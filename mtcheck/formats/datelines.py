"""Datelines, and lines that only say when, where or by whom."""

from __future__ import annotations

import re

from mtcheck.model import Span

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_TIME = (
    r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?\(?(?:MSK|GMT|UTC|CET|EST|EET|"
    r"Moscow(?:\stime)?|Kiev(?:\stime)?)(?:[+-]\d+)?\)?)?)"
)
_AGENCY = (
    r"(?:ITAR-TASS|TASS|RIA(?:\sNovosti)?|Interfax(?:-[A-Z]\w+)?|INTERFAX(?:-[A-Z]+|\.RU)?|"
    r"Reuters|Associated\sPress|Sputnik|Xinhua|Ukrinform|Regnum|REGNUM|Rosbalt|Kommersant|"
    r"Izvestia|[A-Z]{2,}(?:\.[A-Z]{2})?|[A-Z][a-z]+\.(?:Ru|ru|com|net))"
)
_PLACE_CAPS = r"[A-Z][A-Z'’.]*[A-Z](?:[- ][A-Z][A-Z'’.]*[A-Z]){0,3}"
_PLACE_TITLE = r"[A-Z][a-z'’]+(?:[- ](?:[A-Z][a-z'’]+|on|na)){0,3}"
_PLACE = (
    rf"(?:{_PLACE_CAPS}|{_PLACE_TITLE})(?:,\s{_PLACE_TITLE})?(?:\s/{_PLACE_TITLE}[^/]{{0,30}}/)?"
)
_DASH = r"[-–—]{1,2}"
_STOP = rf"(?:[.:,]?\s?{_DASH}\s|\.\s)"
_SIGNED = rf"(?:[.,:]?\s?(?:{_DASH}\s?)?[(/\[]?{_AGENCY}(?:,\s[A-Z]\w+\s[A-Z]\w+)?[)/\]]?)"

_DATELINE = re.compile(
    rf"(?:{_PLACE}[.,]?\s{_DATE}{_SIGNED}?{_STOP}"
    rf"|{_DATE}{_SIGNED}{_STOP}"
    rf"|{_DATE}[.,:]?\s{_DASH}\s"
    rf"|{_AGENCY}[.,]\s{_DATE}{_STOP}"
    rf"|{_PLACE}\s?[(/\[]{_AGENCY}[)/\]]{_STOP}"
    rf"|[(/\[]{_AGENCY}[)/\]]\s{_DASH}\s"
    rf"|(?=[A-Z]{{4}}|[A-Z]+ [A-Z]{{4}}){_PLACE_CAPS}(?:,\s{_PLACE_TITLE})?\.?\s{_DASH}\s)"
)
_STAMPED = (
    r"(?:(?:first |last )?(?:published|updated|posted|created|modified)(?:\son|\sat)?|date|time)"
    r"\s?:?\s"
)
_STAMP = re.compile(
    rf"(?:{_STAMPED})?(?:{_WEEKDAY},?\s)?(?:{_PLACE},\s)?(?:{_DATE}|{_TIME})"
    rf"(?:\s?[,|/–—-]?\s?(?:at\s|{_STAMPED})?(?:{_DATE}|{_TIME}|\d{{4}}|{_WEEKDAY}))*\s?[.|]?",
    re.IGNORECASE,
)
_NAMES = r"[A-Z][\w.'’-]*(?:(?:,| and| &)? [A-Z][\w.'’-]*){0,6}"
_BYLINE = re.compile(
    rf"(?:(?:By|BY)\s{_NAMES}"
    rf"|(?:Author|Text|Source|Translat(?:ed by|ion|or)|Edit(?:or|ed by)|Report(?:er|ing by)|"
    rf"Correspondent)s?\s?:\s?[\w“\"«]{{1,40}}(?:[ ,.][\w.,'’”\"»-]{{1,40}}){{0,7}})"
)


def dateline_of(text: str) -> Span | None:
    """The dateline that opens a paragraph ("MOSCOW, December 13 (TASS) — "), if there is one."""
    match = _DATELINE.match(text)
    return Span(0, len(match[0].rstrip())) if match and match.end() < len(text) else None


def is_stamp(text: str) -> bool:
    """True for a line that holds nothing but a date or time, or the author's name."""
    return len(text) <= 120 and bool(_STAMP.fullmatch(text) or _BYLINE.fullmatch(text))
