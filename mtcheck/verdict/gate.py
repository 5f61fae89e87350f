"""The gate: does a report pass, and if not, which limit broke and by how much?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mtcheck.config import Config
from mtcheck.limits import GateSettings, Limits, PathLimits
from mtcheck.model import Breach, DocumentReport, Finding, Report, Severity
from mtcheck.path_patterns import matches
from mtcheck.verdict.score import score_of
from mtcheck.verdict.selection import names_category
from mtcheck.verdict.wording import failing, over, points, suppressions, told_passed

Scope = tuple[str | None, str | None]
"""Category and pattern of paths that a limit is for; ``None`` where for all."""
MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a report passed, a sentence that says why, and the limits that broke."""

    passed: bool
    reason: str
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """The limits a report has to keep.

    ``fail_on`` of ``None`` fails no finding for its severity. For a finding the limit of its
    category goes before that of its path, and that before the general one. ``max-penalty``
    holds for each document, ``max-findings`` for all that a table (or the general limit,
    where no table of paths has one) is for. A limit of a category holds beside the others.
    """

    fail_on: Severity | None = Severity.MAJOR
    settings: GateSettings = field(default_factory=GateSettings)

    @classmethod
    def of(cls, config: Config) -> Gate:
        return cls(config.fail_on, config.gate)

    def judge(self, report: Report) -> Outcome:
        breaches = (
            *self._severities(report),
            *self._counts(report),
            *self._penalties(report),
            *self._suppressions(report),
        )
        if breaches:
            return Outcome(False, told(breaches), breaches)
        return Outcome(True, told_passed(self.fail_on, self.settings, report))

    def _severities(self, report: Report) -> Iterator[Breach]:
        counted: Counter[tuple[Scope, Severity]] = Counter()
        for document in report.documents:
            table = self._table(document, lambda limits: limits.fail_on is not None)
            for finding in document.findings:
                scope, least = self._threshold(table, finding)
                if isinstance(least, Severity) and finding.severity.at_least(least):
                    counted[scope, least] += 1
        for ((category, path), least), number in counted.items():
            message = failing(number, least, category, path)
            yield Breach("fail-on", least.value, number, number, message, category, path)

    def _threshold(
        self, table: PathLimits | None, finding: Finding
    ) -> tuple[Scope, Severity | str | None]:
        named = [
            (name, limits.fail_on)
            for name, limits in self.settings.categories.items()
            if limits.fail_on is not None and names_category(name, finding.category)
        ]
        if named:
            category, least = max(named, key=lambda pair: len(pair[0]))
            return (category, None), least
        if table:
            return (None, table.pattern), table.limits.fail_on
        return (None, None), self.fail_on

    def _counts(self, report: Report) -> Iterator[Breach]:
        groups: defaultdict[str | None, int] = defaultdict(int)
        allowed: dict[str | None, int | None] = {None: self.settings.limits.max_findings}
        for document in report.documents:
            table = self._table(document, lambda limits: limits.max_findings is not None)
            pattern = table.pattern if table else None
            groups[pattern] += len(document.findings)
            if table:
                allowed[pattern] = table.limits.max_findings
        for pattern, number in groups.items():
            yield from _too_many(number, allowed[pattern], None, pattern)
        for category, limits in self.settings.categories.items():
            number = sum(names_category(category, f.category) for f in report.findings)
            yield from _too_many(number, limits.max_findings, category, None)

    def _penalties(self, report: Report) -> Iterator[Breach]:
        for document in report.documents:
            table = self._table(document, lambda limits: limits.max_penalty is not None)
            limits = table.limits if table else self.settings.limits
            yield from _too_bad(document, document.findings, limits.max_penalty, None)
            for category, own in self.settings.categories.items():
                found = [f for f in document.findings if names_category(category, f.category)]
                yield from _too_bad(document, found, own.max_penalty, category)

    def _suppressions(self, report: Report) -> Iterator[Breach]:
        if not self.settings.strict_suppressions:
            return
        faults = [f.fault for d in report.documents for f in d.faulty_suppressions]
        if faults:
            number = len(faults)
            yield Breach("strict-suppressions", 0, number, number, suppressions(faults))

    def _table(self, document: DocumentReport, says: Callable[[Limits], bool]) -> PathLimits | None:
        """The last table of paths that matches the document and says something of the limit."""
        root = self.settings.root
        return next(
            (
                table
                for table in reversed(self.settings.paths)
                if says(table.limits) and matches(document.path, table.pattern, root)
            ),
            None,
        )


def _too_many(
    number: int, allowed: int | None, category: str | None, path: str | None
) -> Iterator[Breach]:
    if allowed is not None and number > allowed:
        message = over(number, allowed, category, path)
        yield Breach("max-findings", allowed, number, number - allowed, message, category, path)


def _too_bad(
    document: DocumentReport,
    findings: Sequence[Finding],
    allowed: float | None,
    category: str | None,
) -> Iterator[Breach]:
    rate = score_of(findings, document.words).per_1000_words
    if allowed is not None and rate > allowed:
        excess = round(rate - allowed, 1)
        message = points(rate, allowed, category, document.path)
        yield Breach("max-penalty", allowed, rate, excess, message, category, document.path)


def told(breaches: Sequence[Breach]) -> str:
    """The breaches in one line; of those of one limit only the worst when there are many."""
    lines = []
    for limit in dict.fromkeys(b.limit for b in breaches):
        same = sorted((b for b in breaches if b.limit == limit), key=lambda b: -b.excess)
        lines += [b.message for b in same[:MOST_TOLD]]
        if len(same) > MOST_TOLD:
            lines.append(f"{len(same) - MOST_TOLD} more over {limit}")
    return "; ".join(lines)
