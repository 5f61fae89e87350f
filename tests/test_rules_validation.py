"""Broken packs: one line that names file, line, rule and key."""

import json
from pathlib import Path

import pytest

from mtcheck.document import SegmentKind
from mtcheck.language.english import load_pipeline
from mtcheck.model import Category, MtcheckError, Severity
from mtcheck.resources import schema_path
from mtcheck.rules import load_rules
from mtcheck.rules.attributes import OWN_COLUMNS
from mtcheck.rules.labels import LABELS
from mtcheck.rules.relations import RELATIONS
from mtcheck.rules.rule import Speech, Where
from tests.rule_packs import rule_text, write_pack

GOOD = rule_text("phrase: foo bar")


def error_of(folder: Path, text: str) -> str:
    file = write_pack(folder, text)
    with pytest.raises(MtcheckError) as caught:
        load_rules([file], shipped=False)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    return message.removeprefix(str(file))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  severity: major", "  severty: major", ":4: test/rule: severty: unknown key “severty”; "
         "did you mean “severity”? (and 1 more in this file)"),
        ("severity: major", "severity: grave",
         ":4: test/rule: severity: “grave” is not known; known: critical, major, minor"),
        ("fluency/grammar", "fluency/gramar", ":3: test/rule: category: “fluency/gramar” is not "
         "known; did you mean “fluency/grammar”?"),
        ("  title: A rule of a test\n", "", ":1: test/rule: the key “title” is missing"),
        ("    phrase: foo bar", "    phrase: foo bar\n    regex: foo",
         ":7: test/rule: match: needs exactly one of “tokens”, “dependency”, “phrase”, “regex”"),
        ("    phrase: foo bar", "    tokens: [{LOWR: foo}]",
         "test/rule: match.tokens.0.LOWR: unknown key “LOWR”; did you mean “LOWER”?"),
        ("    phrase: foo bar", "    tokens: [{LOWER: Foo}]",
         "match.tokens: LOWER “Foo” has a capital and could never match"),
        ("    phrase: foo bar", "    tokens: [{DEP: {IN: [nsubj, nsubjpas]}}]",
         "DEP has no “nsubjpas”; did you mean “nsubjpass”?"),
        ("    phrase: foo bar", "    tokens: [{LOWER: foo, OP: '?'}]",
         "every token is optional"),
        ("    phrase: foo bar", "    tokens: [{LOWER: foo, OP: twice}]",
         "match.tokens.0.OP: “twice” has not the form"),
        ("    phrase: foo bar", "    tokens: [{LOWER: {REGEX: '(foo'}}]",
         "invalid regex '(foo': missing )"),
        ("    phrase: foo bar", "    tokens: [{LOWER: {IN: '@no-such-list'}}]",
         "there is no word list lists/no-such-list.txt"),
        ("    phrase: foo bar", "    tokens: [$no-such-macro]", "no macro $no-such-macro"),
        ("    phrase: foo bar", "    phrase: Foo bar", "“Foo bar” has a capital"),
        ("    phrase: foo bar", "    regex: 'foo(?=bar)'", "RE2 has no look-around"),
        ("    phrase: foo bar", "    regex: 'x*'", "matches the empty string"),
        ("    phrase: foo bar", "    phrase: foo bar\n    mark: [noun]",
         "match.mark: no node or group “noun”; known: w1, w2"),
        ("    phrase: foo bar",
         "    dependency: [{name: a, attrs: {}}, {name: b, of: c, rel: '>'}]",
         "“of: c” is no earlier node"),
        ("    phrase: foo bar",
         "    dependency: [{name: a, attrs: {}}, {name: b, of: a, rel: '>>>'}]",
         "match.dependency.1.rel: “>>>” is not known"),
        ("    phrase: foo bar", "    dependency: [{name: a, attrs: {}}, {name: b}]",
         "the node “b” needs “of” and “rel”"),
        ("found “{text}”", "found “{txt}”",
         ":5: test/rule: message: unknown placeholder {txt}; did you mean “text”?"),
        ("found “{text}”", "found “{text.plural}”", "unknown form “.plural”"),
        ("found “{text}”", "found “{text”", "stray brace"),
        ("found “{text}”", "it is {suggest}", "uses {suggest}, but there is no “suggest”"),
        ("  match:", "  safe: true\n  match:", "a safe rule needs a “suggest”"),
        ("  match:", "  unless: [{phrase: a, were: after}]\n  match:",
         "unless.0.were: unknown key “were”; did you mean “where”?"),
        ('bad: ["[[x]]"]', "bad: [x]", "a bad example has to hold [[ and ]]"),
        ('bad: ["[[x]]"]', 'bad: ["[[x"]', "a bad example has to hold [[ and ]]"),
        ("good: [y]", 'good: ["[[y]]"]', "a good example has nothing marked"),
        ("- id: test/rule", "- id: Test Rule", "“Test Rule” has not the form"),
        ("  title: A rule of a test", "  title: A rule\n  title: B rule",
         "the key “title” is given twice"),
        ("- id: test/rule", "- id: [", "not valid YAML"),
    ],
)  # fmt: skip
def test_message(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert message in error_of(tmp_path, GOOD.replace(old, new))


def test_the_unbroken_pack_loads(tmp_path: Path) -> None:
    assert len(load_rules([write_pack(tmp_path, GOOD)], shipped=False)) == 1


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{tokens: [{LOWER: a}], bad: '[[a]]'}", "the entry needs an “id”"),
        ("{phrase: a b, bad: 'a b'}", ":7: test/words: entries.0.bad.0: a bad example"),
        ("{phrase: a b}", ":7: test/words: entries.0: the key “bad” is missing"),
        ("{phrase: a b, regx: c, bad: '[[a b]]'}", "did you mean “regex”?"),
        ("{phrase: a b, message: 'see {origin}', bad: '[[a b]]'}", "there is no “origin”"),
    ],
)
def test_message_of_a_lexicon(entry: str, message: str, tmp_path: Path) -> None:
    text = f"""\
- lexicon: test/words
  title: Words of a test
  category: style/awkward
  severity: minor
  message: "no “{{text}}”"
  entries:
    - {entry}
"""
    assert message in error_of(tmp_path, text)


