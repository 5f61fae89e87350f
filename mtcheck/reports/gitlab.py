"""GitLab Code Quality: the list of issues that a merge request shows."""

from __future__ import annotations

import hashlib
from typing import Any

from mtcheck.model import DocumentReport, Finding, Report
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.machine_text import json_text
from mtcheck.reports.places import end_of, posix_path
from mtcheck.reports.plain_text import printable
from mtcheck.reports.wording import advice


class GitLab:
    """``--format gitlab``."""

    name = "gitlab"

    def render(self, report: Report, options: RenderOptions) -> str:  # noqa: ARG002
        issues = [_issue(f, d) for d in report.documents for f in d.findings]
        return json_text(issues, indent=1) + "\n"


def _issue(finding: Finding, document: DocumentReport) -> dict[str, Any]:
    path = posix_path(document.path)
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": printable(advice(finding)),
        "categories": ["Style"],
        "severity": finding.severity.value,
        "fingerprint": _fingerprint(finding, path),
        "location": {
            "path": path,
            "lines": {"begin": finding.line, "end": end_of(finding, document.text)[0]},
        },
    }


def _fingerprint(finding: Finding, path: str) -> str:
    """GitLab wants it unique over all files; a finding's own is unique in its document."""
    named = f"{path}\0{finding.fingerprint}".encode("utf-8", "replace")
    return hashlib.sha256(named).hexdigest()[:32]
