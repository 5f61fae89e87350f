"""What a detector is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from mtcheck.document import Document
from mtcheck.model import Finding


class Detector(Protocol):
    """One kind of evidence.

    Made once a run by the factory its ``mtcheck.detectors`` entry point names, which is
    called with the run's ``Config``. One that keeps a person at a keyboard waiting has a class
    attribute ``slow = True``.
    """

    name: str

    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of an analysed document (every segment has its ``doc``).

        Raises ``DetectorUnavailable`` when it cannot do its work here.
        """
        ...


@runtime_checkable
class SegmentWise(Protocol):
    """A detector that can tell which of its findings hang on one segment alone.

    Those of ``detect_alone`` and of ``detect_across`` together are those of ``detect``.
    """

    name: str

    def detect_alone(self, document: Document) -> Iterator[Finding]:
        """Yield what is found in each segment whatever the others say. Raises as ``detect``."""
        ...

    def detect_across(self, document: Document) -> Iterator[Finding]:
        """Yield what more than one segment is needed for. Raises as ``detect``."""
        ...


class SegmentBySegment(ABC):
    """A detector that finds everything in one segment alone."""

    @abstractmethod
    def detect(self, document: Document) -> Iterator[Finding]:
        """Yield the findings of an analysed document."""

    def detect_alone(self, document: Document) -> Iterator[Finding]:
        """Yield everything it finds."""
        yield from self.detect(document)

    def detect_across(self, document: Document) -> Iterator[Finding]:  # noqa: ARG002
        """Yield nothing."""
        yield from ()


@runtime_checkable
class EarlyStarter(Protocol):
    """A detector that can begin on the bare text, before the language analysis."""

    def begin(self, document: Document) -> None:
        """Start work on a document not yet analysed; must return at once and not raise."""
        ...
