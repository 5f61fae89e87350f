"""JSON Lines: one record a line, for programs that read while mtcheck writes.

Records in order: one ``run``, then for each document its ``finding`` records and one
``document``, at last one ``verdict``. The fields are those of ``report.schema.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtcheck.model import Report
from mtcheck.reports.base import RenderOptions
from mtcheck.reports.json import document_data, report_data, verdict_data
from mtcheck.reports.machine_text import json_text


class JsonLines:
    """``--format jsonl``."""

    name = "jsonl"

    def render(self, report: Report, options: RenderOptions) -> str:
        return "".join(json_text(record) + "\n" for record in _records(report, options))


def _records(report: Report, options: RenderOptions) -> Iterator[dict[str, Any]]:
    head = report_data(Report(report.tool, (), report.schema_version))
    del head["documents"]
    yield {"type": "run", **head}
    for document in report.documents:
        data = document_data(document)
        for finding in data.pop("findings"):
            yield {"type": "finding", "path": document.path, **finding}
        yield {"type": "document", **data}
    yield {"type": "verdict", **verdict_data(options)}
