"""Findings as diagnostics, and as the text of a hover."""

from __future__ import annotations

from lsprotocol import types as lsp

from mtcheck.model import DocumentReport, Finding, Severity, Span
from mtcheck.review.lsp.buffers import Found
from mtcheck.review.lsp.positions import Positions
from mtcheck.review.lsp.rule_links import RuleLinks

SOURCE = "mtcheck"
SEVERITIES = {
    Severity.CRITICAL: lsp.DiagnosticSeverity.Error,
    Severity.MAJOR: lsp.DiagnosticSeverity.Warning,
    Severity.MINOR: lsp.DiagnosticSeverity.Information,
}


def diagnostics_of(found: Found, positions: Positions, links: RuleLinks) -> list[lsp.Diagnostic]:
    """One diagnostic a finding, in the order of the text."""
    findings = found.report.findings
    return [_diagnostic(f, positions, links.of(f, found.packs)) for f in findings]


def diagnostic_of_trouble(text: str) -> lsp.Diagnostic:
    """What kept the buffer from being checked, at its beginning."""
    start = lsp.Position(0, 0)
    return lsp.Diagnostic(
        lsp.Range(start, start), text, severity=lsp.DiagnosticSeverity.Warning, source=SOURCE
    )


def _diagnostic(finding: Finding, positions: Positions, link: str) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=positions.range(finding.span),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=lsp.CodeDescription(link) if link else None,
        source=SOURCE,
        data={"fingerprint": finding.fingerprint},
    )


def findings_at(report: DocumentReport, span: Span) -> list[Finding]:
    """The findings that touch a span; an empty span touches what it stands in or beside."""
    return [f for f in report.findings if f.span.start <= span.end and span.start <= f.span.end]


def hover_text(finding: Finding, source: str | None = None) -> str:
    """Markdown: the message, the Russian behind it with its gloss, suggestions, the rule.

    ``source`` is the source text of the document; of it, the words that the finding is held
    against.
    """
    lines = [plain(finding.message)]
    held = finding.source_span
    if source and held:
        lines.append(f"Source: «{plain(' '.join(source[held.start : held.end].split()))}»")
    russian = _russian(finding)
    if russian:
        lines.append(f"Russian: {russian}")
    if finding.suggestions:
        lines.append("Write: " + ", ".join(f"“{plain(text)}”" for text in finding.suggestions))
    lines.append(f"*{finding.severity}, {finding.category}* · `{finding.rule}`")
    return "\n\n".join(lines)


def _russian(finding: Finding) -> str:
    origin = finding.origin
    if origin is None:
        return ""
    parts = [f"**{plain(origin.form)}**" if origin.form else ""]
    parts.append(plain(origin.lemma) if origin.lemma != origin.form else "")
    parts += [", ".join(origin.grammemes), plain(origin.construction)]
    parts.append(f"“{plain(origin.gloss)}”" if origin.gloss else "")
    return " · ".join(filter(None, parts))


def plain(text: str) -> str:
    """Text in which no character has a meaning for Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!~&" else c for c in text)
