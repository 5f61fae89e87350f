"""Articles made to break reports: markup, escapes, controls, formulas, huge lines."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mtcheck.model import (
    Category,
    DocumentReport,
    Finding,
    Origin,
    Passage,
    Report,
    Score,
    Severity,
    Skipped,
    Span,
    ToolInfo,
)
from mtcheck.verdict.judge import LineIndex

FRAGMENTS = (
    "<script>window.hit = 1; alert(1)</script>",
    "</p></section></main><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "</title></textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
    "--><!--",
    "]]>",
    "<![CDATA[x]]>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "&lt;b&gt; &amp; &nosuch; &#0; &#xD800; &#x; &",
    "{{ 7*7 }}{% for x in y %}${7*7}",
    "javascript:alert(1)",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "<v>own</v> </v><v>",
    "\u202etxet desrever\u202c \u200f\u200e \u2066iso\u2069 \u061c",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;https://example.org\x07link",
    "\x9b31m \x90q \x9d0;t\x9c \x85 \x7f",
    "\x00\x01\x02\x08\x0b\x0c\x0e\x1f",
    "\ud800 \udfff",
    "\ufffe\uffff\ufdd0\U0001fffe",
    "\u2028\u2029",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "\t=1+1",
    "＝1+1",
    '=HYPERLINK("http://example.org?x="&A1,"click")',
    "::error file=a,line=1::hit",
    "::set-output name=x::y\n::add-mask::z",
    "##[error]hit",
    "%0A::warning::hit %25",
    "a|b||c \\| `code` ``two`` ```",
    "[link](javascript:alert(1)) ![i](x) <https://example.org>",
    "@everyone #1 !2 www.example.org https://example.org/x mail@example.org",
    "# heading\n- item\n> quote\n| a | b |\n|---|---|",
    "</details></summary>",
    "comma, \"quote\", 'single'; semicolon\r\nsecond line\rthird",
    "\u00a0\u2003\u3000 \u200b\u2060",
    "🇷🇺👩‍👩‍👧 é עברית العربية 漢字 Ελλάδα",
    "е" * 300,
    " " * 200,
)
SPECIAL = "<>&\"'`|,;:=+-@%#\t\n\r\x00\x1b\u202e\ufeff\u00ad 😀йa"


def texts(number: int, seed: int = 5) -> Iterator[str]:
    """So many hostile texts, the same for the same seed; every 200th has a huge line."""
    source = random.Random(seed)
    for i in range(number):
        parts = source.choices(FRAGMENTS, k=source.randint(1, 4))
        parts.append("".join(source.choices(SPECIAL, k=source.randint(0, 30))))
        parts.append("The minister said so.")
        source.shuffle(parts)
        text = source.choice(("", " ", "\n", "\n\n")).join(parts)
        yield text * (1 + 20_000 // len(text)) if i % 200 == 0 else text


def document(text: str, number: int) -> DocumentReport:
    """A report in which all that an article or a rule pack can name is hostile."""
    source = random.Random(f"{number} {len(text)}")
    spans = sorted(_span(source, len(text)) for _ in range(source.randint(0, 3)))
    lines = LineIndex(text)
    found = [lines.locate(_finding(source, text, span)) for span in spans]
    path = f"{number}/{text[:60]}"
    return DocumentReport(
        path=path,
        text=text,
        words=len(text.split()),
        findings=tuple(replace(f, fingerprint=f"{i:016x}") for i, f in enumerate(found)),
        score=Score(float(len(found)), 1.0, dict.fromkeys(Severity, 0), {}),
        skipped=(Skipped(text[:20], text[20:60], text[60:90]),) if number % 25 == 0 else (),
        notes=(text[:80],) if number % 10 == 0 else (),
        source_text=text if number % 3 == 0 else None,
        passages=tuple(_passages(source, text)) if number % 4 == 1 else (),
    )


def _passages(source: random.Random, text: str) -> Iterator[Passage]:
    """Parts of the text as if the rest of it were markup."""
    edges = sorted({source.randint(0, len(text)) for _ in range(source.randint(2, 6))})
    for start, end in pairwise(edges):
        if text[start:end].strip() and source.random() < 0.7:
            said = source.choice((None, text[-60:], ""))
            head = source.random() < 0.3
            yield Passage(text[start:end], Span(start, end), 1, ((0, start),), head, said)


def report(texts: list[str], first: int = 0) -> Report:
    documents = tuple(document(text, first + i) for i, text in enumerate(texts))
    return Report(ToolInfo("mtcheck", "0.0.0", "mtcheck:0.0.0"), documents)


def _span(source: random.Random, length: int) -> Span:
    start = source.randint(0, length)
    return Span(start, min(length, start + source.choice((0, 1, 5, 40, 400))))


def _finding(source: random.Random, text: str, span: Span) -> Finding:
    return Finding(
        rule=source.choice(
            ("a/b", "family/rule-name", "a/" + re.sub(r"[/\s\ufeff]", "", text[:30]) + "b")
        ),
        category=source.choice(list(Category)),
        severity=source.choice(list(Severity)),
        span=span,
        message=f"“{text[span.start : span.end]}”: {text[-80:]}",
        detector="patterns",
        origin=Origin(form=text[:20], lemma=text[5:15], construction=text[10:40]),
        suggestions=(text[:40], ""),
        help_url=source.choice(("", "https://example.org/a", "javascript:alert(1)", text[:30])),
        also=(text[3:20],),
        confidence=source.choice((None, 0.5, 0.97)),
    )


def colours(text: str) -> list[str]:
    """The escape sequences in a text that only set colours or boldness."""
    return re.findall(r"\x1b\[[0-9;]*m", text)
