"""Tentative findings stand only where the rest shows a machine-translated document.

Some patterns are errors in machine translation and ordinary in native English ("the
Minister", a noun without its article). What tells the two apart is the company they keep. The
counts of firm findings, which native news hardly ever sets off, and of tentative ones are each
tested as two Poisson rates against each other (log likelihood ratio); to that comes what the
text is about, as prior odds: English that never names Russia or its neighbours is seldom
translated from Russian.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mtcheck.document import Document
from mtcheck.language.russian_subject import russian_subjects
from mtcheck.model import Finding


class Rates(NamedTuple):
    """Findings in 1,000 words of native news and of neural translation, as measured, and how
    much they count: less than 1 where native texts differ more than chance has it.
    """

    native: float
    translated: float
    weight: float = 1.0

    def evidence(self, rules: Counter[str], words: int) -> float:
        """Log of how much likelier so many are in translation.

        A rule counts twice at the most: the same word misread again is no new evidence.
        """
        events = sum(min(count, MOST_PER_RULE) for count in rules.values())
        expected_more = (self.translated - self.native) * words / 1000
        return self.weight * (events * math.log(self.translated / self.native) - expected_more)


FIRM = Rates(0.4, 6.0)
TENTATIVE = Rates(2.5, 7.5, weight=0.5)
DOUBTER = "fluency"  # what it doubts is no evidence: unusual words of any kind set it off
SUBJECT = (-2.0, 1.0, 1.7)  # log odds where no, one, more words speak of Russia: never enough alone
TELLING_WORDS = 100  # in fewer the lack of such a word tells less
NEEDED_RATIO = 6.0
MOST_PER_RULE = 2


def corroborated(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """The firm findings, and the tentative ones if all of it speaks for translation."""
    found = list(findings)
    firm = [f for f in found if not f.tentative]
    if len(firm) == len(found) or speaks_for_translation(found, document):
        return found
    return firm


def speaks_for_translation(found: Iterable[Finding], document: Document) -> bool:
    """True when a document with these findings is far likelier translated than native."""
    firm: Counter[str] = Counter()
    tentative: Counter[str] = Counter()
    for finding in found:
        if not finding.tentative:
            firm[finding.rule] += 1
        elif finding.detector != DOUBTER:
            tentative[finding.rule] += 1
    evidence = _subject_evidence(document)
    evidence += FIRM.evidence(firm, document.words)
    evidence += TENTATIVE.evidence(tentative, document.words)
    return evidence >= math.log(NEEDED_RATIO)


def _subject_evidence(document: Document) -> float:
    """Log odds by the subject; none with a Russian source beside it, for people translate too."""
    if document.source:
        return 0.0
    subjects = len(russian_subjects(document.text))
    evidence = SUBJECT[min(subjects, len(SUBJECT) - 1)]
    return evidence if subjects else evidence * min(document.words / TELLING_WORDS, 1)
