"""Where English sentences end, by their marks.

The parser's own sentences follow the syntax, which machine translation breaks; to hold a
text against its source, the marks are surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.language.clauses import reporting_verbs
from mtcheck.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'‘“«(\[]*[A-ZÀ-ÞЀ-Я0-9])")
_CLOSING = frozenset("\"'”’»")
_LONGEST_NAME = 4


def sentence_spans(doc: Doc) -> Iterator[Span]:
    """The sentences of an analysed text, without the white space around them."""
    text = doc.text
    start = 0
    for match in _END.finditer(text):
        if _closes(doc, match.start()):
            yield from _stripped(text, start, match.end())
            start = match.end()
    yield from _stripped(text, start, len(text))


def _closes(doc: Doc, offset: int) -> bool:
    """True when the mark at ``offset`` is one of its own and no part of an abbreviation."""
    found = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if found is None:
        return False
    mark: Token = found[0]
    if any(character.isalnum() for character in mark.text):
        return False
    before = doc[mark.i - 1] if mark.i else None
    initial = before is not None and len(before.text) == 1 and before.is_upper
    if mark.text == "." and initial and before is not None and not before.whitespace_:
        return False
    return not _is_attributed(doc, mark)


def _is_attributed(doc: Doc, mark: Token) -> bool:
    """True when a quotation ends here and its speaker follows: “Who?” Anna Petrova asked."""
    following = mark.i + 1
    if following >= len(doc) or doc[following].text not in _CLOSING:
        return False
    name = following + 1
    after = name
    while after < len(doc) and after - name < _LONGEST_NAME and doc[after].pos_ == "PROPN":
        after += 1
    return name < after < len(doc) and doc[after].lemma_ in reporting_verbs()


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    stretch = text[start:end]
    lead = len(stretch) - len(stretch.lstrip())
    if stretch.strip():
        yield Span(start + lead, start + lead + len(stretch.strip()))
