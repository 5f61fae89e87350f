"""Mojibake: characters decoded with the wrong table, as ftfy tells them (Speer 2019)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.detectors.base import SegmentBySegment
from mtcheck.document import Document
from mtcheck.model import Category, Finding, Origin, Severity

_SUSPECT = re.compile(
    r"\S*[\u0080-\u00bf\u00c2-\u00c5\u00d0\u00d1\u00e2\u0420\u0421\u0432\u20ac\u2122]\S+"
)


class Encoding(SegmentBySegment):
    """Finds words that are text of another encoding, and gives what they were."""

    name = "encoding"

    def __init__(self, config: Config) -> None:
        self._config = config

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for each word that decodes to better text another way."""
        for segment in document.segments:
            for word in _SUSPECT.finditer(segment.text):
                mended = _mended(word[0])
                if mended != word[0]:
                    yield Finding(
                        rule="encoding/mojibake",
                        category=Category.ENCODING,
                        severity=Severity.MAJOR,
                        span=segment.to_document(word.start(), word.end()),
                        message=f"“{word[0]}” was read in the wrong encoding: “{mended}”.",
                        detector=self.name,
                        origin=Origin(construction="текст, прочитанный в чужой кодировке"),
                        suggestions=(mended,),
                        safe_fix=True,
                    )


def _mended(word: str) -> str:
    if word.isascii():
        return word
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return fix_encoding(word) if is_bad(word) else word
