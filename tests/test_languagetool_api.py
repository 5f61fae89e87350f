"""LanguageTool's HTTP API as our server speaks it; shapes compared with the real one's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import Checker
from mtcheck.config import Config
from mtcheck.model import Span
from mtcheck.review.languagetool_api.annotated import AnnotatedText, parse_data
from mtcheck.review.languagetool_api.languages import detect
from mtcheck.review.languagetool_api.parameters import check_request, parameters_of
from mtcheck.review.languagetool_api.refusals import BadRequest
from mtcheck.review.languagetool_api.utf16 import Utf16Offsets
from tests.check_servers import RUSSIAN_WORD, WITHOUT_SERVER, checking

SEED = Path(__file__).parents[1] / "seeds" / "lavrov-aleppo.txt"
AS_LANGUAGETOOL = json.loads(
    (Path(__file__).parent / "languagetool_answer.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with checking() as address:
        yield address


def ask(url: str, text: str | None = RUSSIAN_WORD, **fields: str) -> httpx.Response:
    form = {"language": "en-US", **({} if text is None else {"text": text}), **fields}
    return httpx.post(f"{url}/v2/check", data=form, timeout=60)


def matches(url: str, text: str | None = RUSSIAN_WORD, **fields: str) -> list[dict[str, Any]]:
    answer = ask(url, text, **fields)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["matches"]
    return found


def units(text: str, match: dict[str, Any]) -> str:
    """What a match marks, counted in UTF-16 code units."""
    raw = text.encode("utf-16-le")
    return raw[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")


def keys(data: Any, where: str = "") -> set[str]:
    """Every path of keys in JSON data; items of lists share one."""
    if isinstance(data, list):
        return {key for item in data for key in keys(item, f"{where}[]")}
    if not isinstance(data, dict):
        return set()
    here = {f"{where}.{key}" for key in data}
    return here | {k for key, value in data.items() for k in keys(value, f"{where}.{key}")}


def types(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: types(value) for key, value in data.items()}
    return "number" if isinstance(data, int | float) else type(data).__name__


def test_an_answer_has_every_key_of_languagetools(url: str) -> None:
    ours = ask(url, f"😀 {RUSSIAN_WORD}").json()
    special = {".matches[].rule.subId", ".matches[].rule.sourceFile"}
    assert keys(AS_LANGUAGETOOL) - special == keys(ours)
    for key in ("software", "warnings", "language"):
        assert types(ours[key]) == types(AS_LANGUAGETOOL[key])


def test_offsets_are_utf16_code_units(url: str) -> None:
    text = f"😀😀 The Привет came again.\n\n𝔗he end. {RUSSIAN_WORD} 😀\n"
    found = matches(url, text)
    marked = {units(text, match): match for match in found}
    assert {"Привет", "otrulivaet"} <= set(marked)
    match = marked["otrulivaet"]
    assert match["offset"] == len(text[: text.index("otrulivaet")].encode("utf-16-le")) // 2
    assert units(match["context"]["text"], match["context"]) == "otrulivaet"
    assert match["sentence"] == RUSSIAN_WORD
    assert match["replacements"] == [{"value": "steers away"}]
    assert "отруливает" in match["message"]


def test_sentence_ranges_are_utf16_code_units(url: str) -> None:
    text = "😀 It rains.  He left. "
    answer = ask(url, text).json()
    sentences = [
        text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        for start, end in answer["sentenceRanges"]
    ]
    assert " ".join(sentences) == "😀 It rains. He left."


def test_the_seed_gives_what_the_checker_gives(url: str) -> None:
    text = f"😀 Seen.\n\n{SEED.read_text('utf-8')}"
    report = Checker(Config(detectors=WITHOUT_SERVER)).check_text(text)
    assert len(report.findings) > 5
    expected = [(f.rule, f.text, list(f.suggestions)) for f in report.findings]
    assert expected == [
        (m["rule"]["id"], units(text, m), [r["value"] for r in m["replacements"]])
        for m in matches(url, text)
    ]


def test_markup_is_passed_over_and_counted(url: str) -> None:
    parts = [
        {"markup": "<p>😀", "interpretAs": "\n\n"},
        {"text": "The Americans "},
        {"markup": "<b>"},
        {"text": "otruli"},
        {"markup": "</b>"},
        {"text": "vaet aside."},
        {"markup": "</p>"},
    ]
    original = "".join(part.get("text", part.get("markup", "")) for part in parts)
    found = matches(url, None, data=json.dumps({"annotation": parts}))
    assert [units(original, m) for m in found] == ["otruli</b>vaet"]
    assert units(found[0]["context"]["text"], found[0]["context"]) == "otruli</b>vaet"
    assert found[0]["sentence"] == "The Americans otrulivaet aside."


@given(
    st.lists(
        st.tuples(st.text("aя😀", max_size=3), st.none() | st.text("b\n", max_size=2)), max_size=6
    ),
    st.data(),
)
def test_spans_of_annotated_text_hold_what_was_written(
    parts: list[tuple[str, str | None]], data: st.DataObject
) -> None:
    text = AnnotatedText.of(parts)
    assert text.plain == "".join(p if r is None else r for p, r in parts)
    start = data.draw(st.integers(0, len(text.plain)))
    end = data.draw(st.integers(start, len(text.plain)))
    span = text.span(start, end)
    assert Span(0, len(text.original)).contains(span)
    if all(read_as in (None, "") for _, read_as in parts) and start < end:
        written = "".join(
            char if read_as is None else "\0" for part, read_as in parts for char in part
        )[span.start : span.end]
        assert written.replace("\0", "") == text.plain[start:end]


@given(st.text("aя😀𝔗\n"))
def test_code_units_are_those_of_the_encoding(text: str) -> None:
    offsets = Utf16Offsets(text)
    for position in range(len(text) + 1):
        assert offsets.of(position) == len(text[:position].encode("utf-16-le")) // 2


def test_half_a_surrogate_pair_shifts_nothing() -> None:
    text = parse_data('{"annotation":[{"text":"a\\ud83d b"}]}')
    assert text.original == "a\ufffd b"


ERRORS = [
    ({}, "Missing 'text' or 'data' parameter"),
    ({"text": "a", "data": "{}"}, "Set only 'text' or 'data' parameter, not both"),
    ({"text": "a", "language": ""}, "Missing 'language' parameter"),
    ({"text": "a", "language": "xx"}, "'xx' is not a language code known"),
    ({"text": "a", "language": "de-DE"}, "'de-DE' is not a language code known"),
    ({"text": "a", "level": "foo"}, "Unknown value 'foo' for parameter 'level'"),
    ({"text": "a", "mode": "foo"}, "Mode must be one of"),
    ({"text": "a", "preferredVariants": "en-GB"}, "you didn't specify 'language=auto'"),
    ({"text": "a", "language": "auto", "preferredVariants": "en"}, "expected a dash"),
    ({"text": "a", "enabledOnly": "yes"}, "You must specify enabled rules or categories"),
    (
        {"text": "a", "enabledOnly": "true", "enabledRules": "a/b", "disabledRules": "c/d"},
        "You cannot specify disabled rules or categories",
    ),
    ({"data": '{"annotation":[{"text":"a"'}, "Could not parse JSON from 'data' parameter"),
    ({"data": '{"foo":1}'}, "requires 'text' or 'annotation' key"),
    ({"data": '{"annotation":[{"text":"a","markup":"b"}]}'}, "not both: {"),
    ({"data": '{"annotation":[{"text":"a","interpretAs":"b"}]}'}, "cannot be used with"),
    ({"data": '{"annotation":[{}]}'}, "'text' or 'markup' is needed"),
    ({"data": '{"annotation":["a"]}'}, "'text' or 'markup' is needed"),
    ({"data": '{"annotation":{}}'}, "has to be a list"),
    ({"data": '{"annotation":[{"text":1}]}'}, "a string is expected"),
    ({"data": "[" * 100_000}, "Could not parse JSON"),
]


@pytest.mark.parametrize(("fields", "reason"), ERRORS)
def test_errors_are_worded_as_languagetools(url: str, fields: dict[str, str], reason: str) -> None:
    form = {"language": "en-US", **fields}
    answer = httpx.post(f"{url}/v2/check", data=form, timeout=60)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("Error: ")
    assert reason in answer.text
    assert "\n" not in answer.text


def test_a_text_too_long_is_refused_in_code_units() -> None:
    with pytest.raises(BadRequest) as refused:
        check_request({"text": "😀" * 6, "language": "en"}, 11)
    assert refused.value.status == 413
    assert "limit of 11 characters (it's 12 characters)" in refused.value.reason
    assert check_request({"text": "😀" * 6, "language": "en"}, 12)


def test_fields_of_the_form_win_over_those_of_the_address() -> None:
    fields = parameters_of(b"language=en&text=old", "text=Привет+%F0%9F%98%80%ff".encode())
    assert fields == {"language": "en", "text": "Привет 😀\ufffd"}
    with pytest.raises(BadRequest):
        parameters_of(b"a=1&" * 300, b"")


def test_get_and_post_give_the_same(url: str) -> None:
    params = {"language": "en-GB", "text": RUSSIAN_WORD}
    got = httpx.get(f"{url}/v2/check", params=params, timeout=60).json()
    assert got == ask(url, language="en-GB").json()
    assert got["language"]["name"] == "English (GB)"


def test_rules_and_categories_are_switched_off(url: str) -> None:
    rule = "untranslated/transliterated-word"
    assert [m["rule"]["id"] for m in matches(url)] == [rule]
    for fields in (
        {"disabledRules": f"X, {rule}"},
        {"disabledRules": "untranslated"},
        {"disabledCategories": "accuracy/untranslated"},
        {"disabledCategories": "TYPOS,accuracy"},
        {"enabledOnly": "true", "enabledRules": "HE_VERB_AGR"},
        {"enabledOnly": "true", "enabledCategories": "GRAMMAR"},
        {"mode": "textLevelOnly"},
    ):
        assert matches(url, **fields) == [], fields
    for fields in (
        {"disabledRules": "transliterated-word,WHITESPACE_RULE"},
        {"disabledCategories": "TYPOS"},
        {"enabledOnly": "yes", "enabledRules": rule},
        {"enabledOnly": "yes", "enabledCategories": "accuracy"},
        {"enabledRules": "FOO,no/such"},
        {"mode": "allButTextLevelOnly"},
        {"motherTongue": "ru-RU", "level": "academic"},
    ):
        assert [m["rule"]["id"] for m in matches(url, **fields)] == [rule], fields


def test_what_is_switched_off_uncovers_what_it_overlapped(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text(PACK, "utf-8")
    config = Config(
        detectors=frozenset({"patterns"}), packs=(pack,), disable=frozenset({"calques"})
    )
    text = "They drank strong tea twice."
    with checking(config) as url:
        assert [m["rule"]["id"] for m in matches(url, text)] == ["own/strong-tea"]
        assert [m["rule"]["id"] for m in matches(url, text, disabledRules="own/strong-tea")] == [
            "own/tea"
        ]
        picky = matches(url, text, level="picky")
        assert [m["rule"]["id"] for m in picky] == ["own/strong-tea", "own/twice"]
        named = matches(url, text, enabledRules="own/twice")
        assert [m["rule"]["id"] for m in named] == ["own/strong-tea", "own/twice"]


PACK = """
- id: own/strong-tea
  title: Strong tea
  category: accuracy/mistranslation
  severity: critical
  message: "Strong again."
  match: {phrase: strong tea}
  examples: {bad: ["[[Strong tea]] again."], good: ["Weak tea again."]}