def test_a_pack_that_is_no_list(tmp_path: Path) -> None:
    assert "a pack has to be a list of rules" in error_of(tmp_path, "id: test/rule")
    assert load_rules([write_pack(tmp_path, "# nothing yet\n")], shipped=False).rules == ()


def test_a_pack_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "pack.yaml"
    file.write_bytes(b"- id: \xff\xfe")
    with pytest.raises(MtcheckError, match=r"pack\.yaml"):
        load_rules([file], shipped=False)


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(MtcheckError, match="no such rule pack"):
        load_rules([tmp_path / "none.yaml"])
    with pytest.raises(MtcheckError, match=r"no \.yaml rule pack"):
        load_rules([tmp_path])


def test_schema_has_the_names_of_the_model() -> None:
    definitions = json.loads(schema_path("rule-pack.schema.json").read_text("utf-8"))["$defs"]
    assert set(definitions["category"]["enum"]) == set(Category)
    assert definitions["severity"]["enum"] == list(Severity)
    assert set(definitions["kinds"]["items"]["enum"]) == set(SegmentKind)
    assert set(definitions["speech"]["enum"]) == set(Speech)
    assert set(definitions["condition"]["properties"]["where"]["enum"]) == set(Where)
    assert set(definitions["dependencyNode"]["properties"]["rel"]["enum"]) == RELATIONS
    assert set(OWN_COLUMNS) <= set(definitions["attributes"]["properties"])


def test_labels_are_those_of_the_model() -> None:
    pipeline = load_pipeline()
    assert set(pipeline.get_pipe("tagger").labels) == LABELS["TAG"]
    assert set(pipeline.get_pipe("parser").labels) == LABELS["DEP"]
