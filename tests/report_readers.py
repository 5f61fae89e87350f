"""Reads each report format as its real readers do, and refuses what they would refuse.

``read(format, text, report)`` raises or asserts when the text is not a valid report; it
returns how many findings the reader saw.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import jsonschema_rs
from lxml import etree
from markdown_it import MarkdownIt

from mtcheck.model import Report
from mtcheck.reports import mqm_tsv
from mtcheck.reports.plain_text import printable
from mtcheck.reports.reading import as_read
from mtcheck.resources import schema_path

SCHEMAS = Path(__file__).parent / "schemas"
HTML_TAGS = frozenset(
    (
        *("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"),
        *("nav", "form", "fieldset", "legend", "label", "input", "button", "output", "details"),
        *("summary", "h1", "h2", "p", "div", "span", "a", "strong", "em", "ins", "q", "code"),
        *("kbd", "dl", "dt", "dd", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
        *("svg", "rect", "script"),
    )
)
MARKDOWN_TAGS = frozenset(
    (
        *("h3", "p", "strong", "em", "b", "sub", "br", "code", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
)
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SVG = "{http://www.w3.org/2000/svg}"
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def read(name: str, text: str, report: Report) -> int:
    text.encode("utf-8")
    assert not RAW.search(
        text.replace("\r\n", "\n") if name == "csv" else _without_tabs(name, text)
    )
    return READERS[name](text, report)


def _without_tabs(name: str, text: str) -> str:
    return text.replace("\t", "") if name == "mqm-tsv" else text


@cache
def _validator(path: Path) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(path.read_text("utf-8")))


def _json(text: str, _: Report) -> int:
    data = json.loads(text)
    _validator(schema_path("report.schema.json")).validate(data)
    return sum(len(d["findings"]) for d in data["documents"])


def _jsonl(text: str, report: Report) -> int:
    assert text.splitlines() == text.split("\n")[:-1]
    records = [json.loads(line) for line in text.splitlines()]
    kinds = [record["type"] for record in records]
    assert (kinds[0], kinds[-1]) == ("run", "verdict")
    assert kinds.count("document") == len(report.documents)
    return kinds.count("finding")


def _sarif(text: str, report: Report) -> int:
    log = json.loads(text)
    _validator(SCHEMAS / "sarif-schema-2.1.0.json").validate(log)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        article = report.documents[place["artifactLocation"]["index"]].text
        marked = _region(article, place["region"])
        well_formed = re.sub("[\ud800-\udfff]", "\ufffd", marked)
        assert well_formed == place["region"]["snippet"]["text"]
    return len(run["results"])


def _region(text: str, region: dict[str, Any]) -> str:
    """The text of a region by lines and columns, checked against its offsets."""
    starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    assert (start, end - start) == (region["charOffset"], region["charLength"])
    return text[start:end]


def _gitlab(text: str, _: Report) -> int:
    issues = json.loads(text)
    _validator(SCHEMAS / "gitlab-code-quality.schema.json").validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return len(issues)


def _github(text: str, _: Report) -> int:
    """As the runner reads commands: one a line, properties up to the next ``::``."""
    *commands, summary = text.splitlines()
    assert text == "\n".join((*commands, summary)) + "\n"
    assert re.match(r"mtcheck (passed|failed): ", summary)
    found = 0
    for line in commands:
        match = re.fullmatch(r"::(notice|warning|error) (.*?)::(.*)", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        if "file" in properties:
            found += 1
            assert int(properties["line"]) >= 1
            assert set(properties) <= {"file", "line", "col", "endColumn", "endLine", "title"}
    return found


def _xml(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(text.encode("utf-8"), parser)


def _junit(text: str, report: Report) -> int:
    root = _xml(text)
    _junit_schema().assertValid(root)
    for suite, document in zip(root, report.documents, strict=True):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(document.findings)
    return len(root.findall(".//failure"))


@cache
def _junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "JUnit.xsd"))


def _checkstyle(text: str, report: Report) -> int:
    """As reviewdog reads it: files, and in each errors with these five attributes."""
    root = _xml(text)
    assert root.tag == "checkstyle"
    assert [child.tag for child in root] == ["file"] * len(report.documents)
    for error in root.iter("error"):
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in {"error", "warning", "info"}
        assert int(error.get("line")) >= 1
        assert int(error.get("column")) >= 1
    return len(root.findall("file/error"))


def _csv(text: str, report: Report) -> int:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert not any(FORMULA.match(cell) for cell in row.values())
    assert [row["path"].lstrip("'") for row in rows] == [
        printable(d.path).lstrip("'") for d in report.documents for _ in d.findings
    ]
    return len(rows)


def _mqm_tsv(text: str, _: Report) -> int:
    """As the viewer does: split at line feeds and tabs, nothing quoted."""
    head, *lines = text.removesuffix("\n").split("\n")
    assert head.split("\t") == list(mqm_tsv.COLUMNS)
    found = 0
    for line in lines:
        row = dict(zip(mqm_tsv.COLUMNS, line.split("\t"), strict=True))
        marks = row["target"].count("<v>"), row["target"].count("</v>")
        error = row["category"] != "no-error"
        assert marks == ((1, 1) if error else (0, 0))
        assert (row["severity"] == "no-error") is not error
        assert int(row["docSegId"]) <= int(row["globalSegId"])
        metadata = json.loads(row["metadata"])
        assert not error or metadata["note"]
        found += error
    return found


def _markdown(text: str, _: Report) -> int:
    """As GitHub renders it: tables, and inline HTML let through."""
    assert len(text) < 65_536
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is not tree and isinstance(element.tag, str):
            assert element.tag in MARKDOWN_TAGS
            assert set(element.attrib) <= {"open", "style"}
            assert element.get("style", "text-align:right") == "text-align:right"
    assert not re.search(r"(?<!\w)@\w", re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL))
    return len(tree.findall(".//tbody/tr"))


def _html(text: str, report: Report) -> int:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert element.tag.removeprefix(SVG) in HTML_TAGS
            assert not any(name == "style" or name.startswith("on") for name in element.attrib)
            assert re.match("#|https?://", element.get("href", "#"))
    (style,), (script,) = tree.findall(".//style"), tree.findall(".//script")
    policy = tree.find(".//meta[@http-equiv]").get("content")
    assert f"style-src 'sha256-{_sha256(style.text)}'" in policy
    assert f"script-src 'sha256-{_sha256(script.text)}'" in policy
    documents = map(as_read, report.documents)
    for section, document in zip(tree.findall(".//main/section"), documents, strict=True):
        shown = "".join(_text(p) for p in section.iter("p") if "target" in _class(p))
        lines = re.split(r"\r\n|\n|\r", document.text)
        if not document.passages:  # of those, blank lines are shown too
            lines = [line for line in lines if line.strip()]
        assert "".join(shown.split()) == "".join("".join(map(printable, lines)).split())
    return len([li for li in tree.iter("li") if "note" in _class(li)])


def _text(element: Any) -> str:
    """The text of an element without the numbers of its notes."""
    own = "" if "ref" in _class(element) else element.text or ""
    return own + "".join(_text(child) + (child.tail or "") for child in element)


def _class(element: Any) -> list[str]:
    return element.get("class", "").split()  # type: ignore[no-any-return]


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


READERS: dict[str, Callable[[str, Report], int]] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "github": _github,
    "junit": _junit,
    "checkstyle": _checkstyle,
    "csv": _csv,
    "mqm-tsv": _mqm_tsv,
    "markdown": _markdown,
    "html": _html,
}