- id: own/tea
  title: Tea
  category: accuracy/mistranslation
  severity: minor
  message: "Tea again."
  match: {phrase: tea}
  examples: {bad: ["More [[tea]] again."], good: ["Weak soup again."]}
- id: own/twice
  title: Twice
  category: style/awkward
  severity: minor
  level: pedantic
  message: "Twice again."
  match: {phrase: twice}
  examples: {bad: ["More [[twice]] again."], good: ["Weak soup again."]}
"""


def test_the_language_is_found_out(url: str) -> None:
    english = ask(url, language="auto", preferredVariants="de-DE,en-GB").json()
    assert english["language"]["code"] == "en-GB"
    assert english["matches"]
    german = "Der Minister sagte am Dienstag, dass die Verhandlungen weitergehen werden."
    other = ask(url, german, language="auto").json()
    assert other["language"]["code"] == "de"
    assert other["matches"] == []
    assert "English" in other["warnings"]["incompleteResultsReason"]
    assert ask(url, german, language="en-US").json()["language"]["code"] == "en-US"


@pytest.mark.parametrize(
    "text", ["", "123", "OK", "Hello", "Teh minstr sad", "otrulivaet", RUSSIAN_WORD, "😀"]
)
def test_short_and_odd_english_is_taken_for_english(text: str) -> None:
    assert detect(text).is_english


def test_the_other_addresses(url: str) -> None:
    def get(path: str) -> httpx.Response:
        return httpx.get(f"{url}/v2/{path}", timeout=60)

    assert get("healthcheck").text == "OK"
    assert get("maxtextlength").text == "150000"
    assert get("info").json()["software"]["name"] == "mtcheck"
    assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in get("languages").json()
    info = get("configinfo?language=en-US").json()
    assert info["parameter"] == {"maxTextLength": 150000}
    assert len(info["rules"]) > 100
    unknown = get("words/add")
    assert unknown.status_code == 404
    assert unknown.text.startswith("Error: Unsupported action: 'words/add'")


def test_a_match_leads_to_the_page_of_its_rule(url: str) -> None:
    text = (
        "In Moscow extinguished the fire. Earlier, the foreign Minister has told it to journalists."
    )
    found = matches(url, f"{text} {SEED.read_text('utf-8')}")
    links = {m["rule"]["id"]: m["rule"]["urls"] for m in found}
    assert all(links.values())
    for rule, of, words in (
        ("institutions/capital-on-office", "", "Wrong:"),
        ("untranslated/transliterated-word", "?of=transliteration", "Finds Latin words"),
    ):
        assert links[rule] == [{"value": f"{url}/rules/{rule}{of}"}]
        page = httpx.get(links[rule][0]["value"], timeout=60)
        assert page.status_code == 200
        assert f"<h1>{rule}</h1>" in page.text
        assert words in page.text
        assert "script-src" not in page.headers["content-security-policy"]
    assert httpx.get(f"{url}/rules/a/b?of=<script>", timeout=60).status_code == 404
    none = httpx.get(f"{url}/rules/<script>..%2f..%2fetc", timeout=60)
    assert none.status_code == 404
    assert "<script>" not in none.text


def test_many_at_once_get_each_their_own_answer() -> None:
    words = ("otrulivaet", "govorit", "sdelal", "rabotaet", "chitaet", "poshel")
    texts = [
        f"The man number {number} {word} slowly, he said. {SEED.read_text('utf-8')[:900]}"
        for number in range(4)
        for word in words
    ]
    with checking(threads=4) as url:
        alone = [matches(url, text) for text in texts]
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda text: matches(url, text), texts))
    assert together == alone
    assert len({json.dumps(found) for found in alone}) > len(words)
