"""LanguageTool's clients, as people have them, asking our server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from language_tool_python import LanguageTool

from mtcheck import Checker
from mtcheck.config import Config
from mtcheck.model import DocumentReport
from mtcheck.review.access import Access
from tests.check_servers import RUSSIAN_WORD, checking
from tests.languagetool_real import private_cache

pytestmark = pytest.mark.languagetool

SEED = Path(__file__).parents[1] / "seeds" / "lavrov-aleppo.txt"
TEXT = f"😀 As 𝔗he agency (ТАСС) reports.\n\n{SEED.read_text('utf-8')}"
GRAMMA = "gramma@1.6.0"
NO_SCRIPTS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
ASK_GRAMMA = """
const { check, replaceAll } = require("gramma");
const input = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const show = (text, found) => found.matches.map(m => ({
  rule: m.rule.id, marked: text.substr(m.offset, m.length), word: m.word,
  suggestions: m.replacements.map(r => r.value),
}));
(async () => {
  const options = { api_url: input.url + "/v2/check" };
  const calm = await check(input.text, { ...options, rules: { typos: false } });
  const plain = await check(input.text, options);
  const markdown = await check(input.markdown, { ...options, markdown: true });
  const fixed = replaceAll(input.sentence, (await check(input.sentence, options)).matches
    .map(m => ({ change: m.replacements[0].value, offset: m.offset, length: m.length })));
  console.log(JSON.stringify({
    plain: show(input.text, plain), markdown: show(input.markdown, markdown), fixed,
    calm: calm.matches.map(m => m.rule.category.id),
  }));
})();
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, DocumentReport]]:
    """A server with everything on, and the report its findings have to be those of."""
    with private_cache(tmp_path_factory.mktemp("clients") / "cache"):
        report = Checker(Config()).check_text(TEXT)
        assert report.skipped == ()
        with checking(Config()) as url:
            yield url, report


@pytest.fixture(scope="module")
def gramma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which node finds gramma, a client from npm."""
    folder = tmp_path_factory.mktemp("gramma")
    if not shutil.which("node") or not shutil.which("npm"):
        _lacking("node and npm are not installed")
    command = ["npm", "install", "--prefix", str(folder), *NO_SCRIPTS, GRAMMA]
    installed = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if installed.returncode:
        _lacking(f"npm cannot install {GRAMMA}: {installed.stderr[:300]}")
    return folder


def _lacking(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"CI has to test with a client from npm: {reason}")
    pytest.skip(f"NOT TESTED WITH A CLIENT FROM NPM: {reason}")


def test_language_tool_python_shows_the_findings_of_the_seed(
    served: tuple[str, DocumentReport],
) -> None:
    url, report = served
    with LanguageTool("en-US", remote_server=url) as tool:
        found = tool.check(TEXT)
    assert {f.detector for f in report.findings} >= {"grammar", "patterns"}
    assert len(found) > 20
    assert [(m.rule_id, m.offset, m.error_length, m.replacements) for m in found] == [
        (f.rule, f.span.start, len(f.span), list(f.suggestions)) for f in report.findings
    ]
    assert {TEXT[m.offset : m.offset + m.error_length] for m in found} == {
        f.text for f in report.findings
    }


def test_language_tool_python_chooses_rules(served: tuple[str, DocumentReport]) -> None:
    url, report = served
    grammar = next(f.rule for f in report.findings if f.detector == "grammar")
    with LanguageTool("en-US", remote_server=url) as tool:
        before = {m.rule_id for m in tool.check(TEXT)}
        tool.disabled_rules = {grammar}
        tool.disabled_categories = {"accuracy"}
        after = tool.check(TEXT)
        assert tool.correct(RUSSIAN_WORD) == RUSSIAN_WORD
        tool.disabled_categories = set()
        assert "steers away" in tool.correct(f"😀 {RUSSIAN_WORD}")
    assert grammar in before
    assert grammar not in {m.rule_id for m in after}
    assert not any(m.category.startswith("accuracy/") for m in after)


def test_language_tool_python_with_a_token_in_the_address() -> None:
    config = Config(detectors=frozenset({"transliteration"}))
    with (
        checking(config, Access(token="secret")) as url,
        LanguageTool("en", remote_server=f"{url}/token/secret/") as tool,
    ):
        assert [m.matched_text for m in tool.check(RUSSIAN_WORD)] == ["otrulivaet"]


def test_a_client_from_npm_shows_the_findings(
    served: tuple[str, DocumentReport], gramma: Path
) -> None:
    url, report = served
    markdown = (
        f"# 😀 Talks\n\nThe *Americans* otru**livaet** aside.\n\n    govorit\n\n{RUSSIAN_WORD}\n"
    )
    asked = {"url": url, "text": TEXT, "markdown": markdown, "sentence": f"😀 {RUSSIAN_WORD}"}
    answer = _node(gramma, ASK_GRAMMA, asked)
    expected = [(f.rule, f.text, list(f.suggestions)) for f in report.findings]
    shown = [(m["rule"], m["marked"], m["suggestions"]) for m in answer["plain"]]
    assert shown == expected
    assert len(shown) > 20
    assert "fluency/spelling" in {f.category for f in report.findings} - set(answer["calm"])
    marked = [m["marked"] for m in answer["markdown"] if m["rule"].startswith("untranslated/")]
    assert marked == ["otru**livaet", "otrulivaet"]
    assert "The Americans steers away aside" in answer["fixed"]


def _node(folder: Path, script: str, given: Any) -> Any:
    ran = subprocess.run(
        ["node", "-e", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
