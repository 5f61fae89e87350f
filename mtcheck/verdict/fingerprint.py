"""Names for findings that outlive edits elsewhere in the text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mtcheck.model import Finding

LENGTH = 16
CONTEXT_LENGTH = 8
WORDS = 4
REACH = 120
"""Characters that are looked at on each side for the ``WORDS`` nearest words."""


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """Fill in ``fingerprint``: 16 hexadecimal digits of SHA-256.

    It is made of the rule, the marked text (case and white space folded) and, where the
    same rule marks the same text again, its number in the document. So it survives moved
    lines and edited neighbours. ``text`` must be filled in and the order be the text's.
    """
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        first = fingerprint_of(finding)
        seen[first] += 1
        named.append(replace(finding, fingerprint=fingerprint_of(finding, seen[first])))
    return named


def fingerprint_of(finding: Finding, number: int = 1) -> str:
    """The fingerprint that ``finding`` has as the ``number``-th of its rule and words."""
    words = " ".join(finding.text.casefold().split())
    return _digest(finding.rule, words, str(number))[:LENGTH]


def context_of(finding: Finding, text: str) -> str:
    """A name for the words around a finding on its line: 8 hexadecimal digits of SHA-256.

    It tells findings of one fingerprint apart as long as their neighbours are not edited.
    """
    start, end = finding.span.start, finding.span.end
    before = text[max(0, start - REACH) : start].splitlines()[-1:]
    after = text[end : end + REACH].splitlines()[:1]
    words = [*" ".join(before).casefold().split()[-WORDS:], "|"]
    return _digest(*words, *" ".join(after).casefold().split()[:WORDS])[:CONTEXT_LENGTH]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
