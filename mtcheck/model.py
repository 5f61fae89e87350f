"""The nouns every room speaks: spans, severities, categories, findings and reports.

Offsets everywhere are code points into ``Document.text``, half-open.
Categories and severities are those of MQM (Multidimensional Quality Metrics,
themqm.org) in the selection and with the weights of Freitag et al. 2021,
"Experts, Errors, and Context", table 12.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mtcheck.comparison import Comparison as Comparison
from mtcheck.comparison import Estimate as Estimate
from mtcheck.places import Joint as Joint
from mtcheck.places import Place as Place
from mtcheck.places import Span as Span

SCHEMA_VERSION = "1.1"


class Severity(StrEnum):
    """MQM severity, ordered: ``MINOR < MAJOR < CRITICAL``."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor, 1 for major, 2 for critical."""
        return _SEVERITY_ORDER.index(self)

    def at_least(self, other: Severity) -> bool:
        return self.rank >= other.rank


_SEVERITY_ORDER = tuple(Severity)


class Category(StrEnum):
    """MQM error category, as ``dimension/type``."""

    ADDITION = "accuracy/addition"
    OMISSION = "accuracy/omission"
    MISTRANSLATION = "accuracy/mistranslation"
    UNTRANSLATED = "accuracy/untranslated"
    PUNCTUATION = "fluency/punctuation"
    SPELLING = "fluency/spelling"
    GRAMMAR = "fluency/grammar"
    REGISTER = "fluency/register"
    INCONSISTENCY = "fluency/inconsistency"
    ENCODING = "fluency/character-encoding"
    TERM_INAPPROPRIATE = "terminology/inappropriate"
    TERM_INCONSISTENT = "terminology/inconsistent"
    AWKWARD = "style/awkward"
    LOCALE_ADDRESS = "locale-convention/address-format"
    LOCALE_CURRENCY = "locale-convention/currency-format"
    LOCALE_DATE = "locale-convention/date-format"
    LOCALE_NAME = "locale-convention/name-format"
    LOCALE_NUMBER = "locale-convention/number-format"
    LOCALE_TELEPHONE = "locale-convention/telephone-format"
    LOCALE_TIME = "locale-convention/time-format"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Origin:
    """The Russian behind a finding: a word form with its analysis, or a construction.

    ``grammemes`` are OpenCorpora tags as pymorphy3 prints them. ``readings`` are
    further possible word forms, best first, when the form is not certain.
    """

    form: str = ""
    lemma: str = ""
    part_of_speech: str = ""
    grammemes: tuple[str, ...] = ()
    gloss: str = ""
    construction: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One likely mistranslation.

    ``suggestions`` each replace exactly the text of ``span``, best first; when
    ``safe_fix`` is true the first may be applied without a human looking.
    ``confidence`` is the share of right findings measured for this rule, when it
    has been measured. A ``tentative`` finding is of a rule that good English sets off
    at times; it stands only in a document that other findings show to be
    machine-translated. ``also`` names the rules whose overlapping findings were merged
    into this one. ``source_span`` is the place in the source text (``Document.source``) that
    a comparing detector holds against the target. The verdict fills in ``text``, ``line`` and
    ``column`` (both from 1, the column in code points), ``fingerprint``, ``source_text`` (the
    words of ``source_span``) and, where the source is in a file of its own, ``source_place``.
    """

    rule: str
    category: Category
    severity: Severity
    span: Span
    message: str
    detector: str
    origin: Origin | None = None
    suggestions: tuple[str, ...] = ()
    safe_fix: bool = False
    confidence: float | None = None
    tentative: bool = False
    help_url: str = ""
    source_span: Span | None = None
    text: str = ""
    line: int = 0
    column: int = 0
    fingerprint: str = ""
    also: tuple[str, ...] = ()
    source_text: str = ""
    source_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Work that could not be done: who, why, and the command that mends it."""

    detector: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Score:
    """MQM penalty of a document.

    ``penalty`` is in MQM points (minor 1, major 5, critical 25, minor punctuation 0.1),
    ``per_1000_words`` the same for a thousand words; 0.0 for a document without words.
    """

    penalty: float
    per_1000_words: float
    by_severity: dict[Severity, int] = field(default_factory=dict)
    by_category: dict[Category, int] = field(default_factory=dict)


class SuppressionFault(StrEnum):
    """What is wrong with a suppression."""

    UNUSED = "unused"
    NO_REASON = "no reason"


@dataclass(frozen=True, slots=True)
class FaultySuppression:
    """A suppression that nothing needs or that gives no reason.

    ``line`` counts from 1; it is 0 for a suppression of the settings file.
    """

    rule: str
    line: int
    fault: SuppressionFault


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit of the gate that a report does not keep, and by how much.

    ``limit`` is ``fail-on``, ``max-penalty``, ``max-findings`` or ``strict-suppressions``;
    ``allowed`` the severity or number it names, ``actual`` what there is: findings, for
    ``max-penalty`` MQM points in 1,000 words; ``excess`` is by how much that is too much.
    ``category`` and ``path`` say what the limit is for, if not for everything.
    """

    limit: str
    allowed: str | float
    actual: float
    excess: float
    message: str
    category: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or cell as it reads, of a file that holds more than words.

    ``span`` is where the document's text writes ``text``, from ``line`` on; ``places`` are
    pairs of an offset in ``text`` and one in the document's text from which both advance
    together, in ascending order. ``source`` is what it was translated from, where known,
    ``source_start`` where that begins in the source text; ``joints`` pair its sentences with
    those of ``text``.
    """

    text: str
    span: Span
    line: int
    places: tuple[tuple[int, int], ...]
    headline: bool = False
    source: str | None = None
    source_start: int = 0
    joints: tuple[Joint, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was found in one document; ``text`` is the decoded text findings point into.

    ``passages`` are what of it is read, for files in which that is not all (HTML, XLIFF), and
    for texts with a source beside them. ``source_path`` is the file of the source, if it has one
    of its own; ``unpaired_source`` are stretches of the source that are no passage's.
    ``comparison`` is that with a human translation, if one was given, ``estimate`` a neural
    model's.
    ``known`` are findings that a baseline holds, ``mended`` how many it holds that are no
    longer there.
    """

    path: str
    text: str
    words: int
    findings: tuple[Finding, ...]
    score: Score
    skipped: tuple[Skipped, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()
    mended: int = 0
    faulty_suppressions: tuple[FaultySuppression, ...] = ()
    notes: tuple[str, ...] = ()
    checked_by: tuple[str, ...] = ()
    source_text: str | None = None
    source_path: str = ""
    unpaired_source: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()
    comparison: Comparison | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """Name, version and settings signature of the run that made a report."""

    name: str
    version: str
    signature: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run over any number of documents."""

    tool: ToolInfo
    documents: tuple[DocumentReport, ...]
    schema_version: str = SCHEMA_VERSION

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for d in self.documents for f in d.findings)


class MtcheckError(Exception):
    """Something the user can mend; its text is one line that says what and how.

    The command line prints it to stderr and exits with 2.
    """


class DetectorUnavailable(Exception):
    """A detector cannot run here; becomes a ``Skipped`` of the report.

    A ``quiet`` lack is what most documents have (no source text); it is told only to those who
    named the detector.
    """

    def __init__(self, reason: str, remedy: str, quiet: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.quiet = quiet
