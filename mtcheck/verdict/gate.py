"""The gate: does a report pass?"""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.config import Config
from mtcheck.model import Report, Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a report passed, and a sentence that says why."""

    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The limits a report has to keep; ``fail_on`` of ``None`` lets every report pass."""

    fail_on: Severity | None = Severity.MAJOR

    @classmethod
    def of(cls, config: Config) -> Gate:
        return cls(fail_on=config.fail_on)

    def judge(self, report: Report) -> Outcome:
        if self.fail_on is None:
            return Outcome(True, "findings do not fail this run")
        count = sum(f.severity.at_least(self.fail_on) for f in report.findings)
        limit = (
            self.fail_on.value if self.fail_on is Severity.CRITICAL else f"{self.fail_on} or worse"
        )
        noun = "finding" if count == 1 else "findings"
        return Outcome(count == 0, f"{count or 'no'} {noun} {limit}")
