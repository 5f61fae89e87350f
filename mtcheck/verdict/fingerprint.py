"""Names for findings that outlive edits elsewhere in the text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mtcheck.model import Finding

LENGTH = 16


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """Fill in ``fingerprint``: 16 hexadecimal digits of SHA-256.

    It is made of the rule, the marked text (case and white space folded) and, where the
    same rule marks the same text again, its number in the document. So it survives moved
    lines and edited neighbours. ``text`` must be filled in and the order be the text's.
    """
    seen: Counter[tuple[str, str]] = Counter()
    named = []
    for finding in findings:
        key = (finding.rule, " ".join(finding.text.casefold().split()))
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()
        named.append(replace(finding, fingerprint=digest[:LENGTH]))
    return named
