"""The OpenAPI document of the server; its report is the JSON Schema that reports follow."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import mtcheck
from mtcheck.resources import schema_path

REPORT = "report.schema.json"
DOCUMENT = "openapi.json"
LOCAL = "#/$defs/"
SHARED = "#/components/schemas/"


@cache
def openapi() -> dict[str, Any]:
    """The document, OpenAPI 3.1; do not change what is returned."""
    document: dict[str, Any] = json.loads(schema_path(DOCUMENT).read_text("utf-8"))
    report = _pointing_to_components(json.loads(schema_path(REPORT).read_text("utf-8")))
    parts = report.pop("$defs")
    del report["$schema"]
    document["info"]["version"] = mtcheck.__version__
    document["components"]["schemas"] |= {"report": report, **parts}
    return document


def _pointing_to_components(node: Any) -> Any:
    if isinstance(node, list):
        return [_pointing_to_components(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: SHARED + value.removeprefix(LOCAL)
        if key == "$ref" and isinstance(value, str)
        else _pointing_to_components(value)
        for key, value in node.items()
    }
