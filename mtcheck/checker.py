"""The whole way from documents to a report, on one screen.

file ─formats─▶ Document ─language─▶ analysed Document ─detectors─▶ findings ─verdict─▶ report
                                     (aligned with its source)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import mtcheck
from mtcheck.alignment import aligned
from mtcheck.comet.estimate import estimated
from mtcheck.config import Config
from mtcheck.detectors.base import Detector, EarlyStarter
from mtcheck.detectors.source_origins import confirmed
from mtcheck.document import Document
from mtcheck.formats import read_document, read_source, read_text, source_text, with_source
from mtcheck.language.english import Analyser
from mtcheck.model import (
    DetectorUnavailable,
    DocumentReport,
    Finding,
    MtcheckError,
    Report,
    Skipped,
    ToolInfo,
)
from mtcheck.plugins import DETECTORS, load_plugin, plugins
from mtcheck.reference import compared
from mtcheck.signature import signature_of
from mtcheck.verdict import judge

Evidence: TypeAlias = dict[str, list[Finding] | Skipped]


class Checker:
    """Checks documents; make one and use it for as many as there are.

    Raises ``MtcheckError`` for settings that cannot be followed (a broken rule pack, a
    detector that is not there).

    >>> from mtcheck import Checker, Config
    >>> checker = Checker(Config(detectors=frozenset({"patterns", "transliteration"})))
    >>> report = checker.check_text("The Americans otrulivaet aside, the minister said.")
    >>> [(f.text, f.severity.value, f.origin.form) for f in report.findings]
    [('otrulivaet', 'critical', 'отруливает')]
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.detectors = _detectors(self.config)
        self._analyser = Analyser()

    def check_text(
        self,
        text: str,
        path: str = "<text>",
        format: str = "text",  # noqa: A002
        source: str | None = None,
    ) -> DocumentReport:
        """Check a text given as a string, beside its Russian where that is given.

        ``format`` is the name of the text's file format.
        """
        document = read_text(text, path=path, format=format)
        if source is not None:
            document = with_source(document, source_text(source))
        return next(self.check_documents([document]))

    def check_file(self, path: Path, source: Path | None = None) -> DocumentReport:
        """Check one file, beside the file of its Russian where that is given.

        Raises ``MtcheckError`` when one of them cannot be read.
        """
        document = read_document(path)
        if source is not None:
            document = with_source(document, read_source(source))
        return next(self.check_documents([document]))

    def check_documents(self, documents: Iterable[Document]) -> Iterator[DocumentReport]:
        """Check documents as they come; reports keep their order.

        Raises ``MtcheckError`` when a detector that ``config.require`` names cannot run.
        """
        for document in self.analysed(documents):
            yield self.check_analysed(document)

    def analysed(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents with their language analysis, aligned with their sources; each to be
        checked once."""
        return map(aligned, self._analyser.analyse(self._begun(documents)))

    def check_analysed(self, document: Document, config: Config | None = None) -> DocumentReport:
        """Check a document that ``analysed`` gave.

        ``config`` judges the findings in place of the checker's own settings; it may disable
        more than they do. Raises as ``check_documents`` does.
        """
        return self._judged(document, self._evidence(self.detectors, document), config)

    def report(self, documents: Iterable[DocumentReport]) -> Report:
        """One report over the given documents' reports."""
        tool = ToolInfo("mtcheck", mtcheck.__version__, signature_of(self.config))
        return Report(tool, tuple(documents))

    def in_steps(self, document: Document) -> Iterator[DocumentReport]:
        """Reports of one analysed document: of what comes at once, then of everything.

        The second is the report ``check_documents`` gives. For those who wait at a keyboard:
        the detectors marked ``slow`` (a server, a model) do not hold up the others.
        """
        self._begin(document)
        quick = [d for d in self.detectors if not getattr(d, "slow", False)]
        found = self._evidence(quick, document)
        yield self._judged(document, found)
        rest = [d for d in self.detectors if d not in quick]
        yield self._judged(document, found | self._evidence(rest, document))

    def _begun(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            self._begin(document)
            yield document

    def _begin(self, document: Document) -> None:
        for detector in self.detectors:
            if isinstance(detector, EarlyStarter):
                detector.begin(document)

    def _evidence(self, detectors: Iterable[Detector], document: Document) -> Evidence:
        """What each detector found, or why it could not if that is worth telling.

        Those that have begun beforehand come last: their work goes on while the others do theirs.
        """
        found: Evidence = {}
        for detector in sorted(detectors, key=lambda d: isinstance(d, EarlyStarter)):
            try:
                found[detector.name] = list(detector.detect(document))
            except DetectorUnavailable as lack:
                if detector.name in self.config.require:
                    raise MtcheckError(
                        f"{document.path}: {detector.name} is required but {lack.reason}; "
                        f"{lack.remedy}"
                    ) from lack
                if not lack.quiet or detector.name in (self.config.detectors or ()):
                    found[detector.name] = Skipped(detector.name, lack.reason, lack.remedy)
        return found

    def _judged(
        self, document: Document, evidence: Evidence, config: Config | None = None
    ) -> DocumentReport:
        ordered = [evidence[d.name] for d in self.detectors if d.name in evidence]
        skipped = [lack for lack in ordered if isinstance(lack, Skipped)]
        found = [f for some in ordered if not isinstance(some, Skipped) for f in some]
        findings = list(confirmed(document, found))
        idle = {lack.detector for lack in skipped}
        active = [d.name for d in self.detectors if d.name in evidence and d.name not in idle]
        report = judge(document, findings, config or self.config, skipped, active)
        estimate = estimated(document, self.config.comet) if "comet" in active else None
        return replace(report, comparison=compared(document), estimate=estimate)


def check_text(text: str, config: Config | None = None) -> DocumentReport:
    """Check one text with the given settings or the defaults."""
    return Checker(config).check_text(text)


def _detectors(config: Config) -> list[Detector]:
    wanted = set(plugins(DETECTORS)) if config.detectors is None else set(config.detectors)
    return [load_plugin(DETECTORS, name)(config) for name in sorted(wanted | config.require)]
