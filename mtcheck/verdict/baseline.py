"""Known findings: what a baseline holds does not count, until it is mended.

A document's findings are known by rule and marked words, as their fingerprint is, and
counted: of a finding that the baseline holds twice, a third one is new. Which of them it
is, the words around it tell; where those were edited too, the last in the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mtcheck.model import DocumentReport, Finding
from mtcheck.verdict.fingerprint import context_of, fingerprint_of
from mtcheck.verdict.score import score_of

LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one rule on the same words in one document, one of ``contexts`` for each.

    ``fingerprint`` is that of the first; ``text``, shortened, is for people only.
    """

    fingerprint: str
    rule: str
    detector: str
    text: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings of documents, by the name of the document."""

    documents: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(e.contexts) for entries in self.documents.values() for e in entries)

    def apply(self, name: str, report: DocumentReport) -> DocumentReport:
        """The report of the document called ``name``, what the baseline holds set apart."""
        known, left = _matched(self.documents.get(name, ()), report)
        findings = tuple(f for f in report.findings if id(f) not in known)
        return replace(
            report,
            findings=findings,
            known=tuple(f for f in report.findings if id(f) in known),
            mended=sum(map(len, left.values())),
            score=score_of(findings, report.words),
        )

    def updated(self, reports: Mapping[str, DocumentReport]) -> Baseline:
        """With the findings of these documents as they are now; others stay.

        What detectors that did not run have found before is kept.
        """
        documents = dict(self.documents)
        for name, report in reports.items():
            idle = [e for e in documents.get(name, ()) if e.detector not in report.checked_by]
            documents[name] = (*_entries(report), *idle)
        return Baseline(_filled(documents))

    def pruned(self, reports: Mapping[str, DocumentReport], gone: Iterable[str] = ()) -> Baseline:
        """Without what is mended in these documents and all of those ``gone``; nothing is added."""
        documents = {name: e for name, e in self.documents.items() if name not in set(gone)}
        for name, report in reports.items():
            entries = documents.get(name, ())
            _, left = _matched(entries, report)
            documents[name] = tuple(
                replace(entry, contexts=_without(entry.contexts, left[entry.fingerprint]))
                for entry in entries
            )
        return Baseline(_filled(documents))


def _matched(
    entries: Iterable[Entry], report: DocumentReport
) -> tuple[set[int], defaultdict[str, list[str]]]:
    """``id`` of the known findings, and the contexts, by fingerprint, of those no longer there."""
    alike: defaultdict[str, list[tuple[Finding, str]]] = defaultdict(list)
    for finding in report.findings:
        alike[fingerprint_of(finding)].append((finding, context_of(finding, report.text)))
    known: set[int] = set()
    left: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        here = alike[entry.fingerprint]
        open_contexts = Counter(entry.contexts)
        for finding, context in here:
            if open_contexts[context] > 0:
                open_contexts[context] -= 1
                known.add(id(finding))
        rest = list(open_contexts.elements())
        for finding, _ in here:
            if rest and id(finding) not in known:
                rest.pop()
                known.add(id(finding))
        if entry.detector in report.checked_by:
            left[entry.fingerprint] += rest
    return known, left


def _entries(report: DocumentReport) -> list[Entry]:
    alike: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        alike[fingerprint_of(finding)].append(finding)
    return [
        Entry(
            fingerprint,
            found[0].rule,
            found[0].detector,
            _shortened(found[0].text),
            tuple(sorted(context_of(f, report.text) for f in found)),
        )
        for fingerprint, found in alike.items()
    ]


def _without(contexts: tuple[str, ...], left: Iterable[str]) -> tuple[str, ...]:
    remaining = Counter(contexts)
    remaining.subtract(left)
    return tuple(sorted(remaining.elements()))


def _filled(documents: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    """In order of name, rule and fingerprint, without what is empty."""
    filled = {}
    for name in sorted(documents):
        entries = [entry for entry in documents[name] if entry.contexts]
        if entries:
            filled[name] = tuple(sorted(entries, key=lambda e: (e.rule, e.text, e.fingerprint)))
    return filled


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 1]}…"
