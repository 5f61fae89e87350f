"""What a review gives back: the corrected file, MQM annotations, a list of changes, JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import mtcheck
from mtcheck.formats import Edit, format_named
from mtcheck.model import DocumentReport, Finding, MtcheckError, Passage, Report, ToolInfo
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.json import finding_data
from mtcheck.reports.machine_text import json_text
from mtcheck.reports.markdown_text import code_span, escaped
from mtcheck.reports.mqm_tsv import MqmTsv
from mtcheck.review.carrying import edits_of
from mtcheck.review.desk import Article
from mtcheck.review.forms import reason_words
from mtcheck.review.records import CHANGE, Decision, Item, Kind, State
from mtcheck.review.shown import Shown
from mtcheck.verdict.judge import LineIndex
from mtcheck.verdict.score import score_of

JSON_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be handed out."""

    name: str
    media_type: str
    data: bytes


def corrected(article: Article, items: Sequence[Item]) -> bytes:
    """The file with every replacement that was decided, every other byte as it was.

    Raises ``MtcheckError`` when a replacement does not exist in the file's encoding.
    """
    return written(article, edits_of(items))


def written(article: Article, edits: Sequence[Edit]) -> bytes:
    """The file with these edits. Raises ``MtcheckError`` when they cannot be written."""
    document = article.document
    try:
        return format_named(document.format).write(document, edits)
    except ValueError as error:
        raise MtcheckError(f"{document.path}: cannot be written: {error}") from None


def mqm_tsv(article: Article, items: Sequence[Item]) -> str:
    """Errors that readers accepted or marked, in Google's MQM format, a block for each rater.

    A finding that a second reader confirmed stands under both.
    """
    errors = [item for item in items if is_error(item)]
    raters = list(dict.fromkeys(reader for item in errors for reader in item.readers))
    blocks: list[str] = []
    for rater in raters or [mtcheck.__name__]:
        found = [item.finding for item in errors if rater in item.readers]
        report = _report(article, found, ToolInfo(rater, mtcheck.__version__, ""))
        header, _, rows = MqmTsv().render(report, RenderOptions()).partition("\n")
        blocks.append(rows if blocks else f"{header}\n{rows}")
    return "".join(blocks)


def changes(article: Article, items: Sequence[Item]) -> str:
    """What was changed and what is still to be done, in Markdown, for people."""
    replaced = {span for span, _ in edits_of(items)}
    done = [i for i in items if i.state is State.HERE and i.finding.span in replaced and i.decision]
    changed = [i for i in done if i.replacement is not None]
    by_hand = [i for i in items if is_error(i) and i.state is State.HERE and i.replacement is None]
    still = [i for i in items if i.state is State.HERE and i.decision is None and not i.marked]
    left = [i for i in items if i.decision and i.decision.kind is Kind.REJECT]
    lines = [f"# Changes to {escaped(PurePath(article.document.path).name)}", ""]
    lines += _section("Changed", changed, _change_line)
    lines += _section("To be mended by hand", by_hand, _error_line)
    lines += _section("Left as it is", left, _left_line)
    lines += _section("Not decided", still, _error_line)
    return "\n".join(lines)


def as_json(article: Article, items: Sequence[Item]) -> str:
    """Every finding and mark with its decisions."""
    data = {
        "schema_version": JSON_VERSION,
        "tool": {"name": "mtcheck", "version": mtcheck.__version__},
        "path": article.document.path,
        "sha256": article.stored.taken.digest,
        "signature": article.stored.taken.signature,
        "items": [_item_data(item) for item in items],
    }
    return json_text(data, indent=2) + "\n"


def export(name: str, article: Article, items: Sequence[Item]) -> Export:
    """The export of that name. Raises ``KeyError`` for one there is not."""
    path = PurePath(article.document.path)
    if name == "corrected":
        data = corrected(article, items)
        return Export(f"{path.stem}.corrected{path.suffix}", "application/octet-stream", data)
    suffix, media_type, make = EXPORTS[name]
    return Export(f"{path.stem}.{suffix}", media_type, make(article, items).encode("utf-8"))


def is_error(item: Item) -> bool:
    """True when readers hold that there is an error: accepted, edited or marked."""
    decision = item.decision
    return (
        decision is not None
        and decision.kind in (Kind.ACCEPT, Kind.EDIT, Kind.MARK)
        and item.finding.rule != CHANGE
        and item.state is not State.LOST
    )


EXPORTS: dict[str, tuple[str, str, Callable[[Article, Sequence[Item]], str]]] = {
    "mqm-tsv": ("mqm.tsv", "text/tab-separated-values; charset=utf-8", mqm_tsv),
    "changes": ("changes.md", "text/markdown; charset=utf-8", changes),
    "json": ("review.json", "application/json", as_json),
}
NAMES = ("corrected", *EXPORTS)


def _report(article: Article, findings: Iterable[Finding], tool: ToolInfo) -> Report:
    found = tuple(findings)
    words = article.stored.taken.words
    document = DocumentReport(
        path=article.document.path,
        text=article.document.text,
        words=words,
        findings=found,
        score=score_of(found, words),
        source_text=article.document.source,
        passages=tuple(_beside_sources(article)),
    )
    return Report(tool, (document,))


def _beside_sources(article: Article) -> Iterator[Passage]:
    """The rows with their sources, where there are any."""
    if not any(row.source for row in article.rows):
        return
    lines, shown = LineIndex(article.document.text), Shown(article.document)
    for row in article.rows:
        line = lines.position(row.span.start)[0]
        text = shown.text(row.span)
        places = ((0, row.span.start),)
        yield Passage(
            text, row.span, line, places, source=row.source, source_start=row.source_start
        )


def _section(
    title: str, items: Sequence[Item], line: Callable[[Item], str], most: int | None = None
) -> list[str]:
    if not items:
        return []
    return [f"## {title} ({len(items)})", "", *(line(item) for item in items[:most]), ""]


def _change_line(item: Item) -> str:
    words = code_span(item.replacement) if item.replacement else "nothing"
    old = code_span(item.finding.text) if item.finding.text else "nothing"
    return f"- line {item.finding.line}: {old} → {words} ({_why(item)})"


def _error_line(item: Item) -> str:
    message = escaped(item.finding.message)
    return f"- line {item.finding.line}: {code_span(item.finding.text)}: {message}"


def _left_line(item: Item) -> str:
    return f"- line {item.finding.line}: {code_span(item.finding.text)} ({_why(item)})"


def _why(item: Item) -> str:
    parts = [code_span(item.finding.rule), " and ".join(escaped(name) for name in item.readers)]
    reason = item.decision.reason if item.decision else ""
    return "; ".join([*parts, *([escaped(reason_words(reason))] if reason else [])])


def _item_data(item: Item) -> dict[str, Any]:
    decision = item.decision
    return {
        "id": item.id,
        "state": item.state.value,
        "finding": finding_data(replace(item.finding)),
        "decision": _decision_data(decision) if decision else None,
        "readers": list(item.readers),
        "history": [_decision_data(d) for d in item.history],
    }


def _decision_data(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "reader": decision.reader,
        "replacement": decision.replacement,
        "reason": decision.reason,
        "made": decision.made,
        "undoes": decision.undoes,
    }
