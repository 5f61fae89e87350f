"""mtcheck's own HTTP API, and the OpenAPI document that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from mtcheck import Checker
from mtcheck.config import Config
from mtcheck.model import Severity
from mtcheck.reports.json import report_data
from tests.check_servers import RUSSIAN_WORD, WITHOUT_SERVER, checking

SEED = Path(__file__).parents[1] / "seeds" / "lavrov-aleppo.txt"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with checking() as address:
        yield address


@pytest.fixture(scope="module")
def openapi(url: str) -> dict[str, Any]:
    document: dict[str, Any] = httpx.get(f"{url}/api/openapi.json").json()
    return document


def check(url: str, data: Any) -> httpx.Response:
    return httpx.post(f"{url}/api/check", json=data, timeout=60)


def send(url: str, *files: tuple[str, bytes], **fields: Any) -> httpx.Response:
    parts = [("file", file) for file in files]
    return httpx.post(f"{url}/api/documents", files=parts, data=fields, timeout=60)


def follows(openapi: dict[str, Any], name: str, data: Any) -> None:
    """Raises unless ``data`` follows the schema of that name in the document."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}
    jsonschema.Draft202012Validator(schema).validate(data)


def test_the_document_is_openapi(openapi: dict[str, Any]) -> None:
    validate(openapi, cls=OpenAPIV31SpecValidator)
    assert openapi["info"]["version"] != "0"


def test_every_address_of_the_document_is_served_and_the_other_way_round(
    url: str, openapi: dict[str, Any]
) -> None:
    for path, operations in openapi["paths"].items():
        for method in ("get", "post", "delete"):
            status = httpx.request(method, f"{url}{path}", timeout=60).status_code
            assert (status in (404, 405)) == (
                method not in operations and not (path.startswith("/v2/") and method == "post")
            ), (method, path, status)


def test_a_text_gives_the_report_of_the_command_line(url: str, openapi: dict[str, Any]) -> None:
    text = f"😀 Привет.\n\n{SEED.read_text('utf-8')}"
    answer = check(url, {"text": text, "path": "seed.txt"})
    assert answer.status_code == 200
    data = answer.json()
    follows(openapi, "report", data)
    checker = Checker(Config(detectors=WITHOUT_SERVER))
    expected = report_data(checker.report([checker.check_text(text, path="seed.txt")]))
    verdict = data.pop("verdict")
    assert data == json.loads(json.dumps(expected))
    assert verdict["passed"] is False
    finding = data["documents"][0]["findings"][0]
    assert text[finding["start"] : finding["end"]] == finding["text"]


def test_the_report_follows_the_gate_of_the_settings() -> None:
    with checking(Config(detectors=WITHOUT_SERVER, fail_on=None)) as url:
        assert check(url, {"text": RUSSIAN_WORD}).json()["verdict"]["passed"] is True
    with checking(Config(detectors=WITHOUT_SERVER, fail_on=Severity.CRITICAL)) as url:
        assert check(url, {"text": RUSSIAN_WORD}).json()["verdict"]["passed"] is False


def test_rules_are_chosen_for_one_request(url: str) -> None:
    def rules(**more: Any) -> list[str]:
        data = check(url, {"text": RUSSIAN_WORD, **more}).json()
        return [f["rule"] for f in data["documents"][0]["findings"]]

    assert rules() == rules(pedantic=True) == ["untranslated/transliterated-word"]
    assert rules(disable=["untranslated"]) == []
    assert rules(enable=["no/such"], disable=["no/such"]) == rules()


def test_files_are_read_in_their_own_formats(url: str, openapi: dict[str, Any]) -> None:
    answer = send(
        url,
        ("../../etc/a.md", f"# Talks\n\n`otrulivaet`\n\n{RUSSIAN_WORD}\n".encode()),
        ("b.txt", "\ufeff😀 Приветы. He left.\n".encode("utf-16")),
    )
    assert answer.status_code == 200
    data = answer.json()
    follows(openapi, "report", data)
    first, second = data["documents"]
    assert first["path"] == "../../etc/a.md"
    assert [f["line"] for f in first["findings"]] == [5]
    assert [f["text"] for f in second["findings"]] == ["Приветы"]


def test_files_in_another_encoding(url: str) -> None:
    raw = "Приветы, said he. He left on Tuesday.\n".encode("koi8-r")
    answer = send(url, ("a.txt", raw), encoding="koi8-r")
    assert "Приветы" in [f["text"] for f in answer.json()["documents"][0]["findings"]]
    unknown = send(url, ("a.txt", raw), encoding="telegraph")
    assert unknown.status_code == 400
    assert "telegraph" in unknown.json()["error"]
    binary = send(url, ("a.txt", b"%PDF-1.7\n"))
    assert binary.status_code == 400
    assert "a.txt: not text but a PDF file" in binary.json()["error"]


WRONG = [
    (b"{", "no JSON"),
    (b"[1]", "JSON object"),
    (b"{}", "“text” is missing"),
    (b'{"text": 1}', "“text” has to be a string"),
    (b'{"text": "a", "txet": 1}', "unknown key “txet”"),
    (b'{"text": "a", "format": "docx"}', "no “docx” among the formats"),
    (b'{"text": "a", "pedantic": "yes"}', "true or false"),
    (b'{"text": "a", "disable": "x"}', "list of strings"),
    (b'{"text": "\\ud800"}', "half a surrogate pair"),
    (b"[" * 100_000, "no JSON"),
    (b"\xff", "no JSON"),
]


@pytest.mark.parametrize(("body", "reason"), WRONG)
def test_wrong_requests_are_told_what_is_wrong(
    url: str, openapi: dict[str, Any], body: bytes, reason: str
) -> None:
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{url}/api/check", content=body, headers=headers, timeout=60)
    assert answer.status_code == 400
    follows(openapi, "error", answer.json())
    assert reason in answer.json()["error"]


def test_wrong_forms_are_told_what_is_wrong(url: str) -> None:
    text = ("a.txt", b"It rains.")
    assert "unknown field" in send(url, text, colour="red").json()["error"]
    assert "true or false" in send(url, text, pedantic="yes").json()["error"]
    assert "among the" not in send(url, ("a.docx", b"PK\x03\x04")).json()["error"]
    assert send(url, ("a.docx", b"PK\x03\x04")).status_code == 400
    assert send(url, *[text] * 101).status_code == 400
    other = httpx.post(f"{url}/api/documents", files={"other": text}, timeout=60)
    assert other.status_code == 400
    none = httpx.post(f"{url}/api/documents", files={"pedantic": (None, "true")}, timeout=60)
    assert "no file" in none.json()["error"]
    broken = httpx.post(
        f"{url}/api/documents",
        content=b"nothing",
        headers={"content-type": "multipart/form-data"},
        timeout=60,
    )
    assert broken.status_code == 400


def test_other_media_types_are_refused(url: str) -> None:
    for path in ("check", "documents"):
        answer = httpx.post(f"{url}/api/{path}", data={"text": "a"}, timeout=60)
        assert answer.status_code == 415


def test_all_files_together_count(url: str) -> None:
    half = b"It rains. " * 7_600
    assert send(url, ("a.txt", half)).status_code == 200
    assert send(url, ("a.txt", half), ("b.txt", half)).status_code == 413


def test_languagetools_answer_follows_the_document(url: str, openapi: dict[str, Any]) -> None:
    form = {"language": "auto", "text": RUSSIAN_WORD}
    answer = httpx.post(f"{url}/v2/check", data=form, timeout=60).json()
    assert answer["matches"]
    follows(openapi, "languageToolAnswer", answer)
